// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_OPEN_CODEC_H
#define V6LAB_BGP_OPEN_CODEC_H

#include "model/core/bgp/message-codec.h"

namespace ns3::v6lab::bgp
{

/** The body of an OPEN, of 10 bytes or more: RFC 4271 4.2 and 6.2, RFC 5492. */
std::variant<Message, Error> ReadOpen(ByteReader body);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_OPEN_CODEC_H
