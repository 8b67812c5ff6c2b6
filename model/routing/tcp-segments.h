// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_SEGMENTS_H
#define V6LAB_TCP_SEGMENTS_H

#include "model/core/address.h"

#include "ns3/packet.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * Cuts a TCP segment (header and data) into segments of at most `room` bytes, because ns-3's TCP
 * cannot lower its segment size when the path MTU falls. Checksums are computed if ns-3 computes
 * them; packet identities are taken off, as each piece is a packet of its own. Nothing if it cannot
 * be cut.
 */
std::vector<Ptr<Packet>> CutTcp(const Ptr<const Packet>& segment,
                                const IpAddress& source,
                                const IpAddress& destination,
                                uint32_t room);

class ForwardingPlane;

/**
 * A reset that answers an arriving SYN says that nobody listens: then that packet was not
 * delivered.
 */
void RefuseIfReset(ForwardingPlane& plane, uint8_t protocol, const Ptr<const Packet>& segment);

} // namespace ns3::v6lab

#endif // V6LAB_TCP_SEGMENTS_H
