// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/destination-choice.h"

#include "model/core/happy-eyeballs/address-synthesis.h"
#include "model/workload/socket-address.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Whether the node has an address and a way out of its network, as to this place. */
bool
Routes(const Ptr<ns3::Node>& node, const char* place)
{
    return FindRoute(node, *IpAddress::Parse(place)).has_value();
}

} // namespace

EyeballHost
HostOf(const Ptr<ns3::Node>& node,
       const std::optional<Family>& only,
       const std::vector<Pref64>& prefixes,
       const Ptr<NetDevice>& bound)
{
    EyeballHost host;
    host.hasV6 = !SourcesOf(node, Family::V6, bound).empty();
    host.hasV4 = !SourcesOf(node, Family::V4, bound).empty();
    host.only = only;
    host.prefixes = prefixes;
    if (!host.prefixes.empty()) // else nobody wants to know
    {
        host.routesV6 = Routes(node, "2001:503:ba3e::2:30"); // a root server (RFC 8109 3.2)
        host.routesV4 = Routes(node, "198.41.0.4");
    }
    return host;
}

DestinationCandidate
ConsiderFrom(const Ptr<ns3::Node>& node, const IpAddress& address, const Ptr<NetDevice>& bound)
{
    DestinationCandidate candidate;
    candidate.address = address;
    const auto sources = SourcesOf(node, address.GetFamily(), bound);
    const auto route = FindRoute(node, address, bound);
    candidate.reachable = route.has_value();
    if (!route)
    {
        // Rule 1: without a route, but of a family that the node has.
        candidate.source = sources.empty() ? std::nullopt : std::optional(sources.front());
        return candidate;
    }
    const auto own =
        std::find_if(sources.begin(), sources.end(), [&](const SourceCandidate& source) {
            return source.address == route->source;
        });
    candidate.source = own == sources.end() ? SourceCandidate() : *own;
    candidate.source->address = route->source; // perhaps a link-local one
    candidate.source->interface = route->device;
    return candidate;
}

std::vector<IpAddress>
SortFor(const Ptr<ns3::Node>& node,
        const std::vector<IpAddress>& addresses,
        const Ptr<NetDevice>& bound)
{
    DestinationList list;
    for (const IpAddress& address : addresses)
    {
        list.push_back(ConsiderFrom(node, address, bound));
    }
    std::vector<IpAddress> sorted;
    for (const auto& candidate : SortDestinations(list))
    {
        sorted.push_back(candidate.address);
    }
    return sorted;
}

std::vector<IpAddress>
SynthesizeFor(const Ptr<ns3::Node>& node,
              const std::vector<IpAddress>& addresses,
              const std::vector<Pref64>& prefixes,
              const Ptr<NetDevice>& bound)
{
    return Synthesize(
        HostOf(node, std::nullopt, prefixes, bound),
        addresses,
        [&node, &bound](const IpAddress& address) { return ConsiderFrom(node, address, bound); });
}

} // namespace ns3::v6lab
