// SPDX-License-Identifier: GPL-2.0-only
// What is made of an A, and when it is answered.
#include "model/core/dns/dns-responder.h"
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = Dns64Bed;
using test::Row;
using test::Verdict;
using test::data::RfcExamples;

namespace
{

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
    {"Aliases stand in front of the AAAA of the name that they end at",
     "RFC 6147 5.1.5; 6147-11",
     FollowsChains},
    {"Each A makes an AAAA, in the same order", "RFC 6147 5.1.6; 6147-13", MakesOneForEach},
    {"A can be asked for together with AAAA", "RFC 6147 5.1.8; 6147-18", AsksTogether},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-synthesis", ROWS);
