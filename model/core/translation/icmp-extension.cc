// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/icmp-extension.h"

#include "model/core/internet-checksum.h"
#include "model/core/translation/ip-header.h"

#include <algorithm>

namespace ns3::v6lab::icmp_extension
{

namespace
{

constexpr uint32_t LEAST_DATAGRAM = 128; // RFC 4884 4.1, 4.4
constexpr uint32_t MOST_UNITS = 255;

uint32_t
UnitOf(Family family)
{
    return family == Family::V4 ? 4 : 8;
}

uint32_t
RoundDown(uint32_t value, uint32_t unit)
{
    return value / unit * unit;
}

} // namespace

std::optional<Parts>
Split(Family family, uint8_t lengthAttribute, uint32_t size)
{
    const uint32_t datagram = lengthAttribute * UnitOf(family);
    if (datagram == 0)
    {
        return Parts{size, 0};
    }
    return datagram > size ? std::nullopt : std::optional(Parts{datagram, size - datagram});
}

Layout
LayOut(Family family, bool hasAttribute, const Parts& parts, uint32_t room, Profile profile)
{
    Layout layout;
    const bool fits = parts.extension + LEAST_DATAGRAM <= room;
    if (parts.extension == 0 || !hasAttribute || !fits)
    {
        layout.datagram = std::min(parts.datagram, room);
        return layout;
    }
    const uint32_t unit = UnitOf(family);
    const uint32_t most = std::min(RoundDown(room - parts.extension, unit), unit * MOST_UNITS);
    const uint32_t wanted = profile == Profile::Jool ? RoundDown(parts.datagram, unit)
                                                     : RoundDown(parts.datagram + unit - 1, unit);
    const uint32_t padded = std::max(LEAST_DATAGRAM, std::min(wanted, most));
    layout.datagram = std::min(std::min(parts.datagram, wanted), padded);
    layout.padding = padded - layout.datagram;
    layout.extension = parts.extension;
    layout.lengthAttribute = static_cast<uint8_t>(padded / unit);
    return layout;
}

void
AddInterfaceAddress(std::vector<uint8_t>& extension, const IpAddress& address)
{
    constexpr uint8_t VERSION = 0x20;
    constexpr uint8_t INTERFACE_INFORMATION = 2;
    constexpr uint8_t INCOMING_WITH_ADDRESS = 0x04; // role 0, bit 5
    if (extension.size() < 4)
    {
        extension = {VERSION, 0, 0, 0};
    }
    const uint8_t size = address.GetBits() / 8;
    const uint8_t afi = address.IsV4() ? 1 : 2;
    extension.insert(extension.end(),
                     {0,
                      static_cast<uint8_t>(8 + size),
                      INTERFACE_INFORMATION,
                      INCOMING_WITH_ADDRESS,
                      0,
                      afi,
                      0,
                      0});
    extension.insert(extension.end(),
                     address.GetBytes().begin(),
                     address.GetBytes().begin() + size);
    Write16(extension.data() + 2, 0);
    Write16(extension.data() + 2, InternetChecksum().Add(extension.data(), extension.size()).Get());
}

} // namespace ns3::v6lab::icmp_extension
