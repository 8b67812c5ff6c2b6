// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/special-addresses.h"

#include "model/core/prefix-map.h"

namespace ns3::v6lab
{

namespace
{

struct RangeText
{
    const char* prefix;
    AddressUse use;
};

constexpr RangeText RANGES[] = {
    {"168.63.129.16/32", AddressUse::Platform},
    {"169.254.169.254/32", AddressUse::Platform},
    {"10.0.0.0/8", AddressUse::Private},
    {"172.16.0.0/12", AddressUse::Private},
    {"192.168.0.0/16", AddressUse::Private},
    {"100.64.0.0/10", AddressUse::Private},
    {"0.0.0.0/8", AddressUse::Reserved},
    {"127.0.0.0/8", AddressUse::Reserved},
    {"169.254.0.0/16", AddressUse::Reserved},
    {"192.0.0.0/24", AddressUse::Reserved},
    {"198.18.0.0/15", AddressUse::Reserved},
    {"224.0.0.0/3", AddressUse::Reserved}, // multicast and, from 240 on, future use
    {"fc00::/7", AddressUse::Private},
    {"64:ff9b::/96", AddressUse::Public},
    {"::/8", AddressUse::Reserved}, // ::, ::1, ::ffff:0:0/96, 64:ff9b:1::/48; RFC 4291 4
    {"100::/64", AddressUse::Reserved},
    {"2001::/23", AddressUse::Reserved},
    {"5f00::/16", AddressUse::Reserved}, // RFC 9602
    {"fe80::/10", AddressUse::Reserved},
    {"fec0::/10", AddressUse::Reserved}, // RFC 3879
    {"ff00::/8", AddressUse::Reserved},
};

} // namespace

const std::vector<SpecialRange>&
SpecialRanges()
{
    static const auto TABLE = [] {
        std::vector<SpecialRange> table;
        for (const auto& range : RANGES)
        {
            table.push_back({*Prefix::Parse(range.prefix), range.use});
        }
        return table;
    }();
    return TABLE;
}

AddressUse
UseOf(const IpAddress& address)
{
    static const auto MAP = [] {
        PrefixMap<AddressUse> map;
        for (const auto& range : SpecialRanges())
        {
            map.Insert(range.prefix, range.use);
        }
        return map;
    }();
    const AddressUse* use = MAP.Find(address);
    return use == nullptr ? AddressUse::Public : *use;
}

bool
IsPublic(const IpAddress& address)
{
    return UseOf(address) == AddressUse::Public;
}

bool
IsPublic(const Prefix& prefix)
{
    const auto& ranges = SpecialRanges();
    const SpecialRange* around = nullptr; // the longest one
    for (const auto& range : ranges)
    {
        const bool longer =
            around == nullptr || range.prefix.GetLength() > around->prefix.GetLength();
        if (range.prefix.Contains(prefix))
        {
            around = longer ? &range : around;
        }
        else if (range.use != AddressUse::Public && prefix.Contains(range.prefix))
        {
            return false;
        }
    }
    return around == nullptr || around->use == AddressUse::Public;
}

} // namespace ns3::v6lab
