// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_CONFIG_H
#define V6LAB_ADVERTISEMENT_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Router advertisements of a topology: plain values, text as its author wrote it. */
namespace ns3::v6lab
{

/** A prefix of a link (RFC 4861 4.6.2). Lifetimes are whole seconds or "forever". */
struct AdvertisedPrefixConfig
{
    std::string prefix;
    bool onLink{true};
    bool autonomous{true};
    std::string validLifetime{"720h"};
    std::string preferredLifetime{"168h"};
};

/**
 * What a router says on one of its links from `start` on (RFC 4861 6.2.1). A second one for the
 * link takes the place of the first: what it leaves out is withdrawn. Empty lifetimes are the RFCs'
 * defaults, three times maxInterval.
 */
struct RouterAdvertisementConfig
{
    std::string link;
    std::string start{"0s"};
    std::vector<AdvertisedPrefixConfig> prefixes;
    std::vector<std::string> rdnss; //!< resolvers (RFC 8106)
    std::string rdnssLifetime;
    std::vector<std::string> pref64; //!< NAT64 prefixes (RFC 8781)
    std::string pref64Lifetime;
    std::string routerLifetime; //!< "0s": no default router
    std::string maxInterval{"600s"};
    std::string minInterval;
    bool managed{false};
    bool other{false};
    uint32_t mtu{0}; //!< 0: not told
    uint32_t hopLimit{64};
};

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_CONFIG_H
