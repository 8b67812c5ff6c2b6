// SPDX-License-Identifier: GPL-2.0-only
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

/** "" if the header is not all there. */
std::string
AddressAt(const Bytes& packet, size_t at)
{
    const bool v4 = packet[0] >> 4 == 4;
    if (packet.size() < (v4 ? 20 : 40))
    {
        return "";
    }
    const uint32_t word = uint32_t{Word(packet, at)} << 16 | Word(packet, at + 2);
    return v4 ? IpAddress::V4(word).ToString() : IpAddress::V6(packet.data() + at).ToString();
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

Seen::Seen(Bytes raw)
    : bytes(std::move(raw))
{
    bytes.resize(std::max<size_t>(bytes.size(), 1));
}

bool
Seen::IsV4() const
{
    return bytes[0] >> 4 == 4;
}

std::string
Seen::From() const
{
    return AddressAt(bytes, IsV4() ? 12 : 8);
}

std::string
Seen::To() const
{
    return AddressAt(bytes, IsV4() ? 16 : 24);
}

int
Seen::Class() const
{
    return IsV4() ? bytes[1] : (test::Word(bytes, 0) >> 4) & 0xff;
}

int
Seen::Ttl() const
{
    return bytes[IsV4() ? 8 : 7];
}

uint32_t
Seen::Id() const
{
    return IsV4() ? test::Word(bytes, 4)
                  : uint32_t{test::Word(bytes, 44)} << 16 | test::Word(bytes, 46);
}

bool
Seen::Df() const
{
    return IsV4() && (bytes[6] & 0x40) != 0;
}

bool
Seen::HasFragmentHeader() const
{
    return !IsV4() && bytes[6] == FRAGMENT;
}

bool
Seen::More() const
{
    return IsV4() ? (bytes[6] & 0x20) != 0 : HasFragmentHeader() && (bytes[43] & 1) != 0;
}

uint32_t
Seen::Offset() const
{
    return IsV4()                ? 8u * (test::Word(bytes, 6) & 0x1fff)
           : HasFragmentHeader() ? test::Word(bytes, 42) & 0xfff8
                                 : 0;
}

int
Seen::Protocol() const
{
    return IsV4() ? bytes[9] : HasFragmentHeader() ? bytes[40] : bytes[6];
}

Bytes
Seen::Upper() const
{
    const size_t at = IsV4() ? 4u * (bytes[0] & 15) : HasFragmentHeader() ? 48 : 40;
    return {bytes.begin() + static_cast<long>(std::min(at, bytes.size())), bytes.end()};
}

size_t
Seen::Size() const
{
    return bytes.size();
}

uint32_t
Seen::FlowLabel() const
{
    return (bytes[1] & 0xfu) << 16 | test::Word(bytes, 2);
}

int
Seen::Type() const
{
    return Upper().at(0);
}

int
Seen::Code() const
{
    return Upper().at(1);
}

uint32_t
Seen::Word() const
{
    const Bytes upper = Upper();
    return upper.size() < 8 ? 0 : uint32_t{test::Word(upper, 4)} << 16 | test::Word(upper, 6);
}

Seen
Seen::Quoted() const
{
    const Bytes upper = Upper();
    return Seen(upper.size() < 8 ? Bytes() : Bytes(upper.begin() + 8, upper.end()));
}

std::string
Seen::Faults() const
{
    std::string faults;
    const Bytes upper = Upper();
    const size_t length = IsV4() ? test::Word(bytes, 2) : 40u + test::Word(bytes, 4);
    faults += length == bytes.size() ? "" : "length ";
    faults += IsV4() && Folded(Sum(bytes, 0, 20)) != 0xffff ? "header checksum " : "";
    const auto number = static_cast<uint8_t>(Protocol());
    const bool icmp = number == (IsV4() ? protocol::ICMPV4 : protocol::ICMPV6);
    const bool known = icmp || number == protocol::TCP || number == protocol::UDP;
    if (known && !More() && Offset() == 0)
    {
        const uint32_t pseudo = icmp && IsV4() ? 0 : PseudoHeader(bytes, number, upper.size());
        const bool right = Folded(pseudo + Sum(upper, 0, upper.size())) == 0xffff;
        faults += right ? "" : "upper layer checksum ";
    }
    return faults;
}

Seen
Answer::Only() const
{
    return packets.size() == 1 ? packets.front() : Seen(Bytes(40));
}

SiitBed::SiitBed(Profile profile)
{
    settings.translation.profile = profile;
    around.address4 = *IpAddress::Parse(OWN4);
    around.address6 = *IpAddress::Parse(OWN6);
    Prefix64("2001:db8:100::/40");
}

SiitBed&
SiitBed::Prefix64(const std::string& prefix)
{
    settings.addresses.prefix = Pref64(*Prefix::Parse(prefix));
    return *this;
}

SiitBed&
SiitBed::Map(const std::string& ipv4, const std::string& ipv6)
{
    settings.addresses.eams.Add({*Prefix::Parse(ipv4), *Prefix::Parse(ipv6)});
    return *this;
}

Answer
SiitBed::Send(const Bytes& packet, int64_t nowNs)
{
    if (!m_core)
    {
        m_core.emplace(settings);
    }
    const auto size = static_cast<uint32_t>(packet.size());
    const Outcome outcome = m_core->Process({packet.data(), size, size, 7}, around, nowNs);
    Answer answer;
    answer.fate = outcome.fate;
    answer.reason = outcome.reason;
    answer.needed = outcome.needed;
    for (const auto& emission : outcome.emissions)
    {
        Bytes bytes(emission.head.begin(), emission.head.end());
        bytes.insert(bytes.end(),
                     packet.begin() + emission.tail,
                     packet.begin() + emission.tail + emission.tailLength);
        auto& list = emission.kind == EmissionKind::IcmpError ? answer.errors : answer.packets;
        list.emplace_back(bytes);
    }
    return answer;
}

Answer
SiitBed::SendPart(const Bytes& packet, uint32_t available)
{
    if (!m_core)
    {
        m_core.emplace(settings);
    }
    const Bytes part(packet.begin(), packet.begin() + available);
    const Outcome outcome =
        m_core->Process({part.data(), available, static_cast<uint32_t>(packet.size()), 7},
                        around,
                        0);
    Answer answer;
    answer.fate = outcome.fate;
    answer.reason = outcome.reason;
    answer.needed = outcome.needed;
    return answer;
}

Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string
ToHex(const Bytes& bytes)
{
    static constexpr char DIGITS[] = "0123456789abcdef";
    std::string hex;
    for (const uint8_t byte : bytes)
    {
        hex += DIGITS[byte >> 4];
        hex += DIGITS[byte & 15];
    }
    return hex;
}

Bytes
Icmp(uint8_t type, uint8_t code, uint32_t word, const Bytes& behind)
{
    Bytes message{type, code, 0, 0, 0, 0, 0, 0};
    SetWord(message, 4, static_cast<uint16_t>(word >> 16));
    SetWord(message, 6, static_cast<uint16_t>(word));
    Append(message, behind);
    return message;
}

void
ExpectSilence(Verdict& v, const Answer& answer, Reason reason, const std::string& what)
{
    v.True(answer.IsSilent(), what + " something left");
    v.True(answer.fate == Fate::Dropped, what + " not dropped");
    v.Equal(Describe(answer.reason).word, Describe(reason).word, what + " reason");
}

void
ExpectError(Verdict& v,
            const Answer& answer,
            Reason reason,
            int type,
            int code,
            uint32_t word,
            const std::string& to)
{
    v.Equal(Describe(answer.reason).word, Describe(reason).word, "reason");
    v.Equal(answer.packets.size(), 0u, "translated packets");
    v.Equal(answer.errors.size(), 1u, "errors");
    if (answer.errors.size() != 1)
    {
        return;
    }
    const Seen& error = answer.errors.front();
    v.Equal(error.To(), to, "receiver of the error");
    v.Equal(error.From(), std::string(error.IsV4() ? OWN4 : OWN6), "sender of the error");
    v.Equal(error.Type(), type, "type");
    v.Equal(error.Code(), code, "code");
    v.Equal(error.Word(), word, "word behind the checksum");
    v.Equal(error.Ttl(), 64, "hop limit of the error");
    v.Equal(error.Faults(), "", "faults of the error");
}

} // namespace ns3::v6lab::test
