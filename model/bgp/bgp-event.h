// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_EVENT_H
#define V6LAB_BGP_EVENT_H

#include "model/core/bgp/path.h"
#include "model/core/bgp/session.h"

#include <string>
#include <vector>

/** What the trace sources of a BgpRouter tell. */
namespace ns3::v6lab
{

/** A session went from one state to another. */
struct BgpPeerEvent
{
    bgp::PeerIndex peer{0};
    IpAddress neighbor{};
    uint32_t asn{0}; //!< of the neighbour
    bgp::SessionState from{bgp::SessionState::Idle};
    bgp::SessionState to{bgp::SessionState::Idle};
    /** Of an end: "hold-timer-expired", "connection-closed", "bfd-down", …; else empty. */
    std::string cause{};
    /** The NOTIFICATION sent or received, "OPEN Message Error: Bad Peer AS (2/2)"; or empty. */
    std::string notification{};
};

enum class BgpRouteChange : uint8_t
{
    Learned,   //!< a neighbour announced it and it was let in
    Withdrawn, //!< the neighbour took it back, or is lost, or its route is not let in any more
    Selected,  //!< the paths in use changed
    Lost,      //!< there is no path any more
};

/** "learned", "withdrawn", "selected", "lost". */
const char* ToWord(BgpRouteChange change);

struct BgpRouteEvent
{
    BgpRouteChange change{BgpRouteChange::Learned};
    Prefix prefix{};
    bgp::PeerIndex peer{bgp::OWN};  //!< of the best path, if selected; OWN: an own network, or lost
    IpAddress neighbor{};           //!< of that peer; unspecified if it is OWN
    std::vector<bgp::Path> paths{}; //!< learned: the path; selected: those in use, the best first
};

/** Signatures of listeners, named for ns-3's trace documentation. */
using BgpPeerCallback = void (*)(const BgpPeerEvent& event);
using BgpRouteCallback = void (*)(const BgpRouteEvent& event);

} // namespace ns3::v6lab

#endif // V6LAB_BGP_EVENT_H
