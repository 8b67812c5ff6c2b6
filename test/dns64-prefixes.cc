// SPDX-License-Identifier: GPL-2.0-only
// Which prefixes an address is embedded in.
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = Dns64Bed;
using test::Row;
using test::Verdict;
using test::data::Block;
using test::data::Complaint;
using test::data::RfcExamples;

namespace
{

void
ChoosesPrefixes(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("h2.example.com. A",
                    {{"h2.example.com. 60 A 10.1.2.3", "h2.example.com. 60 A 192.0.2.1"}});
    bed.settings.mappings = {{Block("0.0.0.0/0"), P64("2001:db8:b::/96")},
                             {Block("10.0.0.0/8"), P64("2001:db8:a::/96")}};
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 60 AAAA 2001:db8:a::a01:203; "
            "h2.example.com. 60 AAAA 2001:db8:b::c000:201",
            "by range");
    std::swap(bed.settings.mappings[0], bed.settings.mappings[1]);
    v.Equal(bed.Ask("h2.example.com. AAAA").answer.at(0).DataText(),
            "2001:db8:a::a01:203",
            "whatever the order of the lines");
    bed.settings.mappings = {{Block("192.0.2.0/24"), P64("2001:db8:b::/96")},
                             {Block("192.0.2.0/24"), P64("2001:db8:c::/96")}};
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 60 AAAA 2001:db8:b::c000:201; "
            "h2.example.com. 60 AAAA 2001:db8:c::c000:201",
            "two prefixes for one range, none for the other address");
}

void
EmbedsByLength(Verdict& v)
{
    std::set<int> lengths;
    for (const auto& row : RfcExamples()["rfc6052_s2_4"])
    {
        Bed bed = OnlyA();
        bed.backend.Say("h2.example.com. A",
                        {{"h2.example.com. 60 A " + row["ipv4"].get<std::string>()}});
        bed.settings.mappings = {{Block("0.0.0.0/0"), P64(row["prefix"])}};
        v.Equal(bed.Ask("h2.example.com. AAAA").answer.at(0).GetAddress()->ToString(),
                row["ipv6_canonical"].get<std::string>(),
                row["prefix"]);
        lengths.insert(row["prefix_len"].get<int>());
    }
    v.Equal(lengths.size(), 6u, "lengths");
}

void
DeniesAddresses(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("h2.example.com. A", {{"h2.example.com. 60 A 10.1.2.3"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer), "", "private in 64:ff9b::/96");
    bed.settings.mappings = {{Block("0.0.0.0/0"), P64("2001:db8:b::/96")}};
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 60 AAAA 2001:db8:b::a01:203",
            "but in a prefix of one's own");
    bed.settings.deny = {Block("10.0.0.0/8")};
    const auto answer = bed.Ask("h2.example.com. AAAA");
    v.Equal(Text(answer.answer), "", "unless it is denied");
    v.Equal(answer.authority.at(0).ttl, 1800u, "then NODATA as it came");
}

void
RefusesSettings(Verdict& v)
{
    Dns64Settings settings;
    settings.mappings = {{Block("2001:db8::/32"), Pref64()}};
    v.Equal(Complaint([&] { CheckSettings(settings); }),
            "DNS64 mappings: must be IPv4 prefixes, not 2001:db8::/32",
            "mapping");
    settings = Dns64Settings();
    settings.exclude = {Block("10.0.0.0/8")};
    v.Equal(Complaint([&] { CheckSettings(settings); }),
            "DNS64 exclude: must be IPv6 prefixes, not 10.0.0.0/8",
            "exclusion");
    settings = Dns64Settings();
    settings.pointers = Dns64Settings::Pointers::Local;
    v.Equal(Complaint([&] { CheckSettings(settings); }),
            "DNS64 pointerTarget: local pointers need a name that is not the root",
            "pointer");
    for (const std::string length : {"/31", "/41", "/97", "/128"})
    {
        v.True(!Complaint([&] { P64("2001:db8::" + length); }).empty(), length);
    }
}

const std::vector<Row> ROWS{
    {"The range that an address is in decides on its prefix, or on several",
     "RFC 6147 5.1.7; RFC 6147 5; 6147-16; 6147-17",
     ChoosesPrefixes},
    {"All six prefix lengths embed as a NAT64 does",
     "RFC 6147 5.2; RFC 6052 2.2; 6147-19",
     EmbedsByLength},
    {"Addresses that no NAT64 translates are not embedded",
     "RFC 6052 3.1; 6147-19",
     DeniesAddresses},
    {"Settings that cannot work are refused, with what is allowed",
     "RFC 6052 2.2",
     RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-prefixes", ROWS);
