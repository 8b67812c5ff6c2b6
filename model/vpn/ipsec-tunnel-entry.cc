// SPDX-License-Identifier: GPL-2.0-only
// What may enter a tunnel, and how it is made ready: one hop less, a lower MSS, cut to size.
#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/translation/mss-option.h"
#include "model/routing/ipv4-fragments.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/raw-header.h"
#include "model/vpn/ipsec-tunnel.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IPV6_HEADER = 40;
constexpr uint32_t TCP_HEADER = 20;
constexpr uint8_t TCP_SYN = 0x02;

bool
HasRightHeaderChecksum(const uint8_t* head, uint32_t size)
{
    return InternetChecksum().Add(head, size).Get() == 0;
}

} // namespace

/** A packet on its way in. */
struct IpsecTunnel::Inner
{
    Ptr<const Packet> frame;
    std::array<uint8_t, 160> head{};
    uint32_t available{0};
    uint32_t ipHeader{0}; //!< without extension headers
    PacketFacts facts;
    bool own{false}; //!< this node sends it itself

    bool DontFragment() const
    {
        return (head[6] & 0x40) != 0;
    }

    uint8_t Tos() const
    {
        const bool v4 = facts.family == Family::V4;
        return v4 ? head[1] : static_cast<uint8_t>(head[0] << 4 | head[1] >> 4);
    }
};

bool
IpsecTunnel::Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived)
{
    Inner inner;
    inner.frame = frame;
    inner.available = frame->CopyData(inner.head.data(), static_cast<uint32_t>(inner.head.size()));
    const auto facts = ReadFacts(inner.head.data(), inner.available);
    if (!facts || facts->destination.IsMulticast())
    {
        return false;
    }
    inner.facts = *facts;
    inner.ipHeader = family == Family::V4 ? 4u * (inner.head[0] & 0x0f) : IPV6_HEADER;
    inner.own = IsOurs(facts->source);
    Reason reason = arrived.linkBroadcast ? Reason::LinkBroadcast : Judge(inner);
    const bool cut = reason == Reason::FragmentationNeeded && !inner.DontFragment();
    if (reason != Reason::None && !cut)
    {
        Refuse(reason, inner, arrived);
        return true;
    }
    const auto packet = Prepare(inner);
    if (!cut)
    {
        Wrap(frame, packet, family, inner.Tos());
        return true;
    }
    Ipv4Header header;
    if (m_plane->ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    packet->RemoveHeader(header);
    for (const auto& [piece, pieceHeader] : CutPacket(packet, header, m_mtu))
    {
        piece->AddHeader(pieceHeader);
        Wrap(frame, piece, family, inner.Tos());
    }
    return true;
}

/** What a forwarding router would ask of it (RFC 1812 5.3, RFC 8200 3). */
Reason
IpsecTunnel::Judge(const Inner& inner) const
{
    const bool v4 = inner.facts.family == Family::V4;
    if (!v4 && !m_innerIpv6)
    {
        return Reason::AzureGatewayIpv4Only;
    }
    if (!inner.own)
    {
        if (!m_plane->IsForwarding())
        {
            return Reason::NotForwarding;
        }
        if (v4 && m_plane->ChecksumEnabled() &&
            !HasRightHeaderChecksum(inner.head.data(), inner.ipHeader))
        {
            return Reason::BadChecksum;
        }
        const Reason martian = Martian(inner.facts.source, inner.facts.destination);
        if (martian != Reason::None)
        {
            return martian;
        }
        if (inner.facts.ttl <= 1)
        {
            return Reason::HopLimitExceeded;
        }
    }
    if (inner.facts.length > RoomFor(inner.facts.family))
    {
        return v4 ? Reason::FragmentationNeeded : Reason::PacketTooBig;
    }
    return Reason::None;
}

void
IpsecTunnel::Refuse(Reason reason, const Inner& inner, const Arrived& arrived)
{
    ++m_counters.egressDrops;
    m_plane->OnDrop(reason, inner.frame, inner.facts);
    const Family family = inner.facts.family;
    IcmpError error;
    switch (reason)
    {
    case Reason::HopLimitExceeded:
        error = icmp::TimeExceeded(family);
        break;
    case Reason::FragmentationNeeded:
    case Reason::PacketTooBig:
        error = icmp::TooBig(family, RoomFor(family));
        break;
    default:
        return;
    }
    if (family == Family::V4)
    {
        m_ipv4->SendError(error, inner.frame, arrived);
    }
    else
    {
        m_ipv6->SendError(error, inner.frame, arrived);
    }
}

/** One hop less and a lower MSS; without what the link padded. */
Ptr<Packet>
IpsecTunnel::Prepare(const Inner& inner) const
{
    const auto& facts = inner.facts;
    const bool v4 = facts.family == Family::V4;
    auto head = inner.head;
    if (!inner.own && v4)
    {
        const uint16_t before = Read16(&head[8]);
        --head[8];
        const uint16_t sum = UpdateChecksum(Read16(&head[10]), before, Read16(&head[8]));
        head[10] = static_cast<uint8_t>(sum >> 8);
        head[11] = static_cast<uint8_t>(sum);
    }
    else if (!inner.own)
    {
        --head[7];
    }
    const bool plain = v4 || head[6] == protocol::TCP; // no extension headers in between
    uint32_t span = inner.ipHeader;
    if (m_mss > 0 && plain && facts.protocol == protocol::TCP && (facts.tcpFlags & TCP_SYN) != 0 &&
        !facts.laterFragment && facts.tcpHeaderLength >= TCP_HEADER &&
        span + facts.tcpHeaderLength <= inner.available)
    {
        const uint32_t room = RoomFor(facts.family) - (v4 ? 20 : IPV6_HEADER) - TCP_HEADER;
        LowerMss(&head[span],
                 facts.tcpHeaderLength,
                 static_cast<uint16_t>(std::min(m_mss, room)),
                 m_plane->ChecksumEnabled());
        span += facts.tcpHeaderLength;
    }
    const auto packet = inner.frame->Copy();
    if (packet->GetSize() > facts.length)
    {
        packet->RemoveAtEnd(packet->GetSize() - facts.length);
    }
    packet->RemoveAtStart(span);
    packet->AddHeader(RawHeader(head.data(), span));
    return packet;
}

} // namespace ns3::v6lab
