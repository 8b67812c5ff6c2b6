// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ADVERTISED_LAN_H
#define V6LAB_TEST_ADVERTISED_LAN_H

#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "test/support/small-net.h"

#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/**
 * h – "lan" (with r2) – r – "far" – server: nobody on the LAN has an address of its own but the
 * routers, and r leads to 2001:db8:f::1.
 */
class AdvertisedLan : public SmallNet
{
  public:
    AdvertisedLan();

    /** A prefix of the LAN, with lifetimes in seconds. */
    static AdvertiserSettings Prefixes(const std::vector<std::string>& prefixes,
                                       uint32_t valid = 2592000,
                                       uint32_t preferred = 604800);
    /** Changes what a router says, at a time in seconds. */
    void Advertise(const std::string& router, const AdvertiserSettings& settings, double second);
    void Cease(const std::string& router, double second);
    /** h listens from the start on, and what it reports is kept. */
    void Listen(const ListenerSettings& settings = {});
    /** The address that h makes in a /64: its device's, by hand (RFC 4291 2.5.1). */
    std::string AddressOfH(const std::string& prefix) const;
    std::string LinkLocalOf(const std::string& node) const;
    /** h's addresses but the link-local one, deprecated ones in brackets. */
    std::string Addresses() const;
    /** The same at a time in seconds of the run, into `into`. */
    void Look(double second, std::string* into) const;

    std::string reports; //!< "0.5 resolvers 2001:db8::53; "
    uint32_t advertisements{0};

    using SmallNet::Listen;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ADVERTISED_LAN_H
