// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/address.h"
#include "model/core/routing-table.h"
#include "test/support/table.h"

#include <algorithm>
#include <random>
#include <tuple>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

const uint32_t NONE = LpmTable<uint32_t>::NONE;

uint32_t
V4(const std::string& text)
{
    return IpAddress::Parse(text)->ToV4();
}

uint32_t
RandomKey(std::mt19937_64& random, uint32_t)
{
    return static_cast<uint32_t>(random()) & 0xc00fffff; // few networks, so that prefixes nest
}

Key128
RandomKey(std::mt19937_64& random, const Key128&)
{
    return {0x20010db800000000 | (random() & 0xff0f), random() & 0xf00000000000000f};
}

/** Random tables and look-ups against a list that is searched in full. */
template <typename Key>
void
AgreesWithList(Verdict& v, int changes)
{
    std::mt19937_64 random(4); // a fixed seed: the test is the same each time
    LpmTable<Key> table;
    std::vector<std::tuple<Key, uint8_t, uint32_t>> list;
    const auto naive = [&list](const Key& key) {
        uint32_t best = NONE;
        int length = -1;
        for (const auto& [prefix, bits, value] : list)
        {
            if (bits > length && lpm::Masked(key, bits) == prefix)
            {
                best = value;
                length = bits;
            }
        }
        return best;
    };
    for (int i = 0; i < changes; ++i)
    {
        const Key key = RandomKey(random, Key());
        const auto bits = static_cast<uint8_t>(random() % (lpm::Bits(Key()) + 1));
        const Key prefix = lpm::Masked(key, bits);
        const auto same = [&](const auto& row) {
            return std::get<0>(row) == prefix && std::get<1>(row) == bits;
        };
        list.erase(std::remove_if(list.begin(), list.end(), same), list.end());
        if (i % 3 == 2)
        {
            table.Erase(key, bits);
            if (!list.empty()) // and one that is surely there
            {
                const auto [gone, length, value] = list[random() % list.size()];
                table.Erase(gone, length);
                list.erase(std::find(list.begin(), list.end(), std::tuple(gone, length, value)));
            }
        }
        else
        {
            table.Set(key, bits, static_cast<uint32_t>(i));
            list.emplace_back(prefix, bits, static_cast<uint32_t>(i));
        }
        const Key asked = RandomKey(random, Key());
        v.True(table.Find(asked) == naive(asked), "look-up " + std::to_string(i) + " differs");
        v.True(table.Find(key) == naive(key), "look-up of change " + std::to_string(i));
        v.Equal(table.GetSize(), list.size(), "size");
    }
}

using Routes = RoutingTable<uint32_t>;

RouteEntry<uint32_t>
Via(const std::string& gateway, uint32_t interface, uint32_t metric = 0)
{
    return {V4(gateway), interface, metric, RouteKind::Static, false};
}

uint32_t
InterfaceFor(const Routes& routes, const std::string& destination)
{
    const auto* entry = routes.Lookup(V4(destination));
    return entry ? entry->interface : 0;
}

const std::vector<Row> ROWS{
    {"IPv4: random tables give what a search through all prefixes gives",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) { AgreesWithList<uint32_t>(v, 3000); }},
    {"IPv6: random tables give what a search through all prefixes gives",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) { AgreesWithList<Key128>(v, 3000); }},
    {"the default route matches when nothing longer does",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) {
         LpmTable<uint32_t> table;
         v.Equal(table.Find(V4("192.0.2.1")), NONE, "empty table");
         table.Set(0, 0, 7);
         table.Set(V4("192.0.2.0"), 24, 8);
         v.Equal(table.Find(V4("198.51.100.1")), 7u, "default");
         v.Equal(table.Find(V4("192.0.2.1")), 8u, "longer");
         table.Erase(V4("192.0.2.0"), 24);
         v.Equal(table.Find(V4("192.0.2.1")), 7u, "after removal");
     }},
    {"a host route wins over the subnet around it, and both halves of the address count",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) {
         LpmTable<Key128> table;
         table.Set({0x20010db800000000, 0}, 64, 1);
         table.Set({0x20010db800000000, 5}, 128, 2);
         v.Equal(table.Find({0x20010db800000000, 5}), 2u, "host");
         v.Equal(table.Find({0x20010db800000000, 4}), 1u, "subnet");
         v.Equal(table.Find({0x20010db800000001, 5}), NONE, "other subnet");
     }},
    {"of two routes for one prefix the lower metric wins, the other steps in when it is removed",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) {
         Routes routes;
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.1", 1, 20));
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.2", 2, 10));
         v.Equal(InterfaceFor(routes, "10.1.1.1"), 2u, "lower metric");
         routes.Remove(V4("10.0.0.0"), 8, Via("192.0.2.2", 2));
         v.Equal(InterfaceFor(routes, "10.1.1.1"), 1u, "what is left");
         v.True(!routes.Remove(V4("10.0.0.0"), 8, Via("192.0.2.9", 1)), "no such route");
         v.Equal(routes.GetSize(), size_t{1}, "size");
     }},
    {"adding a route again changes its metric",
     "",
     [](Verdict& v) {
         Routes routes;
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.1", 1, 5));
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.2", 2, 10));
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.1", 1, 20));
         v.Equal(InterfaceFor(routes, "10.1.1.1"), 2u, "interface");
         v.Equal(routes.GetSize(), size_t{2}, "size");
     }},
    {"a connected subnet wins over a static route for the same prefix, whatever its metric",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) {
         Routes routes;
         routes.Add(V4("10.0.0.0"), 24, Via("192.0.2.1", 1));
         routes.Add(V4("10.0.0.0"), 24, {0, 3, 9, RouteKind::Connected, true});
         v.Equal(InterfaceFor(routes, "10.0.0.1"), 3u, "interface");
     }},
    {"a detour comes before all routes of its prefix, one with a metric where that tells",
     "",
     [](Verdict& v) {
         const auto first = [](uint32_t metric, bool detourFirst) {
             const RouteEntry<uint32_t> detour{0, 0, metric, RouteKind::Detour, true};
             Routes routes;
             if (detourFirst)
             {
                 routes.Add(0, 0, detour);
             }
             routes.Add(0, 0, Via("192.0.2.1", 1, 10));
             if (!detourFirst)
             {
                 routes.Add(0, 0, detour);
             }
             routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.1", 2));
             routes.Add(V4("10.0.0.0"), 16, {0, 0, metric, RouteKind::Detour, true});
             return std::to_string(InterfaceFor(routes, "203.0.113.1")) + " " +
                    std::to_string(InterfaceFor(routes, "10.0.0.1")) + " " +
                    std::to_string(InterfaceFor(routes, "10.1.0.1"));
         };
         for (const bool detourFirst : {true, false})
         {
             v.Equal(first(0, detourFirst), "0 0 2", "no metric");
             v.Equal(first(9, detourFirst), "0 0 2", "a lower metric; the longer prefix");
             v.Equal(first(11, detourFirst), "1 0 2", "a higher metric; the longer prefix");
         }
     }},
    {"routes of an interface that is down do not count, not even as the longest",
     "RFC 1812 5.2.1",
     [](Verdict& v) {
         Routes routes;
         routes.Add(V4("10.0.0.0"), 8, Via("192.0.2.1", 1));
         routes.Add(V4("10.1.0.0"), 16, Via("198.51.100.1", 2));
         routes.SetInterfaceUp(2, false);
         v.Equal(InterfaceFor(routes, "10.1.0.1"), 1u, "while it is down");
         routes.SetInterfaceUp(2, true);
         v.Equal(InterfaceFor(routes, "10.1.0.1"), 2u, "when it is up again");
     }},
    {"a packet bound to an interface takes the longest route that leaves there",
     "RFC 1122 3.3.4.2",
     [](Verdict& v) {
         Routes routes;
         routes.Add(0, 0, Via("192.0.2.1", 1));
         routes.Add(V4("10.1.0.0"), 16, Via("198.51.100.1", 2));
         const auto* entry = routes.LookupOn(V4("10.1.0.1"), 1);
         v.True(entry && entry->interface == 1, "the default route of interface 1");
         v.True(!routes.LookupOn(V4("10.1.0.1"), 3), "nothing on interface 3");
     }},
};

V6LAB_SUITE("v6lab-core-lpm", ROWS);

} // namespace
