// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/packet-bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t HEAD = 128; //!< IP header, extension headers and ports of any sane packet

uint64_t
Read64(const uint8_t* bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
    {
        value = value << 8 | bytes[i];
    }
    return value;
}

} // namespace

uint32_t
KeyOf(Ipv4Address address)
{
    return address.Get();
}

Key128
KeyOf(const Ipv6Address& address)
{
    uint8_t bytes[16];
    address.GetBytes(bytes);
    return {Read64(bytes), Read64(bytes + 8)};
}

Ipv4Address
FromKey(uint32_t key)
{
    return Ipv4Address(key);
}

Ipv6Address
FromKey(const Key128& key)
{
    uint8_t bytes[16];
    for (int i = 0; i < 8; ++i)
    {
        bytes[i] = static_cast<uint8_t>(key.high >> (56 - 8 * i));
        bytes[8 + i] = static_cast<uint8_t>(key.low >> (56 - 8 * i));
    }
    return Ipv6Address(bytes);
}

IpAddress
ToCore(Ipv4Address address)
{
    return IpAddress::V4(address.Get());
}

IpAddress
ToCore(const Ipv6Address& address)
{
    uint8_t bytes[16];
    address.GetBytes(bytes);
    return IpAddress::V6(bytes);
}

Ipv4Address
ToNs3V4(const IpAddress& address)
{
    return Ipv4Address(address.ToV4());
}

Ipv6Address
ToNs3V6(const IpAddress& address)
{
    IpAddress::Bytes bytes = address.GetBytes();
    return Ipv6Address(bytes.data());
}

Key128
KeyOfV6(const IpAddress& address)
{
    return {Read64(address.GetBytes().data()), Read64(address.GetBytes().data() + 8)};
}

bool
IsGiven(Ipv4Address address)
{
    // Up to ns-3.46 a default-constructed address is 102.102.102.102.
    return address.Get() != 0 && address.Get() != 0x66666666;
}

bool
IsGiven(const Ipv6Address& address)
{
    return !address.IsAny();
}

PacketFacts
FactsOf(const Ipv4Header& header, const Ptr<const Packet>& payload)
{
    PacketFacts facts;
    facts.source = ToCore(header.GetSource());
    facts.destination = ToCore(header.GetDestination());
    facts.protocol = header.GetProtocol();
    facts.ttl = header.GetTtl();
    facts.length = payload->GetSize() + header.GetSerializedSize();
    facts.fragment = header.GetFragmentOffset() != 0 || !header.IsLastFragment();
    if (header.GetFragmentOffset() == 0)
    {
        uint8_t head[20]; // a TCP header without options
        ReadUpperLayer(facts, head, payload->CopyData(head, sizeof(head)));
    }
    return facts;
}

PacketFacts
FactsOf(const Ipv6Header& header, const Ptr<const Packet>& payload)
{
    uint8_t head[HEAD];
    std::fill_n(head, 40, uint8_t{0});
    head[0] = 0x60;
    head[6] = header.GetNextHeader();
    head[7] = header.GetHopLimit();
    header.GetSource().GetBytes(head + 8);
    header.GetDestination().GetBytes(head + 24);
    PacketFacts facts = *ReadFacts(head, 40 + payload->CopyData(head + 40, HEAD - 40));
    facts.length = 40 + payload->GetSize();
    return facts;
}

std::optional<PacketFacts>
FactsOf(const Ptr<const Packet>& packet)
{
    uint8_t head[HEAD];
    return ReadFacts(head, packet->CopyData(head, HEAD));
}

std::vector<uint8_t>
BytesOf(const Ptr<const Packet>& packet, uint32_t limit)
{
    std::vector<uint8_t> bytes(std::min(limit, packet->GetSize()));
    packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    return bytes;
}

} // namespace ns3::v6lab
