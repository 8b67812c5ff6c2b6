// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/prefix-discovery/find-pref64.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr std::array<uint8_t, 6> LENGTHS{32, 40, 48, 56, 64, 96};
constexpr size_t U_OCTET = 8; //!< bits 64 to 71, which the IPv4 address goes around

/** Whether the IPv4 address stands behind a prefix of that length. */
bool
StandsBehind(const IpAddress& aaaa, const IpAddress& ipv4, uint8_t length)
{
    size_t place = length / 8;
    for (size_t i = 0; i < 4; ++i, ++place)
    {
        place += place == U_OCTET;
        if (aaaa.GetBytes()[place] != ipv4.GetBytes()[i])
        {
            return false;
        }
    }
    return true;
}

/** The length of the prefix in front of the IPv4 address, if there is one such length only. */
std::optional<uint8_t>
LengthBefore(const IpAddress& aaaa, const IpAddress& ipv4)
{
    std::optional<uint8_t> found;
    for (const uint8_t length : LENGTHS)
    {
        if (StandsBehind(aaaa, ipv4, length))
        {
            if (found)
            {
                return std::nullopt;
            }
            found = length;
        }
    }
    return found;
}

/** Nothing if RFC 6052 2 does not allow it. */
std::optional<Pref64>
MakePref64(const IpAddress& aaaa, uint8_t length)
{
    try
    {
        return Pref64(Prefix(aaaa, length));
    }
    catch (const std::invalid_argument&)
    {
        return std::nullopt;
    }
}

} // namespace

const std::vector<IpAddress>&
WellKnownIpv4Addresses()
{
    static const std::vector<IpAddress> addresses{IpAddress::V4(0xc00000aa),
                                                  IpAddress::V4(0xc00000ab)};
    return addresses;
}

bool
IsWellKnownIpv4Address(const IpAddress& address)
{
    const auto& all = WellKnownIpv4Addresses();
    return std::find(all.begin(), all.end(), address) != all.end();
}

std::optional<Pref64>
FindPref64(const IpAddress& aaaa)
{
    for (const auto& ipv4 : WellKnownIpv4Addresses())
    {
        const auto length = aaaa.IsV6() ? LengthBefore(aaaa, ipv4) : std::nullopt;
        if (length)
        {
            return MakePref64(aaaa, *length);
        }
    }
    return std::nullopt;
}

std::vector<Pref64>
FindPref64(const std::vector<IpAddress>& aaaas)
{
    std::vector<Pref64> found;
    for (const auto& aaaa : aaaas)
    {
        const auto prefix = FindPref64(aaaa);
        if (prefix && std::find(found.begin(), found.end(), *prefix) == found.end())
        {
            found.push_back(*prefix);
        }
    }
    return found;
}

} // namespace ns3::v6lab
