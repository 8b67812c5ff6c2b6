// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ROUTE_POLICY_H
#define V6LAB_BGP_ROUTE_POLICY_H

#include "model/core/bgp/path.h"

namespace ns3::v6lab::bgp
{

/** Why a route is not let in. */
enum class ImportRefusal : uint8_t
{
    None,
    OwnAsInPath,  //!< a loop (RFC 4271 9.1.2)
    WrongFirstAs, //!< not the neighbour's (RFC 4271 6.3)
    OwnNextHop,   //!< it leads back to us (RFC 4271 6.3)
    Filtered,     //!< by the peer's importFilter
    Multicast,    //!< no unicast prefix (RFC 4271 6.3)
};

/** `isOurs`: whether the next hop is an address of the speaker. */
ImportRefusal JudgeImport(const PeerSettings& peer,
                          const Prefix& prefix,
                          const PathAttributes& attributes,
                          bool isOurs);

/** Whether the peer may hear of the route at all (RFC 4271 9.2, RFC 6052 3.2). */
bool MayExport(const PeerSettings& peer, PeerIndex index, const Prefix& prefix, const Path& best);

/** The attributes with which it hears of it (RFC 4271 5.1). */
PathAttributes ExportAttributes(const PeerSettings& peer, const Path& best);

/** The next hop that it hears (RFC 4271 5.1.3); nothing if we have none of that family. */
std::optional<IpAddress> ExportNextHop(const PeerSettings& peer, Family family, const Path& best);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_ROUTE_POLICY_H
