// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_UPDATE_WRITER_H
#define V6LAB_BGP_UPDATE_WRITER_H

#include "model/core/bgp/message-codec.h"

namespace ns3::v6lab::bgp
{

/** Whether the attributes leave room for a prefix in a message (RFC 4271 9.2). */
bool Fits(const PathAttributes& attributes, bool fourOctetAs);

/**
 * As many UPDATEs as the prefixes need; each carries one family. IPv4 prefixes stand in the NLRI
 * field with NEXT_HOP, IPv6 prefixes in MP_REACH_NLRI, which comes first (RFC 7606 5.1). The next
 * hop is of the prefixes' family. The attributes must fit.
 */
std::vector<Bytes> EncodeAnnouncement(const PathAttributes& attributes,
                                      const Announcement& announcement,
                                      bool fourOctetAs);

/** As many UPDATEs as these prefixes, of either family, need. */
std::vector<Bytes> EncodeWithdrawal(const std::vector<Prefix>& prefixes);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_UPDATE_WRITER_H
