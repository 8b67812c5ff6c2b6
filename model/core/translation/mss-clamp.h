// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MSS_CLAMP_H
#define V6LAB_MSS_CLAMP_H

#include "model/core/translation/transport-front.h"

namespace ns3::v6lab
{

/**
 * Lowers the MSS option of a SYN (RFC 9293 3.7.1) to what the next links on both sides of the
 * translator carry: what a host announces is what the other one sends, and that crosses both. A SYN
 * without the option means 536 or 1220 and stays as it is. `destination` is the packet's after
 * translation; `front`, its rewritten beginning, holds the whole header of a SYN then.
 */
void ClampMss(const PacketIn& in,
              const ParsedPacket& packet,
              const IpAddress& destination,
              const Surroundings& around,
              const TranslationSettings& settings,
              TransportFront& front);

} // namespace ns3::v6lab

#endif // V6LAB_MSS_CLAMP_H
