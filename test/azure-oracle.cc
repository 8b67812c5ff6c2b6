// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/route-compiler.h"
#include "test/support/azure.h"
#include "test/support/table.h"

#include <map>
#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Estate;
using azure::Index;

namespace
{

/** Few distinct bits, so that prefixes nest and collide and lookups hit. */
IpAddress
RandomAddress(std::mt19937& random, Family family)
{
    if (family == Family::V4)
    {
        return IpAddress::V4(0x0a000000 | (random() & 0x0f0f0f0f));
    }
    uint8_t bytes[16] = {0x20, 0x01, 0x0d, 0xb8};
    for (int i = 4; i < 16; ++i)
    {
        bytes[i] = static_cast<uint8_t>(random() & 3);
    }
    return IpAddress::V6(bytes);
}

Prefix
RandomPrefix(std::mt19937& random, Family family)
{
    const IpAddress address = RandomAddress(random, family);
    return {address, static_cast<uint8_t>(random() % (address.GetBits() + 1u))};
}

/** The definition: of all prefixes that contain the address, the longest. */
template <typename Rows>
const typename Rows::value_type*
Scan(const Rows& rows, const IpAddress& address)
{
    const typename Rows::value_type* best = nullptr;
    for (const auto& row : rows)
    {
        if (row.first.Contains(address) &&
            (best == nullptr || row.first.GetLength() > best->first.GetLength()))
        {
            best = &row;
        }
    }
    return best;
}

void
CompareTables(Verdict& v, uint32_t seed)
{
    std::mt19937 random(seed);
    PrefixMap<uint32_t> table;
    std::map<Prefix, uint32_t> rows;
    for (uint32_t i = 0; i < 300; ++i)
    {
        const Prefix prefix = RandomPrefix(random, random() % 2 ? Family::V4 : Family::V6);
        if (random() % 4 == 0)
        {
            v.Equal(table.Remove(prefix), rows.erase(prefix) == 1, "removed " + prefix.ToString());
        }
        else
        {
            table.Insert(prefix, i);
            rows[prefix] = i;
        }
    }
    v.Equal(table.Size(), rows.size(), "size");
    for (int i = 0; i < 500; ++i)
    {
        const auto address = RandomAddress(random, random() % 2 ? Family::V4 : Family::V6);
        const uint32_t* found = table.Find(address);
        const auto* expected = Scan(rows, address);
        v.Equal(found ? *found : 9999, expected ? expected->second : 9999, address.ToString());
    }
}

/** A dual-stack estate with a random user table; every subnet address belongs to nobody. */
void
CompareCompiled(Verdict& v, uint32_t seed)
{
    std::mt19937 random(seed);
    Estate estate;
    const Index self = estate.AddVnet(Blocks({"10.0.0.0/16", "2001:db8::/48"}));
    const Index peer = estate.AddVnet(Blocks({"10.1.0.0/16", "2001:db8:101::/48"}));
    estate.Peer(self, peer);
    std::map<Prefix, azure::Route> unique; // R13: one route per prefix
    for (int i = 0; i < 60; ++i)
    {
        const auto prefix = RandomPrefix(random, random() % 2 ? Family::V4 : Family::V6);
        const auto type = static_cast<azure::NextHopType>(random() % 7);
        unique[prefix] = {prefix, type, Address("10.0.0.4")};
    }
    std::vector<azure::Route> routes;
    for (const auto& [prefix, route] : unique)
    {
        if (route.nextHopType != azure::NextHopType::VNetPeering &&
            route.nextHopType != azure::NextHopType::VNetGlobalPeering) // R12
        {
            routes.push_back(route);
        }
    }
    const Index subnet = estate.AddSubnet(self,
                                          Blocks({"10.0.0.0/24", "2001:db8::/64"}),
                                          estate.AddRouteTable(routes));
    const auto compiled = azure::CompileRoutes(estate, azure::AddressOwners(estate), subnet);
    std::map<Prefix, azure::EffectiveRoute> active;
    for (const auto& row : azure::EffectiveRoutes(estate, subnet))
    {
        if (row.state == azure::RouteState::Active)
        {
            v.True(active.emplace(row.prefix, row).second, "one Active row per prefix");
        }
    }
    for (int i = 0; i < 500; ++i)
    {
        const auto address = RandomAddress(random, random() % 2 ? Family::V4 : Family::V6);
        const auto* found = compiled.Find(address);
        const auto* expected = Scan(active, address);
        v.Equal(found ? std::string(ToWord(found->type)) + " " + ToWord(found->source) : "nothing",
                expected ? std::string(ToWord(expected->second.nextHopType)) + " " +
                               ToWord(expected->second.source)
                         : "nothing",
                address.ToString());
    }
}

const std::vector<Row> ROWS{
    {"the longest-prefix table agrees with a scan of all prefixes, 50 random tables",
     "R11",
     [](Verdict& v) {
         for (uint32_t seed = 1; seed <= 50; ++seed)
         {
             CompareTables(v, seed);
         }
     }},
    {"compiled routes agree with a scan of the Active rows, 50 random route tables",
     "R11",
     [](Verdict& v) {
         for (uint32_t seed = 1; seed <= 50; ++seed)
         {
             CompareCompiled(v, seed);
         }
     }},
    {"a cleared table finds nothing",
     "",
     [](Verdict& v) {
         PrefixMap<int> table;
         table.Insert(Block("0.0.0.0/0"), 1);
         table.Insert(Block("::/0"), 2);
         v.Equal(*table.Find(Address("::1")), 2, "before");
         table.Clear();
         v.True(table.Find(Address("10.0.0.1")) == nullptr, "after");
         v.Equal(table.Size(), 0u, "size");
     }},
};

V6LAB_SUITE("v6lab-azure-oracle", ROWS);

} // namespace
