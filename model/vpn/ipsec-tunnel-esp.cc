// SPDX-License-Identifier: GPL-2.0-only
// The envelope: packets leave in ESP, and come out of it at the other end.
#include "model/core/address-rules.h"
#include "model/routing/ipv4-fragments.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/raw-header.h"
#include "model/vpn/esp-endpoint.h"
#include "model/vpn/ipsec-tunnel.h"

#include "ns3/simulator.h"
#include "ns3/socket.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LOOPBACK = 0; // decapsulated packets come from no link

} // namespace

Reason
IpsecTunnel::Martian(const IpAddress& source, const IpAddress& destination)
{
    return source.IsV4() ? rules::MayForward(source.ToV4(), destination.ToV4())
                         : rules::MayForward(KeyOfV6(source), KeyOfV6(destination));
}

void
IpsecTunnel::Wrap(const Ptr<const Packet>& frame,
                  const Ptr<Packet>& inner,
                  Family family,
                  uint8_t tos)
{
    const int64_t now = Simulator::Now().GetNanoSeconds();
    const uint32_t length = inner->GetSize();
    const uint32_t size = esp::OuterLength(length);
    const uint64_t rate = m_dataRate.GetBitRate();
    const uint64_t share = m_packetRate > 0 ? rate / 8 / m_packetRate : 0;
    const auto charged = static_cast<uint32_t>(std::max<uint64_t>(size, share));
    auto departure = m_queue.Admit(charged, now, rate, m_queuePackets);
    const auto shared = departure ? m_endpoint->Admit(size, now) : std::nullopt;
    if (!shared)
    {
        ++m_counters.egressDrops;
        m_plane->OnDrop(Reason::TunnelRate, frame, *FactsOf(frame));
        return;
    }
    ++m_counters.egressPackets;
    m_counters.egressBytes += length;
    const auto envelope = esp::Seal(m_out,
                                    ++m_sequence,
                                    m_endpoint->NextIdentification(),
                                    tos,
                                    family,
                                    length,
                                    m_plane->ChecksumEnabled());
    inner->AddHeader(RawHeader(envelope.head));
    inner->AddAtEnd(
        Create<Packet>(envelope.tail.data(), static_cast<uint32_t>(envelope.tail.size())));
    SocketPriorityTag priority; // was for the queues of the node before
    inner->RemovePacketTag(priority);
    if (m_plane->IsWatched())
    {
        m_plane->OnTunnel(Action::Encapsulate, inner, *FactsOf(frame), *FactsOf(inner));
    }
    const int64_t leaves = std::max(*departure, *shared);
    if (leaves <= now)
    {
        Launch(inner);
        return;
    }
    Simulator::Schedule(NanoSeconds(leaves - now), &IpsecTunnel::Launch, this, inner);
}

/** On the way that leads around all tunnels; in fragments where its link asks for them. */
void
IpsecTunnel::Launch(const Ptr<Packet>& packet)
{
    const Ipv4Address peer(m_out.destination);
    auto& lpm = m_ipv4->GetLpm();
    const Detour* around = lpm.FindDetour(m_out.destination);
    const auto* route = lpm.Lookup(m_out.destination);
    const uint32_t mtu = route ? m_ipv4->GetMtu(route->interface) : packet->GetSize();
    if (packet->GetSize() <= mtu)
    {
        m_ipv4->Inject(packet, peer, around);
        return;
    }
    Ipv4Header header;
    if (m_plane->ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    packet->RemoveHeader(header);
    for (const auto& [piece, pieceHeader] : CutPacket(packet, header, mtu))
    {
        piece->AddHeader(pieceHeader);
        m_ipv4->Inject(piece, peer, around);
    }
}

void
IpsecTunnel::Open(const Ptr<Packet>& packet, const Ipv4Header& outer)
{
    const auto bytes = BytesOf(packet);
    const auto opened = esp::Open(bytes.data(), bytes.size());
    PacketFacts before = FactsOf(outer, packet);
    const auto refuse = [&](Reason reason) {
        ++m_counters.ingressDrops;
        m_plane->OnDrop(reason, packet, before);
    };
    if (opened.reason != Reason::None)
    {
        return refuse(opened.reason);
    }
    if (!m_window.Accept(opened.sequence))
    {
        return refuse(Reason::EspReplay);
    }
    if (opened.nextHeader == 59) // RFC 4303 2.6: a dummy
    {
        return;
    }
    const auto facts = ReadFacts(bytes.data() + opened.start, opened.length);
    const Family family = opened.nextHeader == 4 ? Family::V4 : Family::V6;
    if (!facts || facts->family != family || facts->length > opened.length)
    {
        return refuse(Reason::EspMalformed);
    }
    if (family == Family::V6 && !m_innerIpv6)
    {
        return refuse(Reason::AzureGatewayIpv4Only);
    }
    if (const Reason martian = Martian(facts->source, facts->destination); martian != Reason::None)
    {
        return refuse(martian);
    }
    const auto inner = packet->CreateFragment(opened.start, facts->length);
    ++m_counters.ingressPackets;
    m_counters.ingressBytes += facts->length;
    if (m_plane->IsWatched())
    {
        m_plane->OnTunnel(Action::Decapsulate, inner, before, *facts);
    }
    if (family == Family::V4)
    {
        m_ipv4->Loop(inner, LOOPBACK);
    }
    else
    {
        m_ipv6->Loop(inner, LOOPBACK);
    }
}

} // namespace ns3::v6lab
