// SPDX-License-Identifier: GPL-2.0-only
// Which NAT64 prefix a host believes in: RFC 7050 3, RFC 8781 5, RFC 8585.
#include "model/core/prefix-discovery/find-pref64.h"
#include "model/core/prefix-discovery/pref64-choice.h"
#include "model/core/time-units.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::data::Addr;
using test::data::Block;

namespace
{

const Pref64 P1(*Prefix::Parse("2001:db8:1::/96"));
const Pref64 P2(*Prefix::Parse("2001:db8:2::/96"));
const Pref64 P3(*Prefix::Parse("2001:db8:3::/96"));
const Pref64 P4(*Prefix::Parse("2001:db8:4::/96"));

std::string
Text(const std::vector<Pref64>& prefixes)
{
    std::string text;
    for (const auto& prefix : prefixes)
    {
        text += prefix.GetPrefix().ToString() + " ";
    }
    return text;
}

std::string
Found(const std::vector<std::string>& aaaas)
{
    std::vector<IpAddress> addresses;
    for (const auto& aaaa : aaaas)
    {
        addresses.push_back(Addr(aaaa));
    }
    return Text(FindPref64(addresses));
}

/** "dns 2001:db8:1::/96 ": the source and the prefixes that count. */
std::string
Now(const Pref64Choice& choice)
{
    const auto source = choice.GetSource();
    return (source ? std::string(ToWord(*source)) + " " : "") + Text(choice.GetPrefixes());
}

void
AllLengths(test::Verdict& v)
{
    for (const auto& row : test::data::RfcExamples()["rfc7050_discovery"]["vectors"])
    {
        const std::string expected = row["pref64"].get<std::string>() + " ";
        v.Equal(Found(row["aaaa"]), expected, "both");
        v.Equal(Found({row["aaaa"][0]}), expected, "192.0.0.170 alone");
        v.Equal(Found({row["aaaa"][1]}), expected, "192.0.0.171 alone");
    }
}

void
SeveralPrefixes(test::Verdict& v)
{
    const auto& example = test::data::RfcExamples()["rfc7050_discovery"];
    std::vector<std::string> all;
    std::string expected;
    for (const auto& prefix : example["fig1_order"])
    {
        expected += prefix.get<std::string>() + " ";
        for (const auto& row : example["vectors"])
        {
            if (row["pref64"] == prefix)
            {
                all.insert(all.end(), row["aaaa"].begin(), row["aaaa"].end());
            }
        }
    }
    v.Equal(all.size(), 6u, "records");
    v.Equal(Found(all), expected, "in the order of the records");
}

void
Ambiguous(test::Verdict& v)
{
    const auto& example = test::data::RfcExamples()["rfc7050_discovery"]["ambiguous"];
    v.Equal(Found({example["aaaa"]}), "", "192.0.0.170 twice, 192.0.0.171 nowhere");
    v.Equal(Found({"2001:db8:c000:aa:c0:0:c000:ab"}), "2001:db8::/32 ", "170 once, behind a /32");
    v.Equal(Found({"2001:db8:1:c000:0:aa00:c000:ab"}), "2001:db8:1::/48 ", "170 before 171");
    v.Equal(Found({"64:ff9b:c000:aa:c0:0:aa00::", "64:ff9b::c000:ab"}), "64:ff9b::/96 ", "others");
}

void
AmbiguousApart(test::Verdict& v)
{
    v.Equal(Found({"2001:db8:c000:aa::c000:aa"}), "", "192.0.0.170 behind a /32 and a /96");
    v.Equal(Found({"2001:db8:1:c000:0:ab00:c000:ab"}), "", "192.0.0.171 behind a /48 and a /96");
}

void
NoSign(test::Verdict& v)
{
    v.Equal(Found({"2001:db8::bad"}), "", "a hijacked answer");
    v.Equal(Found({}), "", "no records");
    v.Equal(Found({"2001:db8:43::c000:ac"}), "", "192.0.0.172");
    v.Equal(Found({"2001:db8:0:c000:1:aa00::"}), "", "not around bits 64 to 71");
    v.Equal(Found({"2001:db8::bad", "2001:db8:43::c000:aa"}), "2001:db8:43::/96 ", "the next one");
}

void
Order(test::Verdict& v)
{
    Pref64Choice choice;
    v.Equal(Now(choice), "", "nothing");
    choice.SetDns({P4}, 600, 0);
    v.Equal(Now(choice), "dns 2001:db8:4::/96 ", "DNS alone");
    choice.Advertise(Addr("fe80::1"), P3, 600, 0);
    v.Equal(Now(choice), "ra 2001:db8:3::/96 ", "an advertisement before DNS");
    choice.SetPcp({P2}, 600, 0);
    v.Equal(Now(choice), "pcp 2001:db8:2::/96 ", "PCP before advertisements");
    choice.SetStatic({P1});
    v.Equal(Now(choice), "static 2001:db8:1::/96 ", "configured before all");
    choice.SetStatic({});
    choice.SetPcp({}, 0, 1);
    choice.Advertise(Addr("fe80::1"), P3, 0, 1);
    v.Equal(Now(choice), "dns 2001:db8:4::/96 ", "DNS is still there");
    choice.Reset();
    v.Equal(Now(choice), "", "the link is down");
}

void
SeveralCount(test::Verdict& v)
{
    Pref64Choice choice;
    choice.SetDns({P2, P1}, 600, 0);
    v.Equal(choice.GetFirst()->GetPrefix().ToString(), "2001:db8:2::/96", "synthesis");
    const auto one = choice.FindFor(Addr("2001:db8:1::c000:201"));
    v.True(one && *one == P1, "detection of the second");
    v.True(!choice.FindFor(Addr("2001:db8:3::c000:201")), "and of no other");
}

void
Renumbering(test::Verdict& v)
{
    Pref64Choice choice;
    choice.Advertise(Addr("fe80::1"), P1, 1800, 0);
    choice.Advertise(Addr("fe80::1"), P2, 1800, 10 * SECOND);
    v.Equal(Now(choice), "ra 2001:db8:1::/96 2001:db8:2::/96 ", "the old one first");
    choice.Advertise(Addr("fe80::1"), P1, 0, 20 * SECOND);
    v.Equal(Now(choice), "ra 2001:db8:2::/96 ", "lifetime 0: at once");
}

void
Expiry(test::Verdict& v)
{
    Pref64Choice choice;
    uint32_t changes = 0;
    choice.SetListener([&changes](const Pref64Choice&) { ++changes; });
    choice.Advertise(Addr("fe80::1"), P1, 608, 0);
    choice.SetDns({P2}, 1000, 0);
    choice.Advertise(Addr("fe80::1"), P1, 608, 100 * SECOND);
    v.Equal(changes, 1u, "changes: only the first was one");
    v.Equal(*choice.GetDeadline() / SECOND, 708, "next end");
    choice.Expire(708 * SECOND - 1);
    v.Equal(Now(choice), "ra 2001:db8:1::/96 ", "a nanosecond before");
    choice.Expire(708 * SECOND);
    v.Equal(Now(choice), "dns 2001:db8:2::/96 ", "on time");
    choice.Expire(1000 * SECOND);
    v.Equal(Now(choice), "", "all ended");
    v.Equal(changes, 3u, "changes");
    v.True(!choice.GetDeadline(), "no more ends");
}

void
TwoRouters(test::Verdict& v)
{
    Pref64Choice choice;
    choice.Advertise(Addr("fe80::1"), P1, 600, 0);
    v.Equal(choice.GetInconsistency(), "", "one router agrees with itself");
    choice.Advertise(Addr("fe80::2"), P1, 700, 0);
    v.Equal(choice.GetInconsistency(), "", "the same prefix");
    choice.Advertise(Addr("fe80::2"), P2, 700, 0);
    const std::string text = choice.GetInconsistency();
    v.True(text.find("fe80::2 says 2001:db8:1::/96 2001:db8:2::/96") != std::string::npos, text);
    choice.Advertise(Addr("fe80::2"), P2, 0, 0);
    choice.Expire(650 * SECOND);
    v.Equal(Now(choice), "ra 2001:db8:1::/96 ", "while one router stands by it");
}

const std::vector<Row> ROWS{
    {"192.0.0.170 and .171 tell the prefix at each of the six lengths",
     "RFC 7050 3, 7050-03, 7050-04",
     AllLengths},
    {"all records are looked through, and several prefixes keep their order",
     "RFC 7050 3, 7050-03, 7050-06",
     SeveralPrefixes},
    {"an address that stands at two places tells nothing; the other one is tried then",
     "RFC 7050 3, 7050-04",
     Ambiguous},
    {"places need not be neighbours to be ambiguous", "RFC 7050 3, 7050-04", AmbiguousApart},
    {"other records tell nothing and do no harm", "RFC 7050 3, 7050-07", NoSign},
    {"configured prefixes come before PCP, advertisements and DNS",
     "RFC 8781 5.1, RFC 8585 5.2, 8781-08, 8585-05",
     Order},
    {"of several prefixes the first is for synthesis, all are for detection",
     "RFC 7050 3, 7050-05, 7050-06, 8781-10",
     SeveralCount},
    {"old and new prefix count in the order in which they came, until the old one ends",
     "RFC 8781 5, 4.1, 8781-10, 8781-04",
     Renumbering},
    {"prefixes end on time, and the next source counts",
     "RFC 8781 4.1, RFC 7050 3, 8781-13, 7050-11",
     Expiry},
    {"different prefixes of a link's routers are noticed; one lasts while one router stands by it",
     "RFC 8781 5.2, 8781-11",
     TwoRouters},
};

V6LAB_SUITE("v6lab-core-pref64-discovery", ROWS);

} // namespace
