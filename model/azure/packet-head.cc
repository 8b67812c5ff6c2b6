// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/packet-head.h"

#include "model/core/balancer/health-probe.h"
#include "model/core/bytes.h"
#include "model/core/header-check.h"

#include <algorithm>

namespace ns3::v6lab
{

std::optional<Ends>
Ends::Of(const Ptr<const Packet>& packet, uint16_t etherType)
{
    uint8_t header[40];
    const uint32_t size = packet->CopyData(header, sizeof(header));
    if (etherType == ETHERTYPE_V4 && IsSoundIpv4(header, size, packet->GetSize()))
    {
        return Ends{IpAddress::V4(Read32(header + 12)), IpAddress::V4(Read32(header + 16))};
    }
    if (etherType == ETHERTYPE_V6 && IsSoundIpv6(header, size, packet->GetSize()))
    {
        return Ends{IpAddress::V6(header + 8), IpAddress::V6(header + 24)};
    }
    return std::nullopt;
}

PacketHead::PacketHead(const Ptr<const Packet>& packet)
    : m_size(packet->CopyData(m_bytes.data(), m_bytes.size()))
{
}

void
PacketHead::Apply(const azure::Rewrite& rewrite)
{
    if (!rewrite.IsEmpty())
    {
        azure::Apply(rewrite, m_bytes.data(), m_size, false);
    }
}

std::optional<PacketFacts>
PacketHead::Facts() const
{
    return ReadFacts(m_bytes.data(), m_size);
}

std::optional<PacketFacts>
PacketHead::QuotedFacts() const
{
    const bool v4 = m_bytes[0] >> 4 == 4;
    const size_t start = (v4 ? 4u * (m_bytes[0] & 0x0f) : 40u) + 8;
    return start < m_size ? ReadFacts(m_bytes.data() + start, m_size - start) : std::nullopt;
}

uint32_t
FlowHash(const Ptr<const Packet>& packet)
{
    const auto facts = PacketHead(packet).Facts();
    if (!facts)
    {
        return 0;
    }
    uint32_t hash = 2166136261u; // FNV-1a
    const auto add = [&hash](uint8_t byte) { hash = (hash ^ byte) * 16777619u; };
    for (const auto* address : {&facts->source, &facts->destination})
    {
        std::for_each(address->GetBytes().begin(), address->GetBytes().end(), add);
    }
    const bool ports = !facts->fragment && !facts->icmpError;
    for (const uint16_t port : {facts->sourcePort, facts->destinationPort})
    {
        add(static_cast<uint8_t>(ports ? port >> 8 : 0));
        add(static_cast<uint8_t>(ports ? port : 0));
    }
    add(facts->protocol);
    return hash ^ hash >> 16;
}

std::optional<TcpPlace>
PacketHead::FindTcp() const
{
    constexpr size_t SHORTEST = 20;
    const auto facts = Facts();
    if (!facts || facts->protocol != protocol::TCP || facts->fragment || facts->icmpError)
    {
        return std::nullopt;
    }
    const bool v4 = facts->family == Family::V4;
    const size_t start = v4 ? 4u * (m_bytes[0] & 0x0f) : 40u;
    if ((!v4 && m_bytes[6] != protocol::TCP) || start + SHORTEST > m_size)
    {
        return std::nullopt;
    }
    const uint8_t* header = m_bytes.data() + start;
    TcpPlace place;
    place.sequence = Read32(header + 4);
    place.acknowledgement = Read32(header + 8);
    const size_t length = 4u * (header[12] >> 4);
    constexpr uint8_t FIN = 1;
    constexpr uint8_t SYN = 2;
    const size_t headers = start + length;
    const auto data =
        static_cast<uint32_t>(facts->length > headers ? facts->length - headers : size_t{0});
    place.next =
        place.sequence + data + ((header[13] & FIN) ? 1u : 0u) + ((header[13] & SYN) ? 1u : 0u);
    const size_t end = std::min(length, m_size - start);
    for (size_t at = SHORTEST; at + 1 < end && header[at] != 0;)
    {
        constexpr uint8_t TIMESTAMPS = 8;
        if (header[at] == TIMESTAMPS && at + 10 <= end)
        {
            place.timestamp = Read32(header + at + 2);
        }
        at += header[at] == 1 ? 1u : std::max<size_t>(header[at + 1], 2);
    }
    return place;
}

bool
StaysOnLink(const Ends& ends)
{
    const IpAddress& to = ends.destination;
    return to.IsMulticast() || to.IsLinkLocal() || ends.source.IsLinkLocal() ||
           (to.IsV4() && to.ToV4() == 0xffffffff);
}

bool
IsToProber(const Ends& ends)
{
    return ends.destination == azure::ProbeSource(ends.destination.GetFamily());
}

bool
IsLinkControl(const PacketFacts& facts)
{
    constexpr uint8_t IGMP = 2;
    if (facts.family == Family::V4)
    {
        return facts.protocol == IGMP && facts.destination.IsMulticast();
    }
    const bool discovery = facts.icmpType >= 133 && facts.icmpType <= 137;
    const bool listener = facts.icmpType == 143 || (facts.icmpType >= 130 && facts.icmpType <= 132);
    return facts.protocol == protocol::ICMPV6 &&
           (discovery || (listener && facts.destination.IsMulticast()));
}

} // namespace ns3::v6lab
