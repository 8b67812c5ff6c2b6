// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/hostile.h"

#include <algorithm>

namespace ns3::v6lab::test
{

namespace
{

constexpr size_t BASE4 = 20;
constexpr size_t BASE6 = 40;

size_t
BaseOf(Family family)
{
    return family == Family::V4 ? BASE4 : BASE6;
}

} // namespace

void
RepairChecksums(Bytes& packet)
{
    const bool v4 = packet[0] >> 4 == 4;
    const size_t start = v4 ? 4u * (packet[0] & 15) : BASE6;
    if (packet.size() < BaseOf(v4 ? Family::V4 : Family::V6) || packet.size() < start)
    {
        return;
    }
    if (v4 && start >= BASE4)
    {
        SetWord(packet, 10, 0);
        SetWord(packet, 10, static_cast<uint16_t>(~Folded(Sum(packet, 0, start))));
    }
    const uint8_t upper = v4 ? packet[9] : packet[6];
    const bool known = upper == protocol::TCP || upper == protocol::UDP ||
                       upper == (v4 ? protocol::ICMPV4 : protocol::ICMPV6);
    const size_t at = start + ChecksumOffset(upper);
    if (known && at + 2 <= packet.size())
    {
        SetWord(packet, at, 0);
        SetWord(packet, at, static_cast<uint16_t>(~UpperSum(packet)));
    }
}

HostilePackets::HostilePackets(Family family, HostileEnds ends, uint32_t seed)
    : m_family(family),
      m_ends(std::move(ends)),
      m_random(seed)
{
}

Bytes
HostilePackets::Next()
{
    Bytes packet = Valid(2);
    if (m_family == Family::V6 && Below(3) == 0)
    {
        AddExtensions(packet);
    }
    if (Below(4) == 0)
    {
        MakeFragment(packet);
    }
    for (uint32_t i = Below(4); i > 0; --i)
    {
        Damage(packet);
    }
    if (Below(2) == 0)
    {
        RepairChecksums(packet);
    }
    return packet;
}

uint32_t
HostilePackets::Below(uint32_t limit)
{
    return m_random() % limit;
}

uint8_t
HostilePackets::Byte()
{
    return static_cast<uint8_t>(Below(3) == 0 ? m_random() >> 8 : Below(8));
}

Bytes
HostilePackets::Garbage(uint32_t most)
{
    Bytes bytes(Below(most + 1));
    std::generate(bytes.begin(), bytes.end(), [this]() { return Byte(); });
    return bytes;
}

/** A client's port may be one that a translator handed out: they count from 1024. */
std::pair<uint16_t, uint16_t>
HostilePackets::Ports(uint32_t server)
{
    const auto client = static_cast<uint16_t>((Below(2) == 0 ? 5000 : 1024) + Below(8));
    const auto known = static_cast<uint16_t>(server);
    return Below(3) == 0 ? std::pair{known, client} : std::pair{client, known};
}

Bytes
HostilePackets::UpperLayer(uint8_t protocol, int depth)
{
    const bool v4 = m_family == Family::V4;
    switch (protocol)
    {
    case protocol::UDP: {
        const auto [from, to] = Ports(7 + Below(3));
        return Udp(from, to, Below(40) == 0 ? 1300 + Below(300) : Below(600));
    }
    case protocol::TCP: {
        const auto [from, to] = Ports(80 + Below(2));
        return Tcp(from, to);
    }
    default:
        break;
    }
    const std::vector<uint8_t> types4{0, 3, 4, 5, 8, 11, 12, 13, 42};
    const std::vector<uint8_t> types6{1, 2, 3, 4, 100, 128, 129, 133, 134, 135, 136, 137, 143};
    const auto& types = v4 ? types4 : types6;
    const Bytes quoted = depth > 0 && Below(3) != 0 ? Valid(depth - 1, Below(2) == 0) : Garbage(80);
    Bytes message = IcmpError(types[Below(static_cast<uint32_t>(types.size()))],
                              quoted,
                              Below(2) == 0 ? 28 : 1000);
    message[1] = Byte() % 5;
    SetWord(message, 6, static_cast<uint16_t>(Below(1600))); // an MTU, an identifier or a pointer
    return message;
}

Bytes
HostilePackets::Valid(int depth, bool back)
{
    const auto pick = [this](const std::vector<std::string>& from) {
        return *IpAddress::Parse(from[Below(static_cast<uint32_t>(from.size()))]);
    };
    const IpAddress source = pick(back ? m_ends.destinations : m_ends.sources);
    const IpAddress destination = pick(back ? m_ends.sources : m_ends.destinations);
    const uint8_t icmp = m_family == Family::V4 ? protocol::ICMPV4 : protocol::ICMPV6;
    const std::vector<uint8_t> known{protocol::UDP, protocol::TCP, icmp, icmp};
    if (Below(8) == 0)
    {
        Bytes payload = Garbage(60);
        payload.resize(payload.size() + 20); // room for what MakePacket() takes for a checksum
        return MakePacket(source, destination, Byte(), payload);
    }
    const uint8_t protocol = known[Below(4)];
    return MakePacket(source, destination, protocol, UpperLayer(protocol, depth));
}

void
HostilePackets::AddExtensions(Bytes& packet)
{
    const std::vector<uint8_t> kinds{0, 43, 44, 50, 51, 59, 60, 60, 135, 139};
    for (uint32_t i = 1 + Below(4); i > 0; --i)
    {
        Bytes header(8u * (1 + Below(3)));
        std::generate(header.begin(), header.end(), [this]() { return Byte(); });
        const uint8_t kind = kinds[Below(static_cast<uint32_t>(kinds.size()))];
        if (Below(2) == 0) // sound: one option that fills the header
        {
            header[2] = 1;
            header[3] = static_cast<uint8_t>(header.size() - 4);
        }
        header[0] = packet[6];
        header[1] = static_cast<uint8_t>(Below(6) == 0 ? Byte() : header.size() / 8 - 1);
        packet[6] = kind;
        packet.insert(packet.begin() + BASE6, header.begin(), header.end());
    }
    SetWord(packet, 4, static_cast<uint16_t>(packet.size() - BASE6));
}

/** Few identifications and offsets, so that fragments meet, overlap and sometimes complete. */
void
HostilePackets::MakeFragment(Bytes& packet)
{
    const auto place = static_cast<uint16_t>(Below(8) == 0 ? Below(0x2000) : Below(6));
    const bool more = Below(3) != 0;
    if (m_family == Family::V4)
    {
        SetWord(packet, 4, static_cast<uint16_t>(Below(3)));
        SetWord(packet, 6, static_cast<uint16_t>(place | (more ? 0x2000 : 0)));
        RepairChecksums(packet);
        return;
    }
    const Bytes header{packet[6],
                       0,
                       static_cast<uint8_t>(place >> 5),
                       static_cast<uint8_t>(place << 3 | (more ? 1 : 0)),
                       0,
                       0,
                       0,
                       static_cast<uint8_t>(Below(3))};
    packet[6] = protocol::FRAGMENT;
    packet.insert(packet.begin() + BASE6, header.begin(), header.end());
    if (more)
    {
        packet.resize(packet.size() & ~size_t{7}); // RFC 8200 4.5: in units of eight bytes
    }
    SetWord(packet, 4, static_cast<uint16_t>(packet.size() - BASE6));
}

void
HostilePackets::DamageHeader(Bytes& packet)
{
    const bool v4 = m_family == Family::V4;
    if (packet.size() < BaseOf(m_family))
    {
        return;
    }
    switch (Below(6))
    {
    case 0: // version and header length; traffic class
        packet[0] = static_cast<uint8_t>(Below(4) == 0 ? m_random() : packet[0] >> 4 << 4 | Byte());
        break;
    case 1: // length of all, of the payload
        SetWord(packet,
                v4 ? 2 : 4,
                static_cast<uint16_t>(Below(2) == 0 ? m_random() : packet.size() + Below(80) - 60));
        break;
    case 2: // TTL or hop limit
        packet[v4 ? 8 : 7] = static_cast<uint8_t>(Below(3));
        break;
    case 3: // protocol or next header
        packet[v4 ? 9 : 6] = Byte();
        break;
    case 4: // flags and fragment offset, flow label
        packet[v4 ? 6 : 1] = Byte();
        break;
    default: // header checksum, an address
        packet[v4 ? 10 : 8 + Below(32)] ^= 1;
        break;
    }
}

void
HostilePackets::Damage(Bytes& packet)
{
    const auto size = static_cast<uint32_t>(packet.size());
    switch (Below(5))
    {
    case 0:
        packet.resize(1 + Below(size)); // cut off
        break;
    case 1: {
        const Bytes more = Garbage(40);
        packet.insert(packet.end(), more.begin(), more.end());
        break;
    }
    case 2:
        packet[Below(size)] = Byte();
        break;
    default:
        DamageHeader(packet);
        break;
    }
}

} // namespace ns3::v6lab::test
