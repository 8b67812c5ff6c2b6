// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SPEAKER_VIEWS_H
#define V6LAB_BGP_SPEAKER_VIEWS_H

#include "model/core/bgp/speaker.h"

#include <string>
#include <vector>

/**
 * A speaker as `az network vnet-gateway list-learned-routes`, `list-advertised-routes` and
 * `list-bgp-peer-status` show a gateway: the fields are Azure's columns, with Azure's words.
 */
namespace ns3::v6lab::bgp
{

struct GatewayRoute
{
    std::string network{};
    std::string nextHop{};      //!< empty for our own networks
    std::string origin{};       //!< learned: Network, EBgp, IBgp; advertised: Igp, Egp, Incomplete
    std::string sourcePeer{};   //!< our own address for our own networks; empty if advertised
    std::string asPath{};       //!< "12076-64512"
    uint32_t weight{0};         //!< 0 if advertised
    std::string localAddress{}; //!< of ours, of this session
};

struct GatewayPeerStatus
{
    std::string neighbor{};
    uint32_t asn{0};
    std::string localAddress{};
    /** Connected, Connecting, Idle; Stopped by an end of our own, Unknown if never started. */
    std::string state{};
    std::string connectedDuration{}; //!< "01:43:11.4004661", "1.02:03:04.0000000"; or empty
    uint64_t routesReceived{0};
    uint64_t messagesSent{0};
    uint64_t messagesReceived{0};
};

/** All paths let in, those not in use too: our own networks, then EBgp, then IBgp. */
std::vector<GatewayRoute> LearnedRoutes(const Speaker& speaker);
std::vector<GatewayRoute> AdvertisedRoutes(const Speaker& speaker, PeerIndex peer);
/** In the order in which the peers were added. */
std::vector<GatewayPeerStatus> PeerStatuses(const Speaker& speaker, int64_t nowNs);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SPEAKER_VIEWS_H
