// SPDX-License-Identifier: GPL-2.0-only
// Makes the packets that the rows about SIIT send.
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t FRAGMENT = 44;

Bytes
AddressBytes(const std::string& text)
{
    const auto address = *IpAddress::Parse(text);
    return {address.GetBytes().begin(), address.GetBytes().begin() + address.GetBits() / 8};
}

void
Append(Bytes& to, const Bytes& what)
{
    to.insert(to.end(), what.begin(), what.end());
}

uint32_t
PseudoHeader(const Bytes& packet, uint8_t protocol, size_t length)
{
    const bool v4 = packet[0] >> 4 == 4;
    return protocol + static_cast<uint32_t>(length) +
           (v4 ? Sum(packet, 12, 20) : Sum(packet, 8, 40));
}

} // namespace

Maker
Maker::V4()
{
    Maker maker;
    maker.m_from = HOST4;
    maker.m_to = HOST6_IN4;
    return maker.Udp();
}

Maker
Maker::V6()
{
    Maker maker;
    maker.m_v4 = false;
    maker.m_from = HOST6;
    maker.m_to = HOST4_IN6;
    return maker.Udp();
}

Maker&
Maker::From(const std::string& address)
{
    m_from = address;
    return *this;
}

Maker&
Maker::To(const std::string& address)
{
    m_to = address;
    return *this;
}

Maker&
Maker::Class(uint8_t value)
{
    m_class = value;
    return *this;
}

Maker&
Maker::Ttl(uint8_t value)
{
    m_ttl = value;
    return *this;
}

Maker&
Maker::Id(uint32_t value)
{
    m_id = value;
    return *this;
}

Maker&
Maker::Df()
{
    m_df = true;
    return *this;
}

Maker&
Maker::Reserved()
{
    m_reserved = true;
    return *this;
}

Maker&
Maker::Piece(uint32_t offset, bool more)
{
    m_fragment = true;
    m_offset = offset;
    m_more = more;
    return *this;
}

Maker&
Maker::Options(const Bytes& options)
{
    m_options = options;
    return *this;
}

Maker&
Maker::Extension(uint8_t number, const Bytes& header)
{
    m_extensions.emplace_back(number, header);
    return *this;
}

Maker&
Maker::Upper(uint8_t protocol, const Bytes& bytes)
{
    m_protocol = protocol;
    m_upper = bytes;
    m_repair = true;
    return *this;
}

Maker&
Maker::Raw(uint8_t protocol, const Bytes& bytes)
{
    Upper(protocol, bytes);
    m_repair = false;
    return *this;
}

Maker&
Maker::Udp(size_t payload)
{
    return Upper(protocol::UDP, test::Udp(4000, 2000, payload));
}

Bytes
Maker::Header4(uint32_t payload) const
{
    Bytes header(12 + 8);
    const size_t length = 20 + m_options.size();
    header[0] = static_cast<uint8_t>(0x40 | length / 4);
    header[1] = m_class;
    SetWord(header, 2, static_cast<uint16_t>(length + payload));
    SetWord(header, 4, static_cast<uint16_t>(m_id));
    SetWord(header,
            6,
            static_cast<uint16_t>((m_reserved ? 0x8000 : 0) | (m_df ? 0x4000 : 0) |
                                  (m_more ? 0x2000 : 0) | m_offset / 8));
    header[8] = m_ttl;
    header[9] = m_protocol;
    const Bytes from = AddressBytes(m_from);
    const Bytes to = AddressBytes(m_to);
    std::copy(from.begin(), from.end(), header.begin() + 12);
    std::copy(to.begin(), to.end(), header.begin() + 16);
    Append(header, m_options);
    SetWord(header, 10, static_cast<uint16_t>(~Folded(Sum(header, 0, length))));
    return header;
}

Bytes
Maker::Header6(uint32_t payload) const
{
    auto extensions = m_extensions;
    if (m_fragment)
    {
        extensions.emplace_back(FRAGMENT,
                                Bytes{0,
                                      0,
                                      static_cast<uint8_t>(m_offset >> 8),
                                      static_cast<uint8_t>(m_offset | (m_more ? 1 : 0)),
                                      static_cast<uint8_t>(m_id >> 24),
                                      static_cast<uint8_t>(m_id >> 16),
                                      static_cast<uint8_t>(m_id >> 8),
                                      static_cast<uint8_t>(m_id)});
    }
    Bytes chain;
    for (size_t i = 0; i < extensions.size(); ++i)
    {
        Bytes header = extensions[i].second;
        header[0] = i + 1 < extensions.size() ? extensions[i + 1].first : m_protocol;
        Append(chain, header);
    }
    Bytes header(8);
    header[0] = static_cast<uint8_t>(0x60 | m_class >> 4);
    header[1] = static_cast<uint8_t>(m_class << 4);
    SetWord(header, 4, static_cast<uint16_t>(chain.size() + payload));
    header[6] = extensions.empty() ? m_protocol : extensions.front().first;
    header[7] = m_ttl;
    Append(header, AddressBytes(m_from));
    Append(header, AddressBytes(m_to));
    Append(header, chain);
    return header;
}

Bytes
Maker::Build() const
{
    const auto payload = static_cast<uint32_t>(m_upper.size());
    Bytes packet = m_v4 ? Header4(payload) : Header6(payload);
    const size_t start = packet.size();
    Append(packet, m_upper);
    const bool icmp = m_protocol == (m_v4 ? protocol::ICMPV4 : protocol::ICMPV6);
    const bool known = icmp || m_protocol == protocol::TCP || m_protocol == protocol::UDP;
    const size_t at = start + ChecksumOffset(m_protocol);
    if (m_repair && known && m_offset == 0 && at + 2 <= packet.size())
    {
        SetWord(packet, at, 0);
        const uint32_t pseudo = icmp && m_v4 ? 0 : PseudoHeader(packet, m_protocol, payload);
        SetWord(packet,
                at,
                static_cast<uint16_t>(~Folded(pseudo + Sum(packet, start, packet.size()))));
    }
    return packet;
}

} // namespace ns3::v6lab::test
