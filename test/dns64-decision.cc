// SPDX-License-Identifier: GPL-2.0-only
// Whether there is anything to make: real, negative and excluded answers, and names.
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = Dns64Bed;
using test::Row;
using test::Verdict;
using test::data::Block;
using test::data::RfcExamples;

namespace
{

void
KeepsReal(Verdict& v)
{
    Bed bed;
    bed.backend.Say("x.example.com. AAAA", {{"x.example.com. 60 AAAA 2001:db8::1"}});
    bed.backend.Say("x.example.com. A", {{"x.example.com. 60 A 192.0.2.1"}});
    const auto answer = bed.Ask("x.example.com. AAAA");
    v.Equal(Text(answer.answer), "x.example.com. 60 AAAA 2001:db8::1", "answer");
    v.True(!answer.synthesised, "not synthetic");
    v.Equal(bed.backend.log, "x.example.com. AAAA", "A is not asked for");
    bed.settings.alwaysSynthesise = true;
    const auto both = bed.Ask("x.example.com. AAAA");
    v.Equal(Text(both.answer),
            "x.example.com. 60 AAAA 2001:db8::1; x.example.com. 60 AAAA 64:ff9b::c000:201",
            "beside real ones");
    v.True(both.synthesised, "some are synthetic");
}

void
LeavesOthers(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("x.example.com. A", {{"x.example.com. 60 A 192.0.2.1"}});
    bed.backend.Say(
        "x.example.com. MX",
        {{"x.example.com. 60 MX 10 h2.example.com."}, {}, {"h2.example.com. 60 A 192.0.2.1"}});
    bed.backend.Say("h2.example.com. AAAA CH");
    v.Equal(Text(bed.Ask("x.example.com. A").answer), "x.example.com. 60 A 192.0.2.1", "A");
    const auto mx = bed.Ask("x.example.com. MX");
    v.Equal(Text(mx.answer), "x.example.com. 60 MX 10 h2.example.com.", "MX");
    v.Equal(Text(mx.additional), "h2.example.com. 60 A 192.0.2.1", "no AAAA in additional");
    auto query = bed.Query("h2.example.com. AAAA");
    query.question.rclass = 3;
    v.True(bed.Ask(query).answer.empty(), "class CH");
    v.Equal(bed.backend.log,
            "x.example.com. A; x.example.com. MX; h2.example.com. AAAA CH",
            "asked once each");
}

void
BelievesNxdomain(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("h2.example.com. AAAA").rcode = dns::NXDOMAIN;
    v.Equal(bed.Ask("h2.example.com. AAAA").rcode, dns::NXDOMAIN, "rcode");
    v.Equal(bed.backend.log, "h2.example.com. AAAA", "A is not asked for");
}

void
TakesErrorsForEmpty(Verdict& v)
{
    for (const uint16_t rcode :
         {dns::FORMERR, dns::SERVFAIL, dns::NOTIMP, dns::REFUSED, dns::NOTAUTH})
    {
        Bed bed = OnlyA();
        bed.backend.Say("h2.example.com. AAAA").rcode = rcode;
        const auto answer = bed.Ask("h2.example.com. AAAA");
        v.Equal(Text(answer.answer),
                "h2.example.com. 600 AAAA 64:ff9b::c000:201",
                DnsRcodeWord(rcode));
        v.Equal(answer.rcode, dns::NOERROR, "rcode");
    }
}

void
AnswersWhenNothingHelps(Verdict& v)
{
    Bed empty = OnlyA();
    empty.backend.SayEmpty("h2.example.com. AAAA", 111);
    empty.backend.SayEmpty("h2.example.com. A", 222);
    const auto nodata = empty.Ask("h2.example.com. AAAA");
    v.Equal(nodata.rcode, dns::NOERROR, "NODATA for both");
    v.Equal(nodata.authority.at(0).ttl, 111u, "the answer to AAAA");
    for (const uint16_t rcode : {dns::SERVFAIL, dns::NXDOMAIN, dns::REFUSED})
    {
        Bed failing = OnlyA();
        failing.backend.Say("h2.example.com. A").rcode = rcode;
        v.Equal(failing.Ask("h2.example.com. AAAA").rcode, rcode, "A failed");
    }
    Bed half = OnlyA();
    half.backend.Say("h2.example.com. AAAA").rcode = dns::SERVFAIL;
    half.backend.SayEmpty("h2.example.com. A", 222);
    v.Equal(half.Ask("h2.example.com. AAAA").rcode, dns::NOERROR, "what A said");
}

void
Excludes(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("h2.example.com. AAAA", {{"h2.example.com. 60 AAAA ::ffff:1.2.3.4"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 600 AAAA 64:ff9b::c000:201",
            "excluded only: as if empty");
    bed.backend.Say(
        "h2.example.com. AAAA",
        {{"h2.example.com. 60 AAAA ::ffff:1.2.3.4", "h2.example.com. 60 AAAA 2001:db8::1"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 60 AAAA 2001:db8::1",
            "mixed: the others");
    bed.settings.excludedMeansEmpty = true;
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 600 AAAA 64:ff9b::c000:201",
            "mixed, as if empty");
    bed.backend.SayEmpty("h2.example.com. A");
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer), "", "never, if there is nothing else");
    bed.settings.excludedMeansEmpty = false;
    bed.backend.Say("h2.example.com. AAAA", {{"h2.example.com. 60 AAAA ::ffff:1.2.3.4"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer), "", "never in the other mode either");
    bed.settings.exclude.push_back(Block("2001:db8:bad::/48"));
    bed.backend.Say("h2.example.com. AAAA", {{"h2.example.com. 60 AAAA 2001:db8:bad::1"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer), "", "a set of one's own");
}

void
KeepsToItsNames(Verdict& v)
{
    Bed bed = OnlyA();
    const auto example = RfcExamples()["rfc6147_s7"]["s7_3"];
    bed.settings.mappings = {{Block("0.0.0.0/0"), P64(example["prefix"])}};
    bed.settings.only = {Name("h2.example.com.")};
    bed.backend.SayEmpty("other.example.com. AAAA");
    bed.backend.Say("other.example.com. A", {{"other.example.com. 60 A 192.0.2.7"}});
    v.Equal(bed.Ask("h2.example.com. AAAA").answer.at(0).GetAddress()->ToString(),
            test::data::Addr(example["synth"]).ToString(),
            "a name on the list");
    v.True(bed.Ask("other.example.com. AAAA").answer.empty(), "another name");
    bed.settings.only.clear();
    bed.settings.never = {Name("h2.example.com.")};
    v.True(bed.Ask("h2.example.com. AAAA").answer.empty(), "a name on the other list");
    v.Equal(bed.Ask("other.example.com. AAAA").answer.size(), 1u, "a name on no list");
}

const std::vector<Row> ROWS{
    {"A real AAAA is left alone; synthetic ones beside it are an option",
     "RFC 6147 5.1.1; 6147-03; 6147-04",
     KeepsReal},
    {"Other types, additional sections and other classes pass unchanged",
     "RFC 6147 5.3.2; RFC 6147 5.3.3; 6147-01; 6147-22; 6147-23",
     LeavesOthers},
    {"NXDOMAIN is believed, and A is not asked for", "RFC 6147 5.1.2; 6147-05", BelievesNxdomain},
    {"Any other error for AAAA, as SERVFAIL of a resolver without an answer in time, is as empty",
     "RFC 6147 5.1.2; RFC 6147 5.1.3; 6147-06; 6147-07",
     TakesErrorsForEmpty},
    {"Without an A, the answer to AAAA is given; an error for A is passed on",
     "RFC 6147 5.1.6; RFC 6147 5.4; 6147-12",
     AnswersWhenNothingHelps},
    {"Excluded AAAA are never returned: alone they are as none, among others they are left out",
     "RFC 6147 5.1.4; 6147-08; 6147-09; 6147-10",
     Excludes},
    {"A policy can name what is synthesised, and what is not",
     "RFC 6147 7.3; 6147-34",
     KeepsToItsNames},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-decision", ROWS);
