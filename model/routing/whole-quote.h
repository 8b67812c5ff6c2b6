// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WHOLE_QUOTE_H
#define V6LAB_WHOLE_QUOTE_H

#include "ns3/packet.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * An ICMPv6 error about the first fragment of a packet, as if it were about a whole one: ns-3 looks
 * for the upper layer, which the error is for (RFC 4443 2.4(d)), right behind the quoted IPv6
 * header. Other packets are given back as they are. `bytes` are all of `frame`.
 */
Ptr<const Packet> WithWholeQuote(const Ptr<const Packet>& frame, const std::vector<uint8_t>& bytes);

} // namespace ns3::v6lab

#endif // V6LAB_WHOLE_QUOTE_H
