// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISER_SETTINGS_H
#define V6LAB_ADVERTISER_SETTINGS_H

#include "model/core/advertisement/router-advertisement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * What a router advertises on a link, and how often (RFC 4861 6.2.1). A lifetime that is not set is
 * the default of its RFC, which follows from the longest interval.
 */
struct AdvertiserSettings
{
    struct Resolvers
    {
        std::vector<IpAddress> addresses;
        std::optional<uint32_t> lifetimeSeconds; //!< 3 intervals (RFC 8106 5.1)
    };

    struct Nat64
    {
        Pref64 prefix;
        std::optional<uint32_t> lifetimeSeconds; //!< 3 intervals, at most 65528 (RFC 8781 4.1)
    };

    uint32_t maxIntervalSeconds{600};           //!< 4 to 1800
    std::optional<uint32_t> minIntervalSeconds; //!< 3 to 3/4 of the longest; default: a third of it
    bool managed{false};
    bool other{false};
    uint8_t hopLimit{64};
    std::optional<uint32_t> lifetimeSeconds; //!< 0, or the longest interval to 65535 (RFC 8319 4)
    std::optional<uint32_t> mtu;             //!< 1280 or more
    uint32_t reachableMs{0};                 //!< up to one hour
    uint32_t retransMs{0};
    std::vector<PrefixInformation> prefixes;
    std::vector<Resolvers> resolvers;
    std::vector<Nat64> pref64s;

    /** In seconds. */
    uint32_t GetMinInterval() const;
};

/** Throws std::invalid_argument naming the setting and what is allowed. */
void CheckAdvertiser(const AdvertiserSettings& settings);

/** Sentences about what is allowed but not recommended. */
std::vector<std::string> FindDoubts(const AdvertiserSettings& settings);

/** What a router with these settings sends, but for its link-layer address. */
RouterAdvertisement Compose(const AdvertiserSettings& settings);

/**
 * What another router on the link says differently (RFC 4861 6.2.7, RFC 8781 5.2), a sentence each:
 * an administrator should know.
 */
std::vector<std::string> FindInconsistencies(const RouterAdvertisement& own,
                                             const RouterAdvertisement& others);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISER_SETTINGS_H
