// SPDX-License-Identifier: GPL-2.0-only
// Prefix delegation: options on the wire, pools and what routers make of prefixes (RFC 8415).
#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/sub-prefixes.h"
#include "model/core/time-units.h"
#include "test/support/advertisements.h"
#include "test/support/dhcp-text.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;
using test::data::Complaint;

namespace
{

const std::string HEAD = "03abcdef";
/** IAID 1, T1 1800, T2 2880, 2001:db8:8011:fda4::/62 for 3600 and 7200 seconds. */
const std::string IA_PD_HEX = "0019002900000001"
                              "00000708"
                              "00000b40"
                              "001a0019"
                              "00000e10"
                              "00001c20"
                              "3e"
                              "20010db88011fda40000000000000000";

Prefix
Pre(const std::string& text)
{
    return *Prefix::Parse(text);
}

Dhcpv6Message
Read(const std::string& hex)
{
    const auto bytes = FromHex(hex);
    return std::get<Dhcpv6Message>(Dhcpv6Message::Decode(bytes.data(), bytes.size()));
}

void
ReadsAssociation(test::Verdict& v)
{
    const auto read = Read(HEAD + IA_PD_HEX);
    v.Equal(read.associations.size(), 1u, "associations");
    const auto& ia = read.associations.at(0);
    v.Equal(ia.iaid, 1u, "IAID");
    v.Equal(ia.t1Seconds, 1800u, "T1");
    v.Equal(ia.t2Seconds, 2880u, "T2");
    v.Equal(ia.prefixes.size(), 1u, "prefixes");
    v.Equal(ia.prefixes.at(0).prefix.ToString(), "2001:db8:8011:fda4::/62", "prefix");
    v.Equal(ia.prefixes.at(0).preferredSeconds, 3600u, "preferred");
    v.Equal(ia.prefixes.at(0).validSeconds, 7200u, "valid");
    v.Equal(HexOf(read.Encode()), HEAD + IA_PD_HEX, "written again");
}

void
ReadsStatus(test::Verdict& v)
{
    const std::string status = "000d0007"
                               "0006"
                               "6e6f6e6521";
    const auto read = Read(HEAD +
                           "00190017"
                           "00000001"
                           "00000000"
                           "00000000" +
                           status);
    v.Equal(read.associations.at(0).status->code, dhcpv6::NO_PREFIX_AVAIL, "code");
    v.Equal(read.associations.at(0).status->message, "none!", "message");
    v.Equal(Read(HEAD + status).status->code, 6u, "of the message itself");
    const auto whole = Read(HEAD + "00070001ff"
                                   "000e0000");
    v.True(whole.preference == uint8_t{255} && whole.rapidCommit, "preference, rapid commit");
}

void
KeepsBroken(test::Verdict& v)
{
    for (const std::string broken : {"0019000b0000000100000000000000", // a byte is missing
                                     "00190013"
                                     "000000010000000000000000"
                                     "001a0019000000"})
    {
        const auto read = Read(HEAD + broken);
        v.True(read.associations.empty() && read.HasOther(dhcpv6::IA_PD), broken);
    }
    const auto longer = Read(HEAD + "00190029"
                                    "000000010000000000000000"
                                    "001a0019"
                                    "00000e1000001c20"
                                    "81"
                                    "20010db8000000000000000000000000");
    v.True(longer.associations.size() == 1 && longer.associations[0].prefixes.empty(),
           "a prefix of 129 bits");
}

void
GivesEach(test::Verdict& v)
{
    PrefixPool pool(Pre("2001:db8:0:fff0::/60"), 62);
    v.Equal(pool.GetSize(), 4u, "size");
    v.Equal(pool.Take(Pre("2001:db8:0:fff8::/62"))->ToString(), "2001:db8:0:fff8::/62", "wanted");
    v.Equal(pool.Take(std::nullopt)->ToString(), "2001:db8:0:fff0::/62", "first");
    v.Equal(pool.Take(Pre("2001:db8:0:fff8::/62"))->ToString(), "2001:db8:0:fff4::/62", "second");
    v.Equal(pool.Take(std::nullopt)->ToString(), "2001:db8:0:fffc::/62", "the last");
    v.True(!pool.Take(std::nullopt), "exhausted");
    pool.Give(Pre("2001:db8:0:fff4::/62"));
    v.Equal(pool.Take(std::nullopt)->ToString(), "2001:db8:0:fff4::/62", "what was given back");
    v.True(!pool.Contains(Pre("2001:db8:0:fff4::/63")), "another length is not of the pool");
}

void
RemembersLittle(test::Verdict& v)
{
    PrefixPool pool(Pre("2001:db8::/32"), 64);
    const auto wanted = Pre("2001:db8:0:7::/64");
    for (int i = 0; i < 1000; ++i)
    {
        pool.Take(wanted);
        pool.Give(wanted);
    }
    v.Equal(pool.GetRuns(), 1u, "one and the same again and again");
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
    {
        const auto given = *pool.Take(std::nullopt);
        seen.insert(given.ToString());
        pool.Give(given);
    }
    v.Equal(pool.GetRuns(), 1u, "one behind the other");
    v.Equal(seen.size(), 1000u, "what was given back rests until the others had their turn");
    std::vector<Prefix> all;
    for (int i = 0; i < 9; ++i)
    {
        all.push_back(*pool.Take(std::nullopt));
    }
    for (const int i : {7, 3, 5, 1})
    {
        pool.Give(all.at(static_cast<size_t>(i)));
        pool.Give(all.at(static_cast<size_t>(i))); // the second time is not its business
    }
    v.True(pool.GetRuns() <= pool.GetUsed() + 1 && pool.GetUsed() == 5, "runs between those given");
    for (const int i : {0, 4, 8, 2, 6})
    {
        pool.Give(all.at(static_cast<size_t>(i)));
    }
    v.Equal(pool.GetRuns(), 1u, "they grow together");
    v.Equal(pool.GetUsed(), 0u, "used");
}

void
CountsSubnets(test::Verdict& v)
{
    const auto sub = [](const std::string& prefix, uint32_t subnet) {
        const auto found = SubPrefix(Pre(prefix), subnet);
        return found ? found->ToString() : "none";
    };
    v.Equal(sub("2001:db8:8011:fda4::/62", 0), "2001:db8:8011:fda4::/64", "first");
    v.Equal(sub("2001:db8:8011:fda4::/62", 3), "2001:db8:8011:fda7::/64", "last");
    v.Equal(sub("2001:db8:8011:fda4::/62", 4), "none", "one too many");
    v.Equal(sub("2001:db8::/32", 0x12345678), "2001:db8:1234:5678::/64", "over two groups");
    v.Equal(sub("2001:db8::/64", 0), "2001:db8::/64", "the prefix itself");
    v.Equal(sub("2001:db8::/65", 0), "none", "a prefix that is too long");
}

/** "prefix preferred valid; " */
std::string
Told(const SubPrefixes& prefixes, int64_t seconds)
{
    std::string text;
    for (const auto& told : prefixes.Tell(seconds * SECOND))
    {
        text += told.prefix.ToString() + " " + std::to_string(told.preferredSeconds) + " " +
                std::to_string(told.validSeconds) + "; ";
    }
    return text;
}

void
TellsLifetimes(test::Verdict& v)
{
    SubPrefixes prefixes(0);
    prefixes.Update({{Pre("2001:db8:0:10::/62"), 3600 * SECOND, 9000 * SECOND}}, 0);
    v.Equal(Told(prefixes, 0), "2001:db8:0:10::/64 3600 9000; ", "fresh");
    v.Equal(Told(prefixes, 1000), "2001:db8:0:10::/64 2600 8000; ", "they run out");
    prefixes.Update({{Pre("2001:db8:0:20::/62"), 4600 * SECOND, 8200 * SECOND}}, 1000 * SECOND);
    v.Equal(Told(prefixes, 1000),
            "2001:db8:0:10::/64 0 7200; 2001:db8:0:20::/64 3600 7200; ",
            "the old one is deprecated, for two hours");
    v.Equal(Text(prefixes.GetCurrent()), "2001:db8:0:20::/64 ", "the new one is in use");
    v.Equal(Told(prefixes, 2000),
            "2001:db8:0:10::/64 0 6200; 2001:db8:0:20::/64 2600 6200; ",
            "and goes on running out");
    v.Equal(Told(prefixes, 8199), "2001:db8:0:10::/64 0 1; 2001:db8:0:20::/64 0 1; ", "to its end");
    v.Equal(Told(prefixes, 8200), "", "which is not told for ever");
    prefixes.Update({{Pre("2001:db8:0:20::/62"), 9900 * SECOND, 9900 * SECOND}}, 8200 * SECOND);
    v.Equal(Told(prefixes, 8200), "2001:db8:0:20::/64 1700 1700; ", "gone");
}

void
RefusesSettings(test::Verdict& v)
{
    const auto complaint = [](const std::string& pool, uint8_t length, uint32_t preferred) {
        DelegationSettings settings;
        settings.pool = Pre(pool);
        settings.length = length;
        settings.preferredSeconds = preferred;
        return Complaint([&] { CheckDelegation(settings); });
    };
    v.Equal(complaint("2001:db8::/48", 56, 3600), "", "sound");
    v.Equal(complaint("10.0.0.0/8", 56, 3600),
            "pool must be an IPv6 prefix such as 2001:db8:100::/40",
            "IPv4");
    v.Equal(complaint("2001:db8::/48", 47, 3600),
            "length 47 must be from 48, the pool's own, to 64",
            "shorter than the pool");
    v.Equal(complaint("2001:d00::/24", 60, 3600),
            "length 60 must be from 24, the pool's own, to 56",
            "more than 32 bits");
    v.Equal(complaint("2001:db8::/48", 56, 7201),
            "preferredLifetime must be 1s at least and not longer than validLifetime (RFC 8415 "
            "21.22)",
            "preferred beyond valid");
}

const std::vector<Row> ROWS{
    {"an association holds its times and prefixes with their lifetimes",
     "RFC 8415 21.21, 21.22",
     ReadsAssociation},
    {"status, preference and rapid commit are read", "RFC 8415 21.8, 21.13, 21.14", ReadsStatus},
    {"a broken association is none, but is seen to have been there",
     "RFC 8415 16, 21.1",
     KeepsBroken},
    {"each prefix of a pool is somebody's once, and a wanted one if it is free",
     "RFC 8415 18.3.9, 6.3",
     GivesEach},
    {"a pool remembers what is given, not what was", "RFC 8415 18.3.9, 6.3", RemembersLittle},
    {"a link gets a /64 of the delegated prefix", "RFC 8415 6.3; RFC 7084 L-2", CountsSubnets},
    {"lifetimes on a link end with the delegation's; an old prefix is deprecated for two hours",
     "RFC 8415 6.3; RFC 7084 L-13; RFC 4862 5.5.4",
     TellsLifetimes},
    {"settings that cannot work are refused by name", "RFC 8415 21.22", RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-prefix", ROWS);
