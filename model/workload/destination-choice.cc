// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/destination-choice.h"

#include "model/workload/socket-address.h"

#include <algorithm>

namespace ns3::v6lab
{

DestinationCandidate
ConsiderFrom(const Ptr<ns3::Node>& node, const IpAddress& address)
{
    DestinationCandidate candidate;
    candidate.address = address;
    const auto sources = SourcesOf(node, address.GetFamily());
    const auto route = FindRoute(node, address);
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
SortFor(const Ptr<ns3::Node>& node, const std::vector<IpAddress>& addresses)
{
    DestinationList list;
    for (const IpAddress& address : addresses)
    {
        list.push_back(ConsiderFrom(node, address));
    }
    std::vector<IpAddress> sorted;
    for (const auto& candidate : SortDestinations(list))
    {
        sorted.push_back(candidate.address);
    }
    return sorted;
}

} // namespace ns3::v6lab
