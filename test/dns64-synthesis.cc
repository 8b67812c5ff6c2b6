// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-responder.h"
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

#include <algorithm>

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

Pref64
P64(const std::string& prefix)
{
    return Pref64(Block(prefix));
}

/** h2.example.com. has an A only. */
Bed
OnlyA(uint32_t aTtl = 3600, uint32_t soaTtl = 1800)
{
    Bed bed;
    bed.backend.SayEmpty("h2.example.com. AAAA", soaTtl);
    bed.backend.Say("h2.example.com. A",
                    {{"h2.example.com. " + std::to_string(aTtl) + " A 192.0.2.1"},
                     {"example.com. 900 NS ns.example.com."},
                     {"ns.example.com. 900 A 192.0.2.53"}});
    return bed;
}

void
Synthesises(Verdict& v)
{
    const auto example = RfcExamples()["rfc6147_s7"]["s7_1"];
    Bed bed = OnlyA();
    const auto answer = bed.Ask("h2.example.com. AAAA");
    v.Equal(bed.backend.log, "h2.example.com. AAAA; h2.example.com. A", "order");
    v.True(answer.synthesised, "marked as synthetic");
    v.Equal(answer.answer.size(), 1u, "records");
    v.Equal(answer.answer.at(0).GetAddress()->ToString(),
            test::data::Addr(example["synth"]).ToString(),
            "address");
    v.Equal(Text(answer.authority), "example.com. 900 NS ns.example.com.", "of the answer to A");
    v.Equal(Text(answer.additional), "ns.example.com. 900 A 192.0.2.53", "untouched");
}

std::string
Bytes(const std::string& hex)
{
    std::string bytes;
    for (size_t i = 0; i < hex.size(); i += 2)
    {
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

DnsAnswer
AnswerOf(const std::string& hex)
{
    const std::string bytes = Bytes(hex);
    const auto message =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    DnsAnswer answer;
    answer.answer = message->answer;
    answer.authority = message->authority;
    return answer;
}

void
MatchesTheWire(Verdict& v)
{
    const auto wire = RfcExamples()["rfc6147_s7_1_wire"];
    Bed bed;
    bed.backend.Say("h2.example.com. AAAA") = AnswerOf(wire["aaaa_nodata_with_soa_ttl_1800"]);
    bed.backend.Say("h2.example.com. A") = AnswerOf(wire["a_response_ttl_3600"]);
    const std::string asked = Bytes(wire["aaaa_query"]);
    const auto query =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(asked.data()), asked.size());
    DnsMessage response = DnsMessage::ResponseTo(*query);
    response.recursionAvailable = true;
    response.answer = bed.Ask("h2.example.com. AAAA").answer;
    v.True(response.Encode() == Bytes(wire["synthesised_response_ttl_1800"]), "bytes differ");
}

void
TakesTheLowerTtl(Verdict& v)
{
    for (const auto& row : RfcExamples()["rfc6147_s7"]["ttl"])
    {
        const bool soa = row["soa_present"];
        Bed bed = OnlyA(row["a_ttl"], soa ? row["soa_ttl"].get<uint32_t>() : 0);
        if (!soa)
        {
            bed.backend.Say("h2.example.com. AAAA");
        }
        v.Equal(bed.Ask("h2.example.com. AAAA").answer.at(0).ttl,
                row["synth_ttl"].get<uint32_t>(),
                row.dump());
    }
}

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
FollowsChains(Verdict& v)
{
    Bed bed;
    const std::string cname = "www.example.com. 300 CNAME x.old.example.com.";
    const std::string dname = "old.example.com. 200 DNAME new.example.com.";
    const std::string made = "x.old.example.com. 200 CNAME x.new.example.com.";
    bed.backend.SayEmpty("www.example.com. AAAA").answer = Lines({cname, dname, made});
    bed.backend.Say("www.example.com. A",
                    {{cname, dname, made, "x.new.example.com. 60 A 192.0.2.1"}});
    v.Equal(Text(bed.Ask("www.example.com. AAAA").answer),
            cname + "; " + dname + "; " + made + "; x.new.example.com. 60 AAAA 64:ff9b::c000:201",
            "answer");
}

void
MakesOneForEach(Verdict& v)
{
    Bed bed = OnlyA();
    bed.backend.Say("h2.example.com. A",
                    {{"h2.example.com. 60 A 192.0.2.9",
                      "h2.example.com. 60 A 192.0.2.1",
                      "h2.example.com. 60 A 192.0.2.5"}});
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer),
            "h2.example.com. 60 AAAA 64:ff9b::c000:209; h2.example.com. 60 AAAA 64:ff9b::c000:201; "
            "h2.example.com. 60 AAAA 64:ff9b::c000:205",
            "in their order");
}

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
AsksTogether(Verdict& v)
{
    for (const bool fourFirst : {false, true})
    {
        Bed bed = OnlyA();
        bed.settings.parallel = true;
        bed.backend.slow = true;
        Dns64 dns64(bed.settings, bed.backend);
        std::string text;
        dns64.Ask(bed.Query("h2.example.com. AAAA"), 0, [&](const DnsAnswer& answer, int64_t now) {
            text += Text(answer.answer) + " at " + std::to_string(now);
        });
        v.Equal(bed.backend.CountOwed(), 2u, "both are on their way");
        bed.backend.Release(fourFirst, 10);
        v.Equal(text, "", "it waits for both");
        bed.backend.Release(0, 20);
        v.Equal(text, "h2.example.com. 1800 AAAA 64:ff9b::c000:201 at 20", "answer");
    }
    Bed real;
    real.settings.parallel = true;
    real.backend.slow = true;
    real.backend.Say("x.example.com. AAAA", {{"x.example.com. 60 AAAA 2001:db8::1"}});
    Dns64 dns64(real.settings, real.backend);
    int answers = 0;
    dns64.Ask(real.Query("x.example.com. AAAA"), 0, [&](const auto&, int64_t) { ++answers; });
    real.backend.Release(0, 10);
    v.Equal(answers, 1, "a real AAAA waits for nothing");
    real.backend.Release(0, 20);
    v.Equal(answers, 1, "and is not answered twice");
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

/** 25 A are 400 bytes, which 512 hold, and the 25 AAAA made of them 700. */
void
CutsWhatItMade(Verdict& v)
{
    Bed bed;
    Saying many;
    for (int i = 1; i <= 25; ++i)
    {
        many.answer.push_back("many.example.com. 60 A 192.0.2." + std::to_string(i));
    }
    bed.backend.SayEmpty("many.example.com. AAAA");
    bed.backend.Say("many.example.com. A", many);
    Dns64 dns64(bed.settings, bed.backend);
    DnsResponder responder(dns64, {4096, true});
    const auto ask = [&](std::optional<uint16_t> udpSize, DnsTransport transport) {
        DnsMessage query = DnsMessage::Query(1, *DnsName::Parse("many.example.com"), dns::AAAA);
        if (udpSize)
        {
            query.edns = DnsEdns{};
            query.edns->udpSize = *udpSize;
        }
        const std::string wire = query.Encode();
        std::string text = "none";
        responder.Receive(reinterpret_cast<const uint8_t*>(wire.data()),
                          wire.size(),
                          transport,
                          0,
                          [&text, udpSize](const std::string& bytes, int64_t) {
                              const auto answer = test::Decoded(bytes);
                              text = std::string(answer->truncated ? "TC " : "") +
                                     std::to_string(answer->answer.size()) +
                                     (answer->edns ? " EDNS" : "") +
                                     (bytes.size() > udpSize.value_or(512) ? " large" : "");
                          });
        return text;
    };
    v.Equal(ask(std::nullopt, DnsTransport::Udp), "TC 0", "512 bytes: the A would have fitted");
    v.Equal(ask(1232, DnsTransport::Udp), "25 EDNS", "1232 bytes");
    v.Equal(ask(600, DnsTransport::Udp), "TC 0 EDNS", "600 bytes");
    v.Equal(ask(std::nullopt, DnsTransport::Tcp), "25 large", "TCP");
}

const std::vector<Row> ROWS{
    {"What was made is measured, not what it was made of: truncation and EDNS are the answer's",
     "RFC 6147 5.4; 6147-25",
     CutsWhatItMade},
    {"A name with A only gets an AAAA in the prefix; AAAA is asked for first, then A",
     "RFC 6147 5.1.6; 6147-02; 6147-13; 6147-24; 6147-33",
     Synthesises},
    {"The synthetic answer of the RFC's first example is right to the byte",
     "RFC 6147 5.1.7; 6147-14",
     MatchesTheWire},
    {"Its TTL is the lesser of the A's and the negative SOA's, or 600 s without one",
     "RFC 6147 5.1.7; 6147-15",
     TakesTheLowerTtl},
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
    {"Aliases stand in front of the AAAA of the name that they end at",
     "RFC 6147 5.1.5; 6147-11",
     FollowsChains},
    {"Each A makes an AAAA, in the same order", "RFC 6147 5.1.6; 6147-13", MakesOneForEach},
    {"The range that an address is in decides on its prefix, or on several",
     "RFC 6147 5.1.7; RFC 6147 5; 6147-16; 6147-17",
     ChoosesPrefixes},
    {"All six prefix lengths embed as a NAT64 does",
     "RFC 6147 5.2; RFC 6052 2.2; 6147-19",
     EmbedsByLength},
    {"Addresses that no NAT64 translates are not embedded",
     "RFC 6052 3.1; 6147-19",
     DeniesAddresses},
    {"A can be asked for together with AAAA", "RFC 6147 5.1.8; 6147-18", AsksTogether},
    {"A policy can name what is synthesised, and what is not",
     "RFC 6147 7.3; 6147-34",
     KeepsToItsNames},
    {"Settings that cannot work are refused, with what is allowed",
     "RFC 6052 2.2",
     RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-synthesis", ROWS);
