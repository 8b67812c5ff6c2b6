// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-reverse.h"

#include <cctype>
#include <stdexcept>
#include <vector>

namespace ns3::v6lab
{

namespace
{

constexpr const char* HEX = "0123456789abcdef";

const DnsName&
Root(Family family)
{
    static const DnsName V4 = *DnsName::Parse("in-addr.arpa");
    static const DnsName V6 = *DnsName::Parse("ip6.arpa");
    return family == Family::V4 ? V4 : V6;
}

/** The first `bits` of the address as labels, in front of the family's root. */
DnsName
NameOf(const IpAddress& address, uint8_t bits)
{
    DnsName name = Root(address.GetFamily());
    const uint8_t step = address.IsV4() ? 8 : 4;
    for (uint8_t at = 0; at < bits; at = static_cast<uint8_t>(at + step))
    {
        const uint8_t byte = address.GetBytes()[at / 8];
        const auto nibble = static_cast<uint8_t>(at % 8 == 0 ? byte >> 4 : byte & 15);
        name = *name.Child(address.IsV4() ? std::to_string(byte) : std::string(1, HEX[nibble]));
    }
    return name;
}

/** A decimal number up to 255 without zeros in front. */
std::optional<uint8_t>
Octet(std::string_view label)
{
    unsigned value = 0;
    for (const char c : label)
    {
        if (c < '0' || c > '9' || value > 25)
        {
            return std::nullopt;
        }
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (value > 255 || std::to_string(value) != label)
    {
        return std::nullopt;
    }
    return static_cast<uint8_t>(value);
}

std::optional<uint8_t>
Nibble(std::string_view label)
{
    const std::string_view digits(HEX);
    const size_t value =
        label.size() == 1
            ? digits.find(static_cast<char>(std::tolower(static_cast<unsigned char>(label[0]))))
            : std::string_view::npos;
    if (value == std::string_view::npos)
    {
        return std::nullopt;
    }
    return static_cast<uint8_t>(value);
}

} // namespace

DnsName
ReverseName(const IpAddress& address)
{
    return NameOf(address, address.GetBits());
}

DnsName
ReverseName(const Prefix& prefix)
{
    const int step = prefix.GetFamily() == Family::V4 ? 8 : 4;
    if (prefix.GetLength() % step != 0)
    {
        throw std::invalid_argument("the prefix " + prefix.ToString() +
                                    " has no reverse zone: its length must be a multiple of " +
                                    std::to_string(step));
    }
    return NameOf(prefix.GetAddress(), prefix.GetLength());
}

std::optional<IpAddress>
ParseReverseName(const DnsName& name)
{
    for (const Family family : {Family::V4, Family::V6})
    {
        const size_t labels = family == Family::V4 ? 4 : 32;
        const DnsName& root = Root(family);
        if (name.CountLabels() != labels + root.CountLabels() || !name.IsWithin(root))
        {
            continue;
        }
        IpAddress::Bytes bytes{};
        DnsName rest = name;
        for (size_t i = labels; i-- > 0; rest = rest.Parent())
        {
            const auto part =
                family == Family::V4 ? Octet(rest.FirstLabel()) : Nibble(rest.FirstLabel());
            if (!part)
            {
                return std::nullopt;
            }
            const size_t at = family == Family::V4 ? i : i / 2;
            const int shift = family == Family::V6 && i % 2 == 0 ? 4 : 0;
            bytes[at] = static_cast<uint8_t>(bytes[at] | *part << shift);
        }
        return family == Family::V6
                   ? IpAddress::V6(bytes.data())
                   : IpAddress::V4(uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 |
                                   uint32_t{bytes[2]} << 8 | bytes[3]);
    }
    return std::nullopt;
}

} // namespace ns3::v6lab
