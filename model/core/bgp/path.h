// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_PATH_H
#define V6LAB_BGP_PATH_H

#include "model/core/bgp/messages.h"
#include "model/core/bgp/peer-settings.h"

namespace ns3::v6lab::bgp
{

/** By the order in which a speaker's peers were added. */
using PeerIndex = uint32_t;

/** In place of a peer: the speaker's own networks. */
constexpr PeerIndex OWN = 0xffffffff;

/** A way to a prefix, and what the decision process asks of it (RFC 4271 9.1). */
struct Path
{
    PeerIndex peer{OWN};
    bool internal{false}; //!< from a peer of our AS
    uint32_t weight{DEFAULT_WEIGHT};
    uint32_t localPref{DEFAULT_LOCAL_PREF};
    uint32_t routerId{0};    //!< of the peer, host order
    IpAddress peerAddress{}; //!< unspecified for our own networks
    IpAddress nextHop{};     //!< unspecified for our own networks
    SharedAttributes attributes{};

    bool IsOwn() const
    {
        return peer == OWN;
    }

    friend bool operator==(const Path& a, const Path& b)
    {
        return a.peer == b.peer && a.weight == b.weight && a.localPref == b.localPref &&
               a.routerId == b.routerId && a.nextHop == b.nextHop &&
               (a.attributes == b.attributes || *a.attributes == *b.attributes);
    }
};

/**
 * The paths to use of those to one prefix, the best first: at most `most`, at least one if there
 * is any. Highest weight, highest LOCAL_PREF, our own, shortest AS_PATH, lowest ORIGIN, lowest
 * MULTI_EXIT_DISC among those of one neighbouring AS, external before internal, lowest BGP
 * identifier, lowest peer address (RFC 4271 9.1.1, 9.1.2.2; weight is Azure's). Next hops cost all
 * the same (9.1.2.2 e), for there is no interior protocol.
 *
 * Our own networks are never taken from outside, whatever the weight.
 *
 * More than one is what is alike up to "external before internal", as equal-cost paths of the
 * same AS_PATH length, whatever ASes stand in it.
 */
std::vector<Path> SelectPaths(const std::vector<Path>& paths, size_t most);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_PATH_H
