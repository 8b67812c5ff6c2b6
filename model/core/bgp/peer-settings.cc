// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/peer-settings.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::v6lab::bgp
{

namespace
{

constexpr uint32_t MOST_PREPENDED = 200; // a path that fits into a message wherever it goes

void
Require(bool allowed, const std::string& what)
{
    if (!allowed)
    {
        throw std::invalid_argument("BGP peer: " + what);
    }
}

} // namespace

bool
PrefixFilter::Permits(const Prefix& prefix) const
{
    const auto rule = std::find_if(rules.begin(), rules.end(), [&prefix](const PrefixRule& r) {
        return r.within.Contains(prefix) && prefix.GetLength() >= r.minLength &&
               prefix.GetLength() <= r.maxLength;
    });
    return rule == rules.end() ? permitOthers : rule->permit;
}

std::optional<IpAddress>
PeerSettings::OwnNextHop(Family family) const
{
    const auto& said = family == Family::V4 ? nextHopV4 : nextHopV6;
    return !said && localAddress.GetFamily() == family ? localAddress : said;
}

void
PeerSettings::Check() const
{
    session.Check();
    Require(!localAddress.IsUnspecified(), "localAddress must be set");
    Require(!peerAddress.IsUnspecified(), "peerAddress must be set");
    Require(localAddress.GetFamily() == peerAddress.GetFamily(),
            "localAddress and peerAddress must be of one IP version");
    Require(localAddress != peerAddress, "peerAddress must not be localAddress");
    Require(!nextHopV4 || nextHopV4->IsV4(), "nextHopV4 must be an IPv4 address");
    Require(!nextHopV6 || nextHopV6->IsV6(), "nextHopV6 must be an IPv6 address");
    Require(prepend <= MOST_PREPENDED, "prepend must be at most " + std::to_string(MOST_PREPENDED));
    Require(advertisementIntervalNs >= 0, "advertisementIntervalNs must not be negative");
}

} // namespace ns3::v6lab::bgp
