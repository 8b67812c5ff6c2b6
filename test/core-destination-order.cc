// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/destination-order.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** A destination and the source that it would be called from, or "" for none. */
DestinationCandidate
To(const std::string& address,
   const std::string& source,
   uint32_t interface = 1,
   uint8_t prefixLength = 128)
{
    DestinationCandidate candidate;
    candidate.address = *IpAddress::Parse(address);
    if (const auto from = IpAddress::Parse(source))
    {
        candidate.source = SourceCandidate();
        candidate.source->address = *from;
        candidate.source->interface = interface;
        candidate.source->prefixLength = std::min(prefixLength, from->GetBits());
    }
    return candidate;
}

DestinationCandidate
From(DestinationCandidate candidate, bool SourceCandidate::*property)
{
    (*candidate.source).*property = true;
    return candidate;
}

DestinationCandidate
Unreachable(DestinationCandidate candidate)
{
    candidate.reachable = false;
    return candidate;
}

DestinationCandidate
Tunnelled(DestinationCandidate candidate)
{
    candidate.encapsulated = true;
    return candidate;
}

std::string
Text(const DestinationList& list)
{
    std::string text;
    for (const auto& candidate : list)
    {
        text += (text.empty() ? "" : " ") + candidate.address.ToString();
    }
    return text;
}

/** The candidates stand in their order; every permutation of them must be sorted the same. */
Row
Order(const std::string& sentence, const std::string& clause, const DestinationList& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                std::vector<size_t> places;
                for (size_t i = 0; i < expected.size(); ++i)
                {
                    places.push_back(i);
                }
                do
                {
                    DestinationList given;
                    for (const size_t place : places)
                    {
                        given.push_back(expected[place]);
                    }
                    v.Equal(Text(SortDestinations(given)), Text(expected), "of " + Text(given));
                } while (std::next_permutation(places.begin(), places.end()));
            }};
}

/** The candidates keep the order in which they are given, forwards and backwards. */
Row
Untouched(const std::string& sentence, const std::string& clause, const DestinationList& list)
{
    return {sentence, clause, [=](Verdict& v) {
                DestinationList order = list;
                for (int way = 0; way < 2; ++way)
                {
                    v.Equal(Text(SortDestinations(order)), Text(order), "order");
                    std::reverse(order.begin(), order.end());
                }
            }};
}

struct Past
{
    std::string address;
    uint32_t interface;
    int rttMs; //!< -1: used, not measured
};

/** `given` is sorted with what is known of earlier connections. */
Row
Remembers(const std::string& sentence,
          const std::vector<Past>& pasts,
          const DestinationList& given,
          const std::string& expected)
{
    return {sentence, "RFC 8305 4, 8305-08", [=](Verdict& v) {
                AddressHistory history;
                for (const Past& past : pasts)
                {
                    const IpAddress address = *IpAddress::Parse(past.address);
                    past.rttMs < 0
                        ? history.NoteUse(past.interface, address)
                        : history.NoteRtt(past.interface, address, past.rttMs * 1000000LL);
                }
                v.Equal(Text(SortDestinations(given, &history)), expected, "order");
            }};
}

Row
Interleaves(const std::string& sentence,
            size_t count,
            const std::string& given,
            const std::string& expected)
{
    return {sentence, "RFC 8305 4, 8305-09", [=](Verdict& v) {
                DestinationList list;
                for (size_t i = 0; i < given.size(); ++i)
                {
                    const std::string number = std::to_string(i + 1);
                    list.push_back(given[i] == '6' ? To("2001:db8::" + number, "2001:db8:1::1")
                                                   : To("192.0.2." + number, "198.51.100.1"));
                }
                v.Equal(Text(InterleaveFamilies(list, count)), expected, "order");
            }};
}

const auto HOST6 = "2001:db8:ff::1";
const auto HOST4 = "198.51.100.9";

const std::vector<Row> ROWS{
    // The examples of RFC 6724 10.2.
    Order("global IPv6 comes before IPv4 whose source is link-local",
          "RFC 6724 10.2 example 1, 6 rule 2; 8305-07",
          {To("2001:db8:1::1", "2001:db8:1::2"), To("198.51.100.121", "169.254.13.78")}),
    Order("IPv4 comes before global IPv6 whose source is link-local",
          "RFC 6724 10.2 example 2, 6 rule 2; 8305-07",
          {To("198.51.100.121", "198.51.100.117"), To("2001:db8:1::1", "fe80::1")}),
    Order("global IPv6 comes before private IPv4",
          "RFC 6724 10.2 example 3, 6 rule 6; 8305-07",
          {To("2001:db8:1::1", "2001:db8:1::2"), To("10.1.2.3", "10.1.2.4")}),
    Order("a link-local address comes before a global one",
          "RFC 6724 10.2 example 4, 6 rule 8; 8305-07",
          {To("fe80::1", "fe80::2"), To("2001:db8:1::1", "2001:db8:1::2")}),
    Order("a home address as source comes before a care-of address",
          "RFC 6724 10.2 example 5, 6 rule 4; 8305-07",
          {From(To("2001:db8:1::1", "2001:db8:3::1"), &SourceCandidate::home),
           From(To("fe80::1", "fe80::2"), &SourceCandidate::careOf)}),
    Order("a preferred source comes before a deprecated one",
          "RFC 6724 10.2 example 6, 6 rule 3; 8305-07",
          {To("2001:db8:1::1", "2001:db8:1::2"),
           From(To("fe80::1", "fe80::2"), &SourceCandidate::deprecated)}),
    Order("the address with more bits of its source comes first",
          "RFC 6724 10.2 example 7, 6 rule 9; 8305-07",
          {To("2001:db8:1::1", "2001:db8:1::2"), To("2001:db8:3ffe::1", "2001:db8:3f44::2")}),
    Order("6to4 to 6to4 comes before a global address with a 6to4 source",
          "RFC 6724 10.2 example 8, 6 rule 5; 8305-07",
          {To("2002:c633:6401::1", "2002:c633:6401::2"), To("2001:db8:1::1", "2002:c633:6401::2")}),
    Order("a global address comes before 6to4 where both have the right source",
          "RFC 6724 10.2 example 9, 6 rule 6; 8305-07",
          {To("2001:db8:1::1", "2001:db8:1::2"), To("2002:c633:6401::1", "2002:c633:6401::2")}),
    // What the policy table says of the kinds of addresses.
    Order("of all kinds at once: global, IPv4, 6to4, Teredo, unique local",
          "RFC 6724 2.1, 6 rule 6; 8305-07",
          {To("2001:db8:1::1", HOST6),
           To("192.0.2.1", HOST4),
           To("2002:c000:201::1", "2002:c633:6409::1"),
           To("2001:0:c000:201::1", "2001:0:c633:6409::1"),
           To("fd00:1::1", "fd00:2::1")}),
    Order("IPv4 comes before a global address that only a unique local source could call",
          "RFC 6724 6 rule 5; 8305-07",
          {To("192.0.2.1", "10.1.0.4"), To("2001:db8:1::1", "fd00:1::4")}),
    Order("IPv4 comes before Teredo and 6to4 called from a global source",
          "RFC 6724 6 rules 5, 6; 8305-07",
          {To("192.0.2.1", HOST4), To("2002:c000:201::1", HOST6), To("2001::1", HOST6)}),
    Order("behind the well-known prefix an address is like every global one: before IPv4",
          "RFC 6724 2.1, 6 rule 6, RFC 6052 2.1; 8305-07",
          {To("64:ff9b::c000:201", HOST6), To("192.0.2.1", HOST4)}),
    Order("so it is behind the prefix for translators at home",
          "RFC 6724 2.1, RFC 8215 5; 8215-02, 8305-07",
          {To("64:ff9b:1::a00:1", HOST6), To("10.0.0.1", "10.0.0.2")}),
    Untouched("neither of the two prefixes is preferred to native IPv6, nor native IPv6 to them",
              "RFC 6724 2.1, 6 rule 10, RFC 8215 5; 8215-02, 8305-07",
              {To("64:ff9b::c000:201", HOST6, 1, 0),
               To("2001:db8:1::1", HOST6, 1, 0),
               To("64:ff9b:1::a00:1", HOST6, 1, 0)}),
    Order("a mapped address has the precedence of IPv4",
          "RFC 6724 2.1, 3.2; 8305-07",
          {To("2001:db8:1::1", HOST6), To("::ffff:192.0.2.1", HOST6)}),
    Order("a mapped link-local address has link-local scope",
          "RFC 6724 3.2, 6 rule 2; 8305-07",
          {To("192.0.2.1", HOST4), To("::ffff:169.254.1.1", "::ffff:198.51.100.9")}),
    Order("a private IPv4 address has global scope",
          "RFC 6724 3.2, 6 rule 2; 8305-07",
          {To("10.1.2.3", "203.0.113.7"), To("169.254.1.1", "203.0.113.7")}),
    // The rules, one by one.
    Order("an address without a source comes last, one without a route before it",
          "RFC 6724 6 rule 1; 8305-07",
          {To("10.0.0.1", "10.0.0.2"),
           Unreachable(To("2001:db8:1::1", HOST6)),
           To("2001:db8:1::2", "")}),
    Order("a native address comes before one behind a tunnel",
          "RFC 6724 6 rule 7; 8305-07",
          {To("2001:db8:9::1", HOST6), Tunnelled(To("2001:db8:ff::2", HOST6))}),
    Order("home and care-of at once comes before home",
          "RFC 6724 6 rule 4; 8305-07",
          {From(From(To("2001:db8:9::1", HOST6), &SourceCandidate::home), &SourceCandidate::careOf),
           From(To("2001:db8:ff::2", HOST6), &SourceCandidate::home)}),
    Untouched("bits behind the source's subnet do not count: its neighbours are equal",
              "RFC 6724 2.2, 6 rules 9, 10; 8305-07",
              {To("2001:db8:ff::2", HOST6, 1, 64), To("2001:db8:ff::8000", HOST6, 1, 64)}),
    {"the longest match says nothing across families",
     "RFC 6724 6 rule 9; 8305-07",
     [](Verdict& v) {
         const std::vector<PolicyRow> flat{{*Prefix::Parse("::/0"), 40, 1}};
         const DestinationList list{To("2001:db8:1::1", "3000::1"), To("192.0.2.1", "192.0.2.2")};
         v.Equal(Text(SortDestinations(list, nullptr, flat)), Text(list), "IPv6 given first");
         const DestinationList back{list[1], list[0]};
         v.Equal(Text(SortDestinations(back, nullptr, flat)), Text(back), "IPv4 given first");
     }},
    {"a longest match on both sides of another family still counts",
     "RFC 6724 6 rules 9, 10; 8305-07",
     [](Verdict& v) {
         const std::vector<PolicyRow> flat{{*Prefix::Parse("::/0"), 40, 1}};
         v.Equal(
             Text(SortDestinations(
                 {To("2001:db8:1::1", HOST6), To("192.0.2.1", HOST4), To("2001:db8:ff::2", HOST6)},
                 nullptr,
                 flat)),
             "2001:db8:ff::2 192.0.2.1 2001:db8:1::1",
             "order");
     }},
    {"the policy table is the administrator's: IPv4 can be preferred",
     "RFC 6724 10.3; 8305-07",
     [](Verdict& v) {
         auto policy = DefaultPolicy();
         policy[2].precedence = 100; // ::ffff:0:0/96
         v.Equal(Text(SortDestinations({To("2001:db8:1::1", HOST6), To("192.0.2.1", HOST4)},
                                       nullptr,
                                       policy)),
                 "192.0.2.1 2001:db8:1::1",
                 "order");
     }},
    {"of nothing, nothing", "", [](Verdict& v) { v.True(SortDestinations({}).empty(), "empty"); }},
    // RFC 8305's own rules.
    Remembers("the nearer address comes first, although its match is shorter",
              {{"2001:db8:1::1", 1, 20}, {"2001:db8:ff::2", 1, 30}},
              {To("2001:db8:ff::2", HOST6), To("2001:db8:1::1", HOST6)},
              "2001:db8:1::1 2001:db8:ff::2"),
    Remembers("an address that was used comes before one that was not",
              {{"2001:db8:1::1", 1, -1}},
              {To("2001:db8:ff::2", HOST6), To("2001:db8:1::1", HOST6)},
              "2001:db8:1::1 2001:db8:ff::2"),
    Remembers("the round trip counts before the use",
              {{"2001:db8:1::1", 1, 20}, {"2001:db8:ff::2", 1, -1}},
              {To("2001:db8:ff::2", HOST6), To("2001:db8:1::1", HOST6)},
              "2001:db8:1::1 2001:db8:ff::2"),
    Remembers("precedence counts before the round trip: near IPv4 stays behind far IPv6",
              {{"2001:db8:1::1", 1, 300}, {"192.0.2.1", 1, 1}},
              {To("192.0.2.1", HOST4), To("2001:db8:1::1", HOST6)},
              "2001:db8:1::1 192.0.2.1"),
    Remembers("scope counts before the round trip",
              {{"2001:db8:1::1", 1, 1}},
              {To("2001:db8:1::1", HOST6), To("fe80::1", "fe80::2")},
              "fe80::1 2001:db8:1::1"),
    Remembers("what was learned on another interface counts for nothing",
              {{"2001:db8:1::1", 2, 20}},
              {To("2001:db8:ff::2", HOST6), To("2001:db8:1::1", HOST6)},
              "2001:db8:ff::2 2001:db8:1::1"),
    Remembers("round trips of two interfaces are not compared",
              {{"2001:db8:1::1", 1, 20}, {"2001:db8:ff::2", 2, 30}},
              {To("2001:db8:ff::2", HOST6, 2), To("2001:db8:1::1", HOST6, 1)},
              "2001:db8:ff::2 2001:db8:1::1"),
    {"a network that the interface left is forgotten, those of others are not",
     "RFC 8305 4, 8305-08",
     [](Verdict& v) {
         AddressHistory history;
         const IpAddress address = *IpAddress::Parse("2001:db8::1");
         history.NoteRtt(1, address, 1000);
         history.NoteRtt(2, address, 1000);
         history.Flush(1);
         v.True(history.Find(1, address) == nullptr, "forgotten");
         v.True(history.Find(2, address) != nullptr, "kept");
     }},
    {"round trips are smoothed, and a retransmission is due four variations behind",
     "RFC 6298 2.2, 2.3; 8305-12",
     [](Verdict& v) {
         AddressHistory history;
         const IpAddress address = *IpAddress::Parse("2001:db8::1");
         history.NoteRtt(1, address, 80000);
         v.Equal(history.Find(1, address)->RetransmissionNs().value_or(0), 240000, "first");
         history.NoteRtt(1, address, 160000); // variation 3/4 * 40 + 1/4 * 80, mean 7/8 * 80 + 20
         v.Equal(history.Find(1, address)->RetransmissionNs().value_or(0), 290000, "second");
         history.NoteUse(1, address);
         v.Equal(history.Find(1, address)->RetransmissionNs().value_or(0), 290000, "kept");
     }},
    Interleaves("the families take turns, the first one first",
                1,
                "6644",
                "2001:db8::1 192.0.2.3 2001:db8::2 192.0.2.4"),
    Interleaves("two of the first family lead if so wanted",
                2,
                "6644",
                "2001:db8::1 2001:db8::2 192.0.2.3 192.0.2.4"),
    Interleaves("where IPv4 is sorted first it leads",
                1,
                "4466",
                "192.0.2.1 2001:db8::3 192.0.2.2 2001:db8::4"),
    Interleaves("two lead, and then the families take turns",
                2,
                "666644",
                "2001:db8::1 2001:db8::2 192.0.2.5 2001:db8::3 192.0.2.6 2001:db8::4"),
    Interleaves("what one family has more follows at the end",
                1,
                "64444",
                "2001:db8::1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5"),
    Interleaves("more may lead than there are", 5, "664", "2001:db8::1 2001:db8::2 192.0.2.3"),
    Interleaves("of one family nothing changes", 1, "666", "2001:db8::1 2001:db8::2 2001:db8::3"),
};

V6LAB_SUITE("v6lab-core-destination-order", ROWS);

} // namespace
