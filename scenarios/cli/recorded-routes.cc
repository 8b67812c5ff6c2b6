// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/recorded-routes.h"

#include "model/record/routes-at.h"

#include <algorithm>
#include <initializer_list>
#include <sstream>

namespace ns3::v6lab::cli
{

namespace
{

using azure::NextHopType;
using azure::RouteSource;
using azure::RouteState;

constexpr std::initializer_list<NextHopType> TYPES{NextHopType::VnetLocal,
                                                   NextHopType::VNetPeering,
                                                   NextHopType::VNetGlobalPeering,
                                                   NextHopType::Internet,
                                                   NextHopType::None,
                                                   NextHopType::VirtualAppliance,
                                                   NextHopType::VirtualNetworkGateway,
                                                   NextHopType::VirtualNetworkServiceEndpoint,
                                                   NextHopType::InterfaceEndpoint,
                                                   NextHopType::ConnectedGroup};
constexpr std::initializer_list<RouteSource> SOURCES{RouteSource::Default,
                                                     RouteSource::User,
                                                     RouteSource::VirtualNetworkGateway};

/** The one with that word; the last one if the record has another word. */
template <typename T>
T
WithWord(std::initializer_list<T> all, const std::string& word)
{
    const auto found =
        std::find_if(all.begin(), all.end(), [&](T one) { return word == ToWord(one); });
    return found == all.end() ? *(all.end() - 1) : *found;
}

/** One route for each of the prefixes that share a row. */
void
AddRoutes(std::vector<azure::EffectiveRoute>& routes, const EffectiveRouteRow& row)
{
    std::istringstream prefixes(row.addressPrefix);
    for (std::string text; prefixes >> text;)
    {
        azure::EffectiveRoute route;
        route.source = WithWord(SOURCES, row.source);
        route.state =
            row.state == ToWord(RouteState::Active) ? RouteState::Active : RouteState::Invalid;
        route.prefix = Prefix::Parse(text).value_or(Prefix());
        route.nextHopType = WithWord(TYPES, row.nextHopType);
        route.nextHopIp = IpAddress::Parse(row.nextHopIp);
        routes.push_back(route);
    }
}

/** By the names that records have for interfaces: gateways have one in each instance. */
std::vector<std::string>
InterfacesIn(const AzurePlan& plan, azure::Index subnet)
{
    std::vector<std::string> names;
    for (const auto& [name, index] : plan.nics)
    {
        if (plan.estate.nics[index].subnet == subnet)
        {
            names.push_back(name);
        }
    }
    for (const auto& instance : plan.gatewayInstances)
    {
        if (plan.estate.nics[instance.nic].subnet == subnet)
        {
            names.push_back(instance.name);
        }
    }
    return names;
}

} // namespace

std::optional<std::vector<azure::EffectiveRoute>>
RecordedRoutes(const AzureQuestion& question, azure::Index subnet, std::optional<int64_t> timeNs)
{
    const RecordedRun& recorded = *question.recorded;
    for (const std::string& nic : InterfacesIn(question.plan, subnet))
    {
        const auto rows = EffectiveRoutesAt(*recorded.database, recorded.handle, nic, timeNs);
        if (rows.empty())
        {
            continue;
        }
        std::vector<azure::EffectiveRoute> routes;
        for (const auto& row : rows)
        {
            AddRoutes(routes, row);
        }
        return routes;
    }
    return std::nullopt;
}

} // namespace ns3::v6lab::cli
