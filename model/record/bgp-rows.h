// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ROWS_H
#define V6LAB_BGP_ROWS_H

#include "model/core/bgp/speaker-views.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A row of the table bgp_event. Empty texts become NULL. */
struct BgpEventRow
{
    int64_t timeNs{0};
    uint32_t node{0};
    std::string peer{}; //!< empty: own networks, or all
    std::string what{};
    std::string prefix{};
    std::string detail{};
};

/** A row of the table bgp_peer. */
struct BgpPeerRow
{
    uint32_t node{0};
    bgp::GatewayPeerStatus status{};
};

/** A row of the table bgp_route. */
struct BgpRouteRow
{
    uint32_t node{0};
    std::string direction{}; //!< learned or advertised
    std::string peer{};      //!< whom it is advertised to; empty if learned
    bgp::GatewayRoute route{};
};

/** What BGP speakers know at one moment. */
struct BgpStatusRows
{
    std::vector<BgpPeerRow> peers{};
    std::vector<BgpRouteRow> routes{};
};

} // namespace ns3::v6lab

#endif // V6LAB_BGP_ROWS_H
