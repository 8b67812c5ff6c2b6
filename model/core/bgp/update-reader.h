// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_UPDATE_READER_H
#define V6LAB_BGP_UPDATE_READER_H

#include "model/core/bgp/message-codec.h"

namespace ns3::v6lab::bgp
{

/**
 * The body of an UPDATE, of 4 bytes or more. What RFC 7606 lets a session survive is in the
 * Update's faults, and its routes are taken as withdrawn where that is asked; only what leaves
 * unclear which routes are meant is an Error.
 */
std::variant<Message, Error> ReadUpdate(ByteReader body, const WireContext& context);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_UPDATE_READER_H
