// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/pointer-name.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t NIBBLES = 32;

const DnsName&
Ip6Arpa()
{
    static const DnsName ZONE = *DnsName::Parse("ip6.arpa.");
    return ZONE;
}

std::optional<uint8_t>
Nibble(std::string_view label)
{
    const char c = label.size() == 1 ? label[0] : 'x';
    if (c >= '0' && c <= '9')
    {
        return static_cast<uint8_t>(c - '0');
    }
    const char letter = static_cast<char>(c | 0x20);
    return letter >= 'a' && letter <= 'f'
               ? std::optional<uint8_t>(static_cast<uint8_t>(letter - 'a' + 10))
               : std::nullopt;
}

} // namespace

DnsName
PointerOf(const IpAddress& address)
{
    const auto& bytes = address.GetBytes();
    if (address.IsV4())
    {
        DnsName name = *DnsName::Parse("in-addr.arpa.");
        for (size_t i = 0; i < 4; ++i)
        {
            name = *name.Child(std::to_string(bytes[i]));
        }
        return name;
    }
    DnsName name = Ip6Arpa();
    for (size_t i = 0; i < NIBBLES; ++i)
    {
        const char digit = "0123456789abcdef"[i % 2 ? bytes[i / 2] & 0xf : bytes[i / 2] >> 4];
        name = *name.Child(std::string(1, digit));
    }
    return name;
}

std::optional<IpAddress>
Ipv4OfPointer(const DnsName& name)
{
    static const DnsName ZONE = *DnsName::Parse("in-addr.arpa.");
    if (!name.IsWithin(ZONE) || name.CountLabels() != 4 + ZONE.CountLabels())
    {
        return std::nullopt;
    }
    std::string text;
    for (DnsName rest = name; rest != ZONE; rest = rest.Parent())
    {
        text = std::string(rest.FirstLabel()) + (text.empty() ? "" : "." + text);
    }
    const auto address = IpAddress::Parse(text);
    return address && address->IsV4() ? address : std::nullopt;
}

std::optional<IpAddress>
AddressOfPointer(const DnsName& name)
{
    if (!name.IsWithin(Ip6Arpa()) || name.CountLabels() != NIBBLES + Ip6Arpa().CountLabels())
    {
        return std::nullopt;
    }
    uint8_t bytes[16]{};
    DnsName rest = name;
    for (size_t i = 0; i < NIBBLES; ++i, rest = rest.Parent())
    {
        const auto nibble = Nibble(rest.FirstLabel());
        if (!nibble)
        {
            return std::nullopt;
        }
        bytes[15 - i / 2] |= static_cast<uint8_t>(i % 2 ? *nibble << 4 : *nibble);
    }
    return IpAddress::V6(bytes);
}

} // namespace ns3::v6lab
