// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/illegal-source.h"

#include "model/core/translation/icmp-map.h"
#include "model/core/translation/legal-address.h"

namespace ns3::v6lab
{

std::optional<Outcome>
RefuseIllegalSource(const PacketIn& in, const ParsedPacket& packet)
{
    if (!IsIllegal(packet.source))
    {
        return std::nullopt;
    }
    const bool hasType = packet.IsIcmp() && packet.IsFirstFragment() && packet.GetUpperLength() > 0;
    if (hasType && in.available <= packet.upper)
    {
        return Outcome::Needs(packet.upper + 1);
    }
    return IsIcmpError(in, packet) ? std::nullopt
                                   : std::optional(Outcome::Drop(Reason::IllegalSource));
}

} // namespace ns3::v6lab
