// SPDX-License-Identifier: GPL-2.0-only
// Reads the packets that come of them.
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t FRAGMENT = 44;

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

} // namespace ns3::v6lab::test
