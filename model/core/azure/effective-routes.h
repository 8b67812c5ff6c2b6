// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_EFFECTIVE_ROUTES_H
#define V6LAB_AZURE_EFFECTIVE_ROUTES_H

#include "model/core/azure/estate.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

enum class RouteSource : uint8_t
{
    Default,
    User,
    VirtualNetworkGateway,
};

const char* ToWord(RouteSource source);

/** Invalid: shown, but another route of the table wins for this prefix. */
enum class RouteState : uint8_t
{
    Active,
    Invalid,
};

const char* ToWord(RouteState state);

/** One row of Azure's effective-route table. */
struct EffectiveRoute
{
    RouteSource source{RouteSource::Default};
    RouteState state{RouteState::Active};
    Prefix prefix;
    NextHopType nextHopType{NextHopType::None};
    std::optional<IpAddress> nextHopIp{};
    Index remoteVnet{NOTHING}; //!< of peerings and connected groups: the network on the other side
    Index endpoint{NOTHING};   //!< of InterfaceEndpoint: the private endpoint
    Index row{NOTHING};        //!< equal ones of one type are shown as one row (R9, R10)
    Index carrier{NOTHING};    //!< of gateway routes: the NIC that takes its packets
};

/**
 * The table of every NIC in the subnet (rules R1–R11a, R17, P1, P4, P9, P12, N1, N2), one entry
 * per prefix: IPv4, then IPv6; within a family what Azure sets up, by kind, then the user's routes.
 */
std::vector<EffectiveRoute> EffectiveRoutes(const Estate& estate, Index subnet);

/** A row as Azure shows it: the prefixes of a connected group or a service share one. */
struct ShownRoute
{
    EffectiveRoute route;        //!< the first of them
    std::string addressPrefix{}; //!< all of them, separated by spaces
};

/** By type, state and `row`; where the first of them stands. */
std::vector<ShownRoute> ShownRoutes(const std::vector<EffectiveRoute>& routes);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_EFFECTIVE_ROUTES_H
