// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/header-map.h"

namespace ns3::v6lab
{

namespace
{

/** 5.1: larger IPv4 packets come from a sender that has seen the path MTU, so DF is set. */
constexpr uint32_t LARGEST_WITHOUT_DF = 1260;

} // namespace

IpHeader
MapHeader(const ParsedPacket& packet,
          const Endpoints& to,
          uint32_t payload,
          const TranslationSettings& settings)
{
    IpHeader header;
    header.source = to.source;
    header.destination = to.destination;
    header.hopLimit = packet.hopLimit;
    header.payload = payload;
    header.protocol = packet.protocol;
    header.offset = packet.fragmentOffset;
    header.more = packet.moreFragments;
    if (packet.GetFamily() == Family::V4)
    {
        header.trafficClass = settings.zeroTrafficClass ? 0 : packet.trafficClass;
        header.fragment = packet.isFragment;
        header.identification = packet.identification;
    }
    else
    {
        header.trafficClass = settings.tos.value_or(packet.trafficClass);
        header.identification = packet.hasFragmentHeader ? packet.identification & 0xffff : 0;
        header.dontFragment =
            !packet.hasFragmentHeader && header.GetLengthField() > LARGEST_WITHOUT_DF;
    }
    if (packet.IsIcmp())
    {
        header.protocol = to.source.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
    }
    return header;
}

} // namespace ns3::v6lab
