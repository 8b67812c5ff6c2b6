// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/nlri.h"

#include <cstring>

namespace ns3::v6lab::bgp
{

std::optional<Family>
FamilyOf(uint16_t afi, uint8_t safi)
{
    if (safi != SAFI_UNICAST || (afi != AFI_V4 && afi != AFI_V6))
    {
        return std::nullopt;
    }
    return afi == AFI_V4 ? Family::V4 : Family::V6;
}

size_t
SizeOf(const Prefix& prefix)
{
    return 1 + (prefix.GetLength() + 7u) / 8;
}

void
PutPrefix(Bytes& to, const Prefix& prefix)
{
    Put8(to, prefix.GetLength());
    const auto& bytes = prefix.GetAddress().GetBytes();
    to.insert(to.end(), bytes.begin(), bytes.begin() + static_cast<long>(SizeOf(prefix) - 1));
}

std::optional<std::vector<Prefix>>
ReadPrefixes(ByteReader bytes, Family family)
{
    std::vector<Prefix> prefixes;
    while (bytes.Left() > 0)
    {
        const uint8_t length = bytes.Take8();
        const size_t size = (length + 7u) / 8;
        if (length > (family == Family::V4 ? 32 : 128) || size > bytes.Left())
        {
            return std::nullopt;
        }
        uint8_t address[16] = {};
        std::memcpy(address, bytes.Take(size), size);
        prefixes.emplace_back(family == Family::V4 ? IpAddress::V4(Read32(address))
                                                   : IpAddress::V6(address),
                              length);
    }
    return prefixes;
}

} // namespace ns3::v6lab::bgp
