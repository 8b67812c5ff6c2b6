// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_PEER_SETTINGS_H
#define V6LAB_BGP_PEER_SETTINGS_H

#include "model/core/bgp/session-settings.h"

#include <optional>

namespace ns3::v6lab::bgp
{

/** What Azure's gateways show of what they learned and of their own networks (see Rib). */
constexpr uint32_t DEFAULT_WEIGHT = 32768;
/** Seen of routes from an MSEE, and of those from an ExpressRoute gateway at a VPN gateway. */
constexpr uint32_t EXPRESSROUTE_WEIGHT = 32769;

constexpr uint32_t DEFAULT_LOCAL_PREF = 100;

/** Prefixes in `within` of these lengths. */
struct PrefixRule
{
    Prefix within{};
    uint8_t minLength{0};
    uint8_t maxLength{128};
    bool permit{true};
};

/** The first rule that matches decides. */
struct PrefixFilter
{
    std::vector<PrefixRule> rules{};
    bool permitOthers{true};

    bool Permits(const Prefix& prefix) const;
};

/** A neighbour: its session, and what is let in from it and out to it. */
struct PeerSettings
{
    SessionSettings session{}; //!< localAs and routerId are the speaker's, whatever stands here
    IpAddress localAddress{};
    IpAddress peerAddress{};
    /** What it is told to send to if that is us; by default localAddress, for its family. */
    std::optional<IpAddress> nextHopV4{};
    std::optional<IpAddress> nextHopV6{};

    uint32_t weight{DEFAULT_WEIGHT};        //!< of routes from it; the highest wins
    uint32_t localPref{DEFAULT_LOCAL_PREF}; //!< of routes from it, if it is external
    PrefixFilter importFilter{};
    uint8_t allowOwnAs{0};     //!< how often our AS may stand in its paths; MSEEs accept theirs
    bool enforceFirstAs{true}; //!< its paths begin with its AS, if it is external
    size_t maxPrefixesV4{0};   //!< 0: no limit; ExpressRoute ends the session above 4,000 [K]
    size_t maxPrefixesV6{0};   //!< 0: no limit; ExpressRoute ends the session above 100 [K]

    PrefixFilter exportFilter{};
    bool exportLearned{true};      //!< false: it hears of our own networks only
    bool nextHopSelf{false};       //!< internal: we stand in for the external next hop
    bool removePrivateAs{false};   //!< external: RFC 6996's numbers are left out of what it hears
    uint32_t prepend{0};           //!< external: how many times more our AS stands in front
    std::optional<uint32_t> med{}; //!< external: said of every route
    /** MinRouteAdvertisementIntervalTimer (RFC 4271 9.2.1.1), for all routes together; 0: none. */
    int64_t advertisementIntervalNs{0};

    std::optional<IpAddress> OwnNextHop(Family family) const;
    /** Throws std::invalid_argument that names the setting. */
    void Check() const;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_PEER_SETTINGS_H
