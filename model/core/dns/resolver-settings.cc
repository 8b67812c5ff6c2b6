// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver-settings.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
Demand(bool condition, const std::string& fault)
{
    if (!condition)
    {
        throw std::invalid_argument(fault);
    }
}

bool
AnyUsable(const ResolverSettings& settings, const std::vector<IpAddress>& addresses)
{
    return std::any_of(addresses.begin(), addresses.end(), [&](const IpAddress& address) {
        return !address.IsUnspecified() && !address.IsMulticast() &&
               (address.IsV4() ? settings.useV4 : settings.useV6);
    });
}

void
CheckServers(const ResolverSettings& settings)
{
    Demand(!settings.roots.empty() || !settings.forwards.empty(),
           "resolver roots: a resolver needs root hints or forwards");
    Demand(settings.useV4 || settings.useV6,
           "resolver families: at least one of useV4 and useV6 must be true");
    for (const auto& forward : settings.forwards)
    {
        Demand(AnyUsable(settings, forward.servers),
               "resolver forwards: \"" + forward.zone.ToString() +
                   "\" has no server with an address of a family in use");
    }
    const bool usable =
        std::any_of(settings.roots.begin(), settings.roots.end(), [&](const DnsHint& hint) {
            return AnyUsable(settings, hint.addresses);
        });
    Demand(usable || settings.roots.empty(),
           "resolver roots: no root server has an address of a family in use");
}

} // namespace

void
CheckSettings(const ResolverSettings& settings)
{
    CheckServers(settings);
    for (const auto& anchor : settings.trustAnchors)
    {
        Demand(anchor.type == dns::DS || anchor.type == dns::DNSKEY,
               "resolver trust anchors: must be DS or DNSKEY records, not " +
                   DnsTypeWord(anchor.type));
    }
    Demand(settings.udpSize == 0 || settings.udpSize >= 512,
           "resolver udpSize: must be 0 or 512 to 65535, not " + std::to_string(settings.udpSize));
    Demand(settings.udpSize > 0 || settings.trustAnchors.empty(),
           "resolver udpSize: validation needs EDNS, so it must be 512 to 65535");
    const auto positive = [](const char* name, int64_t value) {
        Demand(value > 0,
               std::string("resolver ") + name + ": must be more than 0, not " +
                   std::to_string(value));
    };
    positive("first timeout", settings.timing.firstTimeoutNs);
    positive("least timeout", settings.timing.minTimeoutNs);
    positive("TCP timeout", settings.timing.tcpTimeoutNs);
    positive("total timeout", settings.totalTimeoutNs);
    positive("tries", settings.tries);
    positive("max queries", settings.maxQueries);
    positive("cache entries", settings.cache.maxEntries);
    Demand(settings.timing.maxTimeoutNs >= settings.timing.minTimeoutNs,
           "resolver timeouts: the greatest must not be less than the least");
}

} // namespace ns3::v6lab
