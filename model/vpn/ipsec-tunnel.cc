// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/ipsec-tunnel.h"

#include "model/core/address-rules.h"
#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/translation/mss-option.h"
#include "model/routing/ipv4-fragments.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/raw-header.h"
#include "model/vpn/esp-endpoint.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IPV6_HEADER = 40;
constexpr uint32_t TCP_HEADER = 20;
constexpr uint8_t TCP_SYN = 0x02;
constexpr uint32_t IPV6_MINIMUM_MTU = 1280; // RFC 8200 5
constexpr uint32_t LOOPBACK = 0;            // decapsulated packets come from no link

bool
HasRightHeaderChecksum(const uint8_t* head, uint32_t size)
{
    return InternetChecksum().Add(head, size).Get() == 0;
}

Reason
Martian(const IpAddress& source, const IpAddress& destination)
{
    return source.IsV4() ? rules::MayForward(source.ToV4(), destination.ToV4())
                         : rules::MayForward(KeyOfV6(source), KeyOfV6(destination));
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

NS_OBJECT_ENSURE_REGISTERED(IpsecTunnel);

TypeId
IpsecTunnel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::IpsecTunnel")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<IpsecTunnel>()
            .AddAttribute("SpiIn",
                          "Security parameters index of what arrives; 256 or more (RFC 4303 2.1).",
                          UintegerValue(0x1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_spiIn),
                          MakeUintegerChecker<uint32_t>(256))
            .AddAttribute("SpiOut",
                          "The same of what leaves: SpiIn of the other end.",
                          UintegerValue(0x1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_spiOut),
                          MakeUintegerChecker<uint32_t>(256))
            .AddAttribute("Mtu",
                          "Bytes of the largest inner packet (G5).",
                          UintegerValue(1400),
                          MakeUintegerAccessor(&IpsecTunnel::m_mtu),
                          MakeUintegerChecker<uint32_t>(576, 9000))
            .AddAttribute("Mss",
                          "TCP segment size that SYNs are lowered to, if the MTU does not ask for "
                          "less (G5); 0: SYNs stay as they are.",
                          UintegerValue(1350),
                          MakeUintegerAccessor(&IpsecTunnel::m_mss),
                          MakeUintegerChecker<uint32_t>(0, 9000))
            .AddAttribute("DataRate",
                          "Throughput of what leaves, with its ESP (G1); 0bps: unlimited.",
                          DataRateValue(DataRate(0)),
                          MakeDataRateAccessor(&IpsecTunnel::m_dataRate),
                          MakeDataRateChecker())
            .AddAttribute("PacketRate",
                          "Packets a second that leave at most (G1); 0: unlimited. Counts beside "
                          "a DataRate only.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IpsecTunnel::m_packetRate),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("QueuePackets",
                          "Packets that may wait in front of that limit.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&IpsecTunnel::m_queuePackets),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("InnerIpv6",
                          "False: an Azure VPN gateway that carries IPv4 only (D1, D2).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&IpsecTunnel::m_innerIpv6),
                          MakeBooleanChecker());
    return tid;
}

IpsecTunnel::IpsecTunnel() = default;
IpsecTunnel::~IpsecTunnel() = default;

void
IpsecTunnel::DoDispose()
{
    m_node = nullptr;
    m_plane = nullptr;
    m_ipv4 = nullptr;
    m_ipv6 = nullptr;
    m_endpoint = nullptr;
    Object::DoDispose();
}

void
IpsecTunnel::SetEnds(const IpAddress& local, const IpAddress& remote)
{
    if (!local.IsV4() || !remote.IsV4())
    {
        throw std::invalid_argument("the outer addresses of a tunnel are IPv4 (D1)");
    }
    m_out.source = local.ToV4();
    m_out.destination = remote.ToV4();
}

void
IpsecTunnel::Attach(const Ptr<Node>& node)
{
    m_endpoint = EspEndpoint::Of(node);
    m_endpoint->Register(m_spiIn, Ptr<IpsecTunnel>(this));
    m_node = node;
    m_plane = node->GetObject<ForwardingPlane>();
    m_ipv4 = node->GetObject<Ipv4Stack>();
    m_ipv6 = node->GetObject<Ipv6Stack>();
    m_out.spi = m_spiOut;
}

void
IpsecTunnel::AddPrefix(const Prefix& prefix)
{
    if (prefix.GetFamily() == Family::V4)
    {
        m_ipv4->GetLpm().AddDetour(prefix, this);
    }
    else
    {
        m_ipv6->GetLpm().AddDetour(prefix, this);
    }
}

bool
IpsecTunnel::RemovePrefix(const Prefix& prefix)
{
    return prefix.GetFamily() == Family::V4 ? m_ipv4->GetLpm().RemoveDetour(prefix, this)
                                            : m_ipv6->GetLpm().RemoveDetour(prefix, this);
}

bool
IpsecTunnel::IsOurs(const IpAddress& address) const
{
    return address.IsV4() ? m_ipv4->IsOurs(ToNs3V4(address)) : m_ipv6->IsOurs(ToNs3V6(address));
}

/** IPv6 demands 1280 of every link: what is lower is fragmented outside (RFC 4301 8.2.1). */
uint32_t
IpsecTunnel::RoomFor(Family family) const
{
    return family == Family::V4 ? m_mtu : std::max(m_mtu, IPV6_MINIMUM_MTU);
}

uint32_t
IpsecTunnel::GetMtu(const IpAddress& destination) const
{
    return RoomFor(destination.GetFamily());
}

std::optional<IpAddress>
IpsecTunnel::GetSource(const IpAddress&) const
{
    return std::nullopt;
}

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
