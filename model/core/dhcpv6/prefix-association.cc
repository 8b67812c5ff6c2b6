// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/prefix-association.h"

#include "model/core/bytes.h"
#include "model/core/dhcpv6/option-bytes.h"

namespace ns3::v6lab
{

namespace
{

using dhcpv6::Append32;
using dhcpv6::AppendOption;
using dhcpv6::Bytes;
using dhcpv6::OPTION_HEAD;

constexpr size_t ASSOCIATION_HEAD = 12; //!< IAID, T1, T2
constexpr size_t PREFIX_HEAD = 25;      //!< two lifetimes, length, prefix
constexpr uint8_t LONGEST_PREFIX = 128;

/** Shows `take` each option from `at` on; false if one leads out of the data. */
template <typename Take>
bool
ForEachOption(const Bytes& data, size_t at, Take take)
{
    while (at < data.size())
    {
        const size_t left = data.size() - at;
        const size_t length = left < OPTION_HEAD ? left : Read16(data.data() + at + 2);
        if (left < OPTION_HEAD || length > left - OPTION_HEAD)
        {
            return false;
        }
        const auto begin = data.begin() + static_cast<std::ptrdiff_t>(at + OPTION_HEAD);
        take(Read16(data.data() + at), Bytes(begin, begin + static_cast<std::ptrdiff_t>(length)));
        at += OPTION_HEAD + length;
    }
    return true;
}

Bytes
EncodePrefix(const DelegatedPrefix& given)
{
    Bytes data;
    Append32(data, given.preferredSeconds);
    Append32(data, given.validSeconds);
    data.push_back(static_cast<uint8_t>(given.prefix.GetLength()));
    const auto& bytes = given.prefix.GetAddress().GetBytes();
    data.insert(data.end(), bytes.begin(), bytes.begin() + 16);
    if (given.status)
    {
        AppendOption(data, dhcpv6::STATUS, EncodeStatus(*given.status));
    }
    return data;
}

std::optional<DelegatedPrefix>
DecodePrefix(const Bytes& data)
{
    if (data.size() < PREFIX_HEAD || data[8] > LONGEST_PREFIX)
    {
        return std::nullopt;
    }
    DelegatedPrefix read;
    read.preferredSeconds = Read32(data.data());
    read.validSeconds = Read32(data.data() + 4);
    read.prefix = Prefix(IpAddress::V6(data.data() + 9), data[8]);
    const bool whole = ForEachOption(data, PREFIX_HEAD, [&read](uint16_t code, const Bytes& inner) {
        if (code == dhcpv6::STATUS && !read.status)
        {
            read.status = DecodeStatus(inner);
        }
    });
    return whole ? std::optional(read) : std::nullopt;
}

} // namespace

std::vector<uint8_t>
EncodeStatus(const Dhcpv6Status& status)
{
    Bytes data;
    dhcpv6::Append16(data, status.code);
    data.insert(data.end(), status.message.begin(), status.message.end());
    return data;
}

std::optional<Dhcpv6Status>
DecodeStatus(const std::vector<uint8_t>& data)
{
    if (data.size() < 2)
    {
        return std::nullopt;
    }
    return Dhcpv6Status{Read16(data.data()), std::string(data.begin() + 2, data.end())};
}

std::vector<uint8_t>
PrefixAssociation::Encode() const
{
    Bytes data;
    Append32(data, iaid);
    Append32(data, t1Seconds);
    Append32(data, t2Seconds);
    for (const auto& prefix : prefixes)
    {
        AppendOption(data, dhcpv6::IA_PREFIX, EncodePrefix(prefix));
    }
    if (status)
    {
        AppendOption(data, dhcpv6::STATUS, EncodeStatus(*status));
    }
    return data;
}

std::optional<PrefixAssociation>
PrefixAssociation::Decode(const std::vector<uint8_t>& data)
{
    if (data.size() < ASSOCIATION_HEAD)
    {
        return std::nullopt;
    }
    PrefixAssociation read;
    read.iaid = Read32(data.data());
    read.t1Seconds = Read32(data.data() + 4);
    read.t2Seconds = Read32(data.data() + 8);
    const bool whole =
        ForEachOption(data, ASSOCIATION_HEAD, [&read](uint16_t code, const Bytes& inner) {
            const auto prefix =
                code == dhcpv6::IA_PREFIX ? DecodePrefix(inner) : std::optional<DelegatedPrefix>();
            if (prefix)
            {
                read.prefixes.push_back(*prefix);
            }
            if (code == dhcpv6::STATUS && !read.status)
            {
                read.status = DecodeStatus(inner);
            }
        });
    return whole ? std::optional(read) : std::nullopt;
}

} // namespace ns3::v6lab
