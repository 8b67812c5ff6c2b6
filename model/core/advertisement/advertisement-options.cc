// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertisement-options.h"

#include "model/core/bytes.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr size_t UNIT = 8; //!< lengths of options are counted in it (RFC 4861 4.6)
constexpr size_t PREFIX_SIZE = 32;
constexpr size_t PREF64_SIZE = 16;
constexpr size_t RDNSS_HEAD = 8;
constexpr size_t ADDRESS = 16;
constexpr uint8_t ON_LINK = 0x80;
constexpr uint8_t AUTONOMOUS = 0x40;
constexpr uint32_t SMALLEST_MTU = 1280;

/** By prefix length code (RFC 8781 4). */
constexpr std::array<uint8_t, 6> PREF64_LENGTHS{96, 64, 56, 48, 40, 32};

void
Append16(std::vector<uint8_t>& to, uint32_t word)
{
    to.push_back(static_cast<uint8_t>(word >> 8));
    to.push_back(static_cast<uint8_t>(word));
}

void
Append32(std::vector<uint8_t>& to, uint32_t word)
{
    Append16(to, word >> 16);
    Append16(to, word & 0xffff);
}

void
AppendHead(std::vector<uint8_t>& to, uint8_t type, size_t size)
{
    to.push_back(type);
    to.push_back(static_cast<uint8_t>(size / UNIT));
}

void
AppendAddress(std::vector<uint8_t>& to, const IpAddress& address, size_t bytes = ADDRESS)
{
    const auto& all = address.GetBytes();
    to.insert(to.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(bytes));
}

uint8_t
CodeOf(uint8_t prefixLength)
{
    const auto found = std::find(PREF64_LENGTHS.begin(), PREF64_LENGTHS.end(), prefixLength);
    return static_cast<uint8_t>(found - PREF64_LENGTHS.begin());
}

} // namespace

void
AppendPrefix(std::vector<uint8_t>& message, const PrefixInformation& prefix)
{
    AppendHead(message, option::PREFIX_INFORMATION, PREFIX_SIZE);
    message.push_back(prefix.prefix.GetLength());
    message.push_back(
        static_cast<uint8_t>((prefix.onLink ? ON_LINK : 0) | (prefix.autonomous ? AUTONOMOUS : 0)));
    Append32(message, prefix.validSeconds);
    Append32(message, prefix.preferredSeconds);
    Append32(message, 0);
    AppendAddress(message, prefix.prefix.GetAddress());
}

void
AppendResolvers(std::vector<uint8_t>& message, const RecursiveDnsServers& resolvers)
{
    assert(!resolvers.addresses.empty() && resolvers.addresses.size() <= 127);
    AppendHead(message, option::RDNSS, RDNSS_HEAD + ADDRESS * resolvers.addresses.size());
    Append16(message, 0);
    Append32(message, resolvers.lifetimeSeconds);
    for (const auto& address : resolvers.addresses)
    {
        AppendAddress(message, address);
    }
}

void
AppendPref64(std::vector<uint8_t>& message, const Pref64Option& pref64)
{
    AppendHead(message, option::PREF64, PREF64_SIZE);
    const uint32_t lifetime = std::min(pref64.lifetimeSeconds, Pref64Option::LONGEST);
    const uint32_t scaled = (lifetime + 7) / 8; // 4.1: what is no multiple of 8 is rounded up
    const Prefix& prefix = pref64.prefix.GetPrefix();
    Append16(message, scaled << 3 | CodeOf(prefix.GetLength()));
    AppendAddress(message, prefix.GetAddress(), 12);
}

void
AppendMtu(std::vector<uint8_t>& message, uint32_t mtu)
{
    AppendHead(message, option::MTU, UNIT);
    Append16(message, 0);
    Append32(message, mtu);
}

void
AppendSourceLinkLayer(std::vector<uint8_t>& message, const std::vector<uint8_t>& address)
{
    const size_t size = (address.size() + 2 + UNIT - 1) / UNIT * UNIT;
    AppendHead(message, option::SOURCE_LINK_LAYER, size);
    message.insert(message.end(), address.begin(), address.end());
    message.resize(message.size() + size - 2 - address.size());
}

std::optional<PrefixInformation>
ReadPrefix(const uint8_t* bytes, size_t size)
{
    if (size != PREFIX_SIZE || bytes[2] > 128)
    {
        return std::nullopt;
    }
    PrefixInformation prefix;
    prefix.prefix = Prefix(IpAddress::V6(bytes + 16), bytes[2]);
    prefix.onLink = bytes[3] & ON_LINK;
    prefix.autonomous = bytes[3] & AUTONOMOUS;
    prefix.validSeconds = Read32(bytes + 4);
    prefix.preferredSeconds = Read32(bytes + 8);
    return prefix;
}

std::optional<RecursiveDnsServers>
ReadResolvers(const uint8_t* bytes, size_t size)
{
    if (size < RDNSS_HEAD + ADDRESS || (size - RDNSS_HEAD) % ADDRESS != 0)
    {
        return std::nullopt;
    }
    RecursiveDnsServers resolvers;
    resolvers.lifetimeSeconds = Read32(bytes + 4);
    for (size_t at = RDNSS_HEAD; at < size; at += ADDRESS)
    {
        const IpAddress address = IpAddress::V6(bytes + at);
        if (address.IsMulticast() || address.IsUnspecified())
        {
            return std::nullopt;
        }
        resolvers.addresses.push_back(address);
    }
    return resolvers;
}

std::optional<Pref64Option>
ReadPref64(const uint8_t* bytes, size_t size)
{
    const size_t code = size == PREF64_SIZE ? bytes[3] & 7 : PREF64_LENGTHS.size();
    if (code >= PREF64_LENGTHS.size())
    {
        return std::nullopt;
    }
    uint8_t whole[ADDRESS]{};
    std::copy_n(bytes + 4, 12, whole);
    Pref64Option pref64;
    pref64.lifetimeSeconds = Read16(bytes + 2) & ~uint32_t{7}; // 8 seconds each, three bits up
    try
    {
        pref64.prefix = Pref64(Prefix(IpAddress::V6(whole), PREF64_LENGTHS[code]));
    }
    catch (const std::invalid_argument&)
    {
        return std::nullopt;
    }
    return pref64;
}

std::optional<uint32_t>
ReadMtu(const uint8_t* bytes, size_t size)
{
    const uint32_t mtu = size == UNIT ? Read32(bytes + 4) : 0;
    return mtu < SMALLEST_MTU ? std::nullopt : std::optional(mtu);
}

} // namespace ns3::v6lab
