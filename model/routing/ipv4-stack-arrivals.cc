// SPDX-License-Identifier: GPL-2.0-only
// What becomes of received frames: refused, translated, forwarded or delivered.
#include "model/core/address-rules.h"
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/routing/drop-watch.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/link-frame.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"
#include "model/routing/simulated-time.h"
#include "model/trace/raw-header.h"

#include "ns3/ip-l4-protocol.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IPV4_HEADERS = 120; //!< the longest IPv4 and TCP headers

IpAddress
AddressAt(const std::vector<uint8_t>& bytes, size_t at)
{
    return IpAddress::V4(uint32_t{bytes[at]} << 24 | uint32_t{bytes[at + 1]} << 16 |
                         uint32_t{bytes[at + 2]} << 8 | uint32_t{bytes[at + 3]});
}

/**
 * A datagram without a checksum is as good as one with (RFC 1122 4.1.3.4), but ns-3 drops it: gives
 * it one. Other packets stay what they are.
 */
Ptr<const Packet>
WithUdpChecksum(const Ptr<const Packet>& frame, const std::vector<uint8_t>& bytes)
{
    const size_t header = 4u * (bytes[0] & 0x0f);
    if (bytes[9] != protocol::UDP || (bytes[header + 6] | bytes[header + 7]) != 0)
    {
        return frame;
    }
    const auto total = static_cast<uint32_t>(bytes[2] << 8 | bytes[3]);
    const auto all = BytesOf(frame, total);
    const auto length = static_cast<uint32_t>(total - header);
    const uint16_t sum = InternetChecksum()
                             .AddPseudoHeader(AddressAt(all, 12), AddressAt(all, 16), 17, length)
                             .Add(all.data() + header, length)
                             .Get();
    std::vector<uint8_t> headers(all.begin(), all.begin() + static_cast<long>(header) + 8);
    headers[header + 6] = static_cast<uint8_t>(sum >> 8);
    headers[header + 7] = static_cast<uint8_t>(sum);
    const auto packet = frame->Copy();
    packet->RemoveAtStart(static_cast<uint32_t>(headers.size()));
    packet->AddHeader(RawHeader(headers));
    return packet;
}

} // namespace

void
Ipv4Stack::ReceiveFrame(Ptr<NetDevice> device,
                        Ptr<const Packet> frame,
                        uint16_t,
                        const Address& from,
                        const Address& to,
                        NetDevice::PacketType type)
{
    if (IsForAnother(*device, to, type))
    {
        return;
    }
    uint8_t head[20];
    const uint32_t size = frame->CopyData(head, sizeof(head));
    if (!IsSoundIpv4(head, size, frame->GetSize()))
    {
        Refuse(Reason::MalformedHeader, frame);
        return;
    }
    const auto interface = static_cast<uint32_t>(GetInterfaceForDevice(device));
    if (!IsUp(interface))
    {
        Refuse(Reason::InterfaceDown, frame);
        return;
    }
    const uint32_t destination = uint32_t{head[16]} << 24 | uint32_t{head[17]} << 16 |
                                 uint32_t{head[18]} << 8 | uint32_t{head[19]};
    // RFC 1122 3.2.1.3(g): loopback addresses do not come from outside.
    if (interface != 0 && destination >> 24 == 127)
    {
        Refuse(Reason::BadDestination, frame);
        return;
    }
    Arrived arrived = ArrivedAs(type);
    arrived.onInterface = static_cast<int32_t>(interface);
    if ((m_plane->GetGate() && !EnterGate(device, frame, destination, type)) ||
        TakeDetour(frame, destination, arrived))
    {
        return;
    }
    const auto* route = m_lpm->Lookup(destination);
    const bool forMany =
        destination == 0xffffffff || rules::IsMulticast(destination) ||
        (route && route->kind == RouteKind::Broadcast && route->interface == interface);
    if (forMany && head[9] == protocol::TCP) // RFC 1122 4.2.3.10
    {
        Refuse(Reason::NoListener, frame);
        return;
    }
    if (forMany || (route && route->kind == RouteKind::Local))
    {
        Deliver(device, frame, from, to, type);
        return;
    }
    Forward(frame, route, arrived);
}

/** False: that was all for the packet. */
bool
Ipv4Stack::EnterGate(const Ptr<NetDevice>& device,
                     const Ptr<const Packet>& frame,
                     uint32_t destination,
                     NetDevice::PacketType type)
{
    const auto passage = m_plane->GetGate()->Enter(frame, device, IsOurs(FromKey(destination)));
    if (passage.way == Passage::Way::Translated)
    {
        const auto& to = passage.rewrite.destination;
        Forward(frame, m_lpm->Lookup(to ? to->ToV4() : destination), ArrivedAs(type), &passage);
    }
    return passage.way == Passage::Way::On;
}

/** True: that was all here. */
bool
Ipv4Stack::TakeDetour(const Ptr<const Packet>& frame, uint32_t destination, const Arrived& arrived)
{
    Detour* detour = m_lpm->FindDetour(destination);
    if (!detour || detour->Take(frame, Family::V4, arrived))
    {
        return detour;
    }
    const bool ours = IsOurs(FromKey(destination));
    if (ours)
    {
        GiveBack(frame, arrived.onInterface);
    }
    return ours;
}

void
Ipv4Stack::Deliver(const Ptr<NetDevice>& device,
                   const Ptr<const Packet>& frame,
                   const Address& from,
                   const Address& to,
                   NetDevice::PacketType type)
{
    uint8_t head[20];
    frame->CopyData(head, sizeof(head));
    const uint8_t protocol = head[9];
    const auto total = static_cast<uint32_t>(head[2] << 8 | head[3]);
    const bool whole = ((head[6] & 0x3f) | head[7]) == 0;
    Ptr<const Packet> given = frame;
    if (whole)
    {
        // The headers are enough for transport protocols, unless bad checksums are to be named.
        const bool all = m_plane->IsWatched() || protocol == protocol::ICMPV4;
        const auto bytes = BytesOf(frame, all ? total : std::min(total, IPV4_HEADERS));
        const Reason reason = Inspect(device, bytes, total);
        if (reason != Reason::None)
        {
            Refuse(reason, frame);
            return;
        }
        given = m_plane->ChecksumEnabled() ? WithUdpChecksum(frame, bytes) : frame;
    }
    else if (m_plane->IsWatched())
    {
        NoteFragment(frame, head);
    }
    // Multicast is not traced; what a tunnel carries is not delivered where the tunnel ends.
    const bool tunnelled = protocol == protocol::ESP;
    if (tunnelled && !GetProtocol(protocol::ESP)) // where ns-3 would say nothing
    {
        Refuse(Reason::UnknownProtocol, frame);
        return;
    }
    Arrival arrival(*m_plane, frame, head[16] >> 4 == 0xe || tunnelled);
    Ipv4L3Protocol::Receive(device, given, PROT_NUMBER, from, to, type);
}

void
Ipv4Stack::NoteFragment(const Ptr<const Packet>& frame, const uint8_t* header)
{
    const auto word = [header](size_t at) {
        return uint32_t{header[at]} << 24 | uint32_t{header[at + 1]} << 16 |
               uint32_t{header[at + 2]} << 8 | uint32_t{header[at + 3]};
    };
    const auto identification = static_cast<uint16_t>(word(4) >> 16);
    m_fragments.Note({word(12), word(16), header[9], identification},
                     PacketIdentity::Of(frame),
                     NowNs());
}

PacketIdentity
Ipv4Stack::IdentityOfFragments(const Ipv4Header& header) const
{
    return m_fragments.Find({header.GetSource().Get(),
                             header.GetDestination().Get(),
                             header.GetProtocol(),
                             header.GetIdentification()});
}

/** What ns-3's parsers could not stand, or would drop without a trace. */
Reason
Ipv4Stack::Inspect(const Ptr<NetDevice>& device, const std::vector<uint8_t>& bytes, uint32_t total)
{
    const uint8_t protocol = bytes[9];
    const size_t header = 4u * (bytes[0] & 0x0f);
    const uint8_t* upper = bytes.data() + header;
    const size_t length = total - header;
    if (!IsSoundUpper(Family::V4, protocol, upper, bytes.size() - header, length))
    {
        return Reason::MalformedHeader;
    }
    if (bytes.size() < total)
    {
        return Reason::None;
    }
    if (m_plane->ChecksumEnabled() &&
        !HasRightChecksum(AddressAt(bytes, 12), AddressAt(bytes, 16), protocol, upper, length))
    {
        return Reason::BadChecksum;
    }
    if (protocol == protocol::UDP)
    {
        WatchUdpPort(*m_plane, static_cast<uint16_t>(upper[2] << 8 | upper[3]));
    }
    if (protocol == protocol::ICMPV4)
    {
        LearnFromError(device, upper, length);
    }
    return Reason::None;
}

/** RFC 1191 3: only for what we sent ourselves. */
void
Ipv4Stack::LearnFromError(const Ptr<NetDevice>& device, const uint8_t* message, size_t size)
{
    const auto read = ReadIcmpError(Family::V4, message, size);
    if (!read || read->error.type != 3 || read->error.code != 4 ||
        !IsOurs(ToNs3V4(read->quoted.source)) || IsOurs(ToNs3V4(read->quoted.destination)))
    {
        return;
    }
    const auto& quoted = read->quoted;
    const uint32_t mtu = read->error.parameter & 0xffff;
    const int32_t interface = GetInterfaceForDevice(device);
    if (interface >= 0 && m_lpm->IsBoundOnly(static_cast<uint32_t>(interface)))
    {
        m_boundPathMtus.Learn(static_cast<uint32_t>(interface),
                              quoted.destination,
                              mtu,
                              quoted.length);
        return;
    }
    m_plane->LearnPathMtu(quoted.destination, mtu, quoted.length);
}

uint32_t
Ipv4Stack::GetPathMtu(const IpAddress& destination, uint32_t interface) const
{
    return m_lpm->IsBoundOnly(interface) ? m_boundPathMtus.Get(interface, destination)
                                         : m_plane->GetPathMtu(destination);
}

void
Ipv4Stack::Refuse(Reason reason, const Ptr<const Packet>& frame)
{
    PacketFacts unreadable;
    unreadable.length = frame->GetSize();
    m_plane->OnDrop(reason, frame, FactsOf(frame).value_or(unreadable));
}

} // namespace ns3::v6lab
