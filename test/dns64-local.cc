// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-reverse.h"
#include "model/core/dns/dns64-synthesis.h"
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = Dns64Bed;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::RfcExamples;

namespace
{

/** The RFC's address: its name under ip6.arpa and where that leads. */
struct Pointer
{
    Pointer()
    {
        const auto example = RfcExamples()["rfc6147_s7"]["ptr"];
        name = example["qname"];
        target = example["cname_target"];
    }

    std::string name;
    std::string target;
};

void
PointsByAlias(Verdict& v)
{
    const Pointer pointer;
    Bed bed;
    bed.backend.Say(pointer.target + " PTR", {{pointer.target + " 300 PTR h2.example.com."}});
    const auto answer = bed.Ask(pointer.name + " PTR");
    v.Equal(Text(answer.answer),
            pointer.name + " 300 CNAME " + pointer.target + "; " + pointer.target +
                " 300 PTR h2.example.com.",
            "answer");
    v.True(answer.synthesised, "marked as synthetic");
    v.Equal(bed.backend.log, pointer.target + " PTR", "asked for");
}

void
PointsToPointersOnly(Verdict& v)
{
    const Pointer pointer;
    Bed bed;
    bed.backend.Say(pointer.name + " PTR").rcode = dns::NOERROR;
    for (int i = 0; i < 2; ++i)
    {
        const auto answer = bed.Ask(pointer.name + " PTR");
        v.True(answer.answer.empty() && !answer.synthesised, "no CNAME");
        // And one that is an alias itself.
        bed.backend.Say(pointer.target + " PTR",
                        {{pointer.target + " 300 CNAME 1.0-25.2.0.192.in-addr.arpa.",
                          "1.0-25.2.0.192.in-addr.arpa. 300 PTR h2.example.com."}});
    }
    v.Equal(bed.backend.log,
            pointer.target + " PTR; " + pointer.name + " PTR; " + pointer.target + " PTR; " +
                pointer.name + " PTR",
            "the name itself is asked for then");
}

void
PointsLocally(Verdict& v)
{
    const Pointer pointer;
    Bed bed;
    bed.settings.pointers = Dns64Settings::Pointers::Local;
    bed.settings.pointerTarget = Name("translated.example.com.");
    const auto answer = bed.Ask(pointer.name + " PTR");
    v.Equal(Text(answer.answer), pointer.name + " 600 PTR translated.example.com.", "answer");
    v.True(answer.authoritative, "with authority");
    v.Equal(bed.backend.log, "", "nobody is asked");
}

void
LeavesOtherPointers(Verdict& v)
{
    const std::string other = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
                              "ip6.arpa.";
    const std::string partial = "0.0.0.0.0.0.0.0.b.9.f.f.4.6.0.0.ip6.arpa.";
    Bed bed;
    bed.backend.Say(other + " PTR", {{other + " 60 PTR x.example.com."}});
    v.Equal(Text(bed.Ask(other + " PTR").answer), other + " 60 PTR x.example.com.", "answer");
    bed.Ask(partial + " PTR");
    bed.Ask("1.2.0.192.in-addr.arpa. PTR");
    bed.Ask(Pointer().name + " TXT");
    v.Equal(bed.backend.log,
            other + " PTR; " + partial + " PTR; 1.2.0.192.in-addr.arpa. PTR; " + Pointer().name +
                " TXT",
            "passed on");
}

void
PointsForEveryPrefix(Verdict& v)
{
    Bed bed;
    for (const auto& row : RfcExamples()["rfc6052_s2_4"])
    {
        bed.settings.mappings = {{Block("0.0.0.0/0"), Pref64(Block(row["prefix"]))}};
        const auto ipv6 = Addr(row["ipv6"]);
        const auto found = ExtractAny(ipv6, bed.settings);
        v.True(found && ReverseName(*found) == Name("33.2.0.192.in-addr.arpa."), row["prefix"]);
    }
    v.True(ParseReverseName(Name(Pointer().name)) ==
               Addr(RfcExamples()["rfc6147_s7"]["ptr"]["address"]),
           "the address of the RFC's name");
}

void
AnswersIpv4Only(Verdict& v)
{
    Bed bed;
    bed.settings.mappings = {{Block("0.0.0.0/0"), Pref64(Block("2001:db8:42::/96"))}};
    const auto six = bed.Ask("ipv4only.arpa. AAAA");
    std::string addresses;
    for (const auto& record : six.answer)
    {
        addresses += record.GetAddress()->ToString() + " ";
        v.True(record.ttl <= 3600 && record.ttl > 0, "TTL");
    }
    v.Equal(addresses, "2001:db8:42::c000:aa 2001:db8:42::c000:ab ", "AAAA");
    v.True(six.synthesised, "marked as synthetic");
    const auto four = bed.Ask("IPv4only.arpa. A");
    v.Equal(four.answer.at(0).DataText() + " " + four.answer.at(1).DataText(),
            "192.0.0.170 192.0.0.171",
            "A");
    v.True(four.answer.at(0).ttl >= 3600, "for an hour at least");
    const auto below = bed.Ask("x.ipv4only.arpa. AAAA");
    v.Equal(below.rcode, dns::NXDOMAIN, "below");
    const auto text = bed.Ask("ipv4only.arpa. TXT");
    v.True(text.rcode == dns::NOERROR && text.answer.empty(), "other types");
    const auto name = bed.Ask(ReverseName(Addr("2001:db8:42::192.0.0.170")).ToString() + " PTR");
    v.Equal(name.answer.size(), 2u, "an alias and where it leads");
    v.Equal(name.answer.back().DataText(), "ipv4only.arpa.", "name of its addresses");
    v.Equal(bed.backend.log, "", "nobody is asked");
    bed.settings.answerIpv4Only = false;
    bed.Ask("ipv4only.arpa. A");
    v.Equal(bed.backend.log, "ipv4only.arpa. A", "unless it shall be");
}

void
DiscoversByEveryLength(Verdict& v)
{
    for (const auto& row : RfcExamples()["rfc7050_discovery"]["vectors"])
    {
        Bed bed;
        bed.settings.mappings = {{Block("0.0.0.0/0"), Pref64(Block(row["pref64"]))}};
        const auto answer = bed.Ask("ipv4only.arpa. AAAA");
        for (size_t i = 0; i < 2; ++i)
        {
            v.Equal(answer.answer.at(i).GetAddress()->ToString(),
                    Addr(row["aaaa"][i]).ToString(),
                    row["pref64"]);
        }
    }
}

void
NoValidationOfIpv4Only(Verdict& v)
{
    Bed bed;
    for (const bool disabled : {false, true})
    {
        bed.dnssecOk = true;
        bed.checkingDisabled = disabled;
        const auto answer = bed.Ask("ipv4only.arpa. AAAA");
        v.Equal(answer.rcode, dns::NOERROR, "rcode");
        v.True(!answer.authenticData, "no AD");
        v.Equal(answer.answer.size(), disabled ? 0u : 2u, "CD=1 DO=1 gets no synthesis");
    }
    v.Equal(bed.backend.log, "", "nobody is asked, for keys neither");
}

const std::vector<Row> ROWS{
    {"The name of an address in the prefix is an alias of the IPv4 address' name",
     "RFC 6147 5.3.1; 6147-20",
     PointsByAlias},
    {"There is no alias to a name without PTR, or that is an alias itself",
     "RFC 6147 5.3.1; 6147-20",
     PointsToPointersOnly},
    {"Or it has a name of the site's own, and no alias", "RFC 6147 5.3.1; 6147-20", PointsLocally},
    {"Names of other addresses, of parts of addresses and of other types pass",
     "RFC 6147 5.3.1; 6147-21",
     LeavesOtherPointers},
    {"That holds for prefixes of all six lengths",
     "RFC 6147 5.3.1; RFC 6052 2.2; 6147-20",
     PointsForEveryPrefix},
    {"ipv4only.arpa is answered here: A, AAAA by the prefix, nothing below",
     "RFC 8880 7.1; RFC 8880 7.2; RFC 7050 4; 8880-01; 7050-16",
     AnswersIpv4Only},
    {"Its AAAA are those that prefix discovery looks for, for all lengths",
     "RFC 7050 3; 8880-01",
     DiscoversByEveryLength},
    {"ipv4only.arpa is not validated, whatever the asker's flags",
     "RFC 8880 7.1; 8880-02",
     NoValidationOfIpv4Only},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-local", ROWS);
