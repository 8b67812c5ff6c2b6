// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_EFFECTIVE_ROUTES_H
#define V6LAB_AZURE_EFFECTIVE_ROUTES_H

#include "model/core/azure/estate.h"

#include <optional>
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
    Index remoteVnet{NOTHING}; //!< of peering routes: the network on the other side
    Index carrier{NOTHING};    //!< of gateway routes: the NIC that takes its packets
};

/**
 * The table of every NIC in the subnet (rules R1–R7, R9, R11, R11a, R17, P1, P4, P9): IPv4 rows,
 * then IPv6 rows; within a family what Azure sets up, by kind, then the user's routes.
 */
std::vector<EffectiveRoute> EffectiveRoutes(const Estate& estate, Index subnet);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_EFFECTIVE_ROUTES_H
