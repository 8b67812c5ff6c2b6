// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-check.h"
#include "model/core/dns/zone-file.h"
#include "test/support/dns.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Lines;
using test::Name;
using test::Row;
using test::Rr;
using test::Verdict;
using test::data::Complaint;

namespace
{

/** Six lines that make a zone, so that a row's own text begins in line 7. */
const std::string HEAD = R"($TTL 300
@ IN SOA ns.example. mail.example. (
      1 2 ; serial, refresh
      3 4
      5 )
@ NS ns.example.
)";

ZoneFile
Read(const std::string& text)
{
    return ReadZone(text, Name("example"), "z");
}

/** The row's text behind HEAD says these records and these warnings. */
Row
Says(const std::string& sentence,
     const std::string& clause,
     const std::string& text,
     const std::string& records,
     const std::string& warnings = "z:6: the zone has no address")
{
    return {sentence, clause, [=](Verdict& v) {
                const auto file = Read(HEAD + text);
                const std::string lines = Lines(file.zone.GetRecords());
                const std::string head = "example. 300 IN SOA ns.example. mail.example. 1 2 3 4 5\n"
                                         "example. 300 IN NS ns.example.\n";
                v.Equal(lines.substr(0, head.size()), head, "head");
                v.Equal(lines.substr(std::min(head.size(), lines.size())), records, "records");
                std::string said;
                for (const auto& warning : file.warnings)
                {
                    said += warning + "\n";
                }
                v.True(said.find(warnings) != std::string::npos && said.empty() == warnings.empty(),
                       "warnings: " + said);
            }};
}

/** A whole file is refused with a message that has these parts, each in a line of its own. */
Row
RefusedFile(const std::string& sentence,
            const std::string& clause,
            const std::string& text,
            const std::vector<std::string>& parts)
{
    return {sentence + " is refused, with the line", clause, [=](Verdict& v) {
                const std::string said = Complaint([&] { Read(text); });
                for (const auto& part : parts)
                {
                    v.True(said.find(part) != std::string::npos, "\"" + said + "\" says " + part);
                }
                v.Equal(std::count(said.begin(), said.end(), '\n') + 1,
                        static_cast<std::ptrdiff_t>(parts.size()),
                        "errors in \"" + said + "\"");
            }};
}

Row
Refused(const std::string& sentence,
        const std::string& clause,
        const std::string& text,
        const std::vector<std::string>& parts)
{
    return RefusedFile(sentence, clause, HEAD + text, parts);
}

void
PrintedAndRead(Verdict& v)
{
    const auto first = Read(HEAD + "ns A 192.0.2.1\nt TXT \"a;b(\" \"\\\"\"\n\\046.x AAAA ::1\n"
                                   "u TYPE65280 \\# 2 0102\n*.w MX 1 ns\n");
    const std::string text = WriteZone(first.zone);
    const auto second = Read(text);
    v.Equal(Lines(second.zone.GetRecords()), Lines(first.zone.GetRecords()), "records");
    v.Equal(WriteZone(second.zone), text, "text");
}

void
Names(Verdict& v)
{
    const Zone zone = Read(HEAD + "a.b.c A 192.0.2.1\n*.w A 192.0.2.1\nd NS ns.d\nns.d A 1.1.1.1\n"
                                  "x DNAME y.test.\n")
                          .zone;
    v.True(zone.Exists(Name("b.c.example")) && zone.FindNode(Name("b.c.example")) == nullptr,
           "a name exists that has nothing but a name below it");
    v.True(!zone.Exists(Name("bb.c.example")) && !zone.Exists(Name("x.a.b.c.example")), "others");
    v.Equal(zone.ClosestEncloser(Name("q.r.b.c.example")).ToString(), "b.c.example.", "encloser");
    v.Equal(zone.ClosestEncloser(Name("q.example")).ToString(), "example.", "the apex");
    v.True(zone.FindCut(Name("d.example")) == Name("d.example") &&
               zone.FindCut(Name("a.ns.d.example")) == Name("d.example") &&
               !zone.FindCut(Name("example")) && !zone.FindCut(Name("dd.example")),
           "delegations");
    v.True(zone.FindDname(Name("a.x.example")) != nullptr &&
               zone.FindDname(Name("x.example")) == nullptr,
           "a DNAME is for names below it");
}

void
FromRecords(Verdict& v)
{
    const DnsRecords records{Rr("example. 60 IN SOA ns.example. m.example. 1 2 3 4 5"),
                             Rr("example. 60 IN NS ns.example."),
                             Rr("ns.example. 60 IN A 192.0.2.1"),
                             Rr("ns.example. 30 IN A 192.0.2.2"),
                             Rr("NS.example. 60 IN A 192.0.2.1")};
    const Zone zone = Zone::Of(Name("example"), records);
    v.Equal(Lines(zone.Find(Name("ns.example"), dns::A)->records),
            "ns.example. 30 IN A 192.0.2.1\nns.example. 30 IN A 192.0.2.2\n",
            "one set, one TTL, nothing twice");
    const std::string said = Complaint([&] {
        Zone::Of(Name("example"), {records[1], records[2]});
    });
    v.Equal(said, "zone example.: the zone has no SOA record at example. (RFC 1035 5.2)", "no SOA");
    v.True(Complaint([&] {
               Zone::Of(Name("other"), records);
           }).find("example. is not within the zone other.") != std::string::npos,
           "another zone's records");
}

const std::vector<Row> ROWS{
    Says("names are relative to the origin, and a blank is the owner before",
         "RFC 1035 5.1",
         "www A 192.0.2.1\n  AAAA 2001:db8::1 ; both\n@ TXT x\n",
         "example. 300 IN TXT \"x\"\nwww.example. 300 IN A 192.0.2.1\n"
         "www.example. 300 IN AAAA 2001:db8::1\n"),
    Says("$ORIGIN changes what names are relative to, itself relative",
         "RFC 1035 5.1",
         "$ORIGIN sub\n@ A 192.0.2.1\nwww A 192.0.2.2\n",
         "sub.example. 300 IN A 192.0.2.1\nwww.sub.example. 300 IN A 192.0.2.2\n"),
    {"an owner may have more characters in a file than a name has bytes",
     "RFC 1035 5.1, 2.3.4",
     [](Verdict& v) {
         std::string owner;
         for (int label = 0; label < 2; ++label)
         {
             for (int i = 0; i < 60; ++i)
             {
                 owner += "\\200";
             }
             owner += label == 0 ? "." : "";
         }
         const auto records = Read(HEAD + owner + " A 192.0.2.1\n").zone.GetRecords();
         v.Equal(records.size(), size_t{3}, "records");
         v.True(std::any_of(records.begin(),
                            records.end(),
                            [&](const auto& record) {
                                return record.type == dns::A &&
                                       record.name == Name(owner + ".example");
                            }),
                "under its name");
     }},
    Says("names in data are relative, too",
         "RFC 1035 5.1",
         "$ORIGIN sub.example.\na MX 1 mail\nb CNAME @\n",
         "a.sub.example. 300 IN MX 1 mail.sub.example.\nb.sub.example. 300 IN CNAME "
         "sub.example.\n",
         "the zone has no address"),
    Says("TTL and class stand in either order, in any case",
         "RFC 1035 5.1",
         "a 60 IN A 192.0.2.1\nb in 60 a 192.0.2.2\nc 1h30m A 192.0.2.3\n",
         "a.example. 60 IN A 192.0.2.1\nb.example. 60 IN A 192.0.2.2\nc.example. 5400 IN A "
         "192.0.2.3\n"),
    Says("$TTL is for what follows, whatever TTL a record before had",
         "RFC 2308 4",
         "a 60 A 192.0.2.1\nb A 192.0.2.2\n$TTL 1d\nc A 192.0.2.3\n",
         "a.example. 60 IN A 192.0.2.1\nb.example. 300 IN A 192.0.2.2\nc.example. 86400 IN A "
         "192.0.2.3\n"),
    Says("a quoted text keeps blanks, semicolons and parentheses",
         "RFC 1035 5.1",
         "a TXT \"b ; (c\" d\\;e\n",
         "a.example. 300 IN TXT \"b ; (c\" \"d;e\"\n"),
    Says("a record of a known type may be written as one of an unknown",
         "RFC 3597 5",
         "a TYPE1 \\# 4 c0000201\nb CLASS1 TYPE65280 \\# 1 ff\n",
         "a.example. 300 IN A 192.0.2.1\nb.example. 300 IN TYPE65280 \\# 1 ff\n"),
    Says("line ends of other systems and a missing last one do no harm",
         "RFC 1035 5.1",
         "a A 192.0.2.1\r\n\r\nb A 192.0.2.2",
         "a.example. 300 IN A 192.0.2.1\nb.example. 300 IN A 192.0.2.2\n"),
    Says("CNAMEs that lead to each other are a zone",
         "RFC 1034 3.6.2",
         "a CNAME b\nb CNAME a\n",
         "a.example. 300 IN CNAME b.example.\nb.example. 300 IN CNAME a.example.\n"),
    Says("a server with an address is no matter for a warning",
         "RFC 1034 4.2.2",
         "ns A 192.0.2.1\n",
         "ns.example. 300 IN A 192.0.2.1\n",
         ""),
    Says("a delegation without glue is warned of",
         "RFC 1034 4.2.2",
         "d NS ns.d\n",
         "d.example. 300 IN NS ns.d.example.\n",
         "z:7: the zone has no address of ns.d.example., a server of d.example."),
    Says("TTLs that differ within a set are warned of, and the lowest counts",
         "RFC 2181 5.2",
         "a 60 A 192.0.2.1\na 30 A 192.0.2.2\n",
         "a.example. 30 IN A 192.0.2.1\na.example. 30 IN A 192.0.2.2\n",
         "z:8: the TTLs of a.example. A differ"),
    Says("an MX that leads to an alias is warned of",
         "RFC 2181 10.3",
         "a MX 1 b\nb CNAME c.test.\n",
         "a.example. 300 IN MX 1 b.example.\nb.example. 300 IN CNAME c.test.\n",
         "z:7: the MX of a.example. leads to b.example., which is an alias"),
    Refused("a record of another zone",
            "RFC 1035 5.2",
            "www.test. A 192.0.2.1\n",
            {"z:7: www.test. is not within the zone example."}),
    RefusedFile("a zone without SOA",
                "RFC 1035 5.2",
                "$TTL 60\n@ NS ns.test.\n",
                {"z:2: the zone has no SOA record at example."}),
    RefusedFile("a zone without NS",
                "RFC 1035 5.2",
                "@ 60 SOA a.test. b.test. 1 2 3 4 5\n",
                {"z:1: the zone has no NS record at example."}),
    Refused("a second SOA",
            "RFC 1035 5.2",
            "@ SOA a.test. b.test. 9 9 9 9 9\n",
            {"z:7: example. has 2 SOA records and may have one"}),
    Refused("an SOA of a name that is not the zone's",
            "RFC 1035 5.2",
            "a SOA a.test. b.test. 9 9 9 9 9\n",
            {"z:7: the SOA record of a.example. is not the zone's"}),
    Refused("a CNAME with other data",
            "RFC 1034 3.6.2",
            "a CNAME b.test.\na A 192.0.2.1\n",
            {"z:7: a.example. has a CNAME record and a A record"}),
    Refused("a second CNAME",
            "RFC 2181 10.1",
            "a CNAME b.test.\na CNAME c.test.\n",
            {"z:8: a.example. has 2 CNAME records"}),
    Refused("a second DNAME",
            "RFC 6672 2.4",
            "a DNAME b.test.\na DNAME c.test.\n",
            {"z:8: a.example. has 2 DNAME records"}),
    Refused("a name below a DNAME",
            "RFC 6672 2.4",
            "a DNAME b.test.\nx.a A 192.0.2.1\n",
            {"z:8: x.a.example. is below the DNAME of a.example."}),
    Refused("a delegation of a wildcard",
            "RFC 4592 4.2",
            "*.a NS ns.test.\n",
            {"z:7: the wildcard *.a.example. has a NS record"}),
    Refused("an address that is none",
            "RFC 1035 3.4.1",
            "a A 192.0.2\n",
            {"z:7: \"192.0.2\" is not the data of a record of type A"}),
    Refused("data that is missing",
            "RFC 1035 5.1",
            "a A 192.0.2.1\na CNAME\n",
            {"z:8: \"\" is not the data of a record of type CNAME"}),
    Refused("data that is too much",
            "RFC 1035 5.1",
            "a A 192.0.2.1 192.0.2.2\n",
            {"z:7: \"192.0.2.1 192.0.2.2\" is not the data of a record of type A"}),
    Refused("a type that does not exist",
            "RFC 1035 5.1",
            "a IN FOO b\n",
            {"z:7: \"FOO\" is no record type"}),
    Refused("a type of more than 65535",
            "RFC 3597 5",
            "a TYPE65537 \\# 4 01020304\n",
            {"z:7: \"TYPE65537\" is no record type"}),
    Refused("a class of more than 65535",
            "RFC 3597 5",
            "a CLASS65537 A 192.0.2.1\n",
            {"z:7: \"CLASS65537\" is no record type"}),
    Refused("a record without type",
            "RFC 1035 5.1",
            "a 60 IN\n",
            {"z:7: the record of a.example."}),
    Refused("another class",
            "RFC 1035 5.2",
            "a CH A 1.2.3.4\n",
            {"z:7: class CH is not supported"}),
    Refused("a TTL of more than 2^31-1",
            "RFC 2181 8",
            "a 99999999999999999999999 A 1.2.3.4\n",
            {"z:7: the TTL 99999999999999999999999 is more than 2147483647"}),
    RefusedFile("a record without TTL in front of the SOA",
                "RFC 1035 5.1",
                "a A 1.2.3.4\n",
                {"z:1: the record has no TTL"}),
    RefusedFile("a blank in front of the first record",
                "RFC 1035 5.1",
                "  60 A 1.2.3.4\n",
                {"z:1: the first record has no name"}),
    Refused("a name that is none", "RFC 1035 2.3.4", "a..b A 1.2.3.4\n", {"z:7: \"a..b\" is no"}),
    Refused("$INCLUDE",
            "RFC 1035 5.1",
            "$INCLUDE /etc/passwd\n",
            {"z:7: $INCLUDE is for zone files only"}),
    Refused("a directive that does not exist",
            "RFC 1035 5.1",
            "$FOO\n",
            {"z:7: $FOO is no directive"}),
    Refused("a parenthesis that is not closed",
            "RFC 1035 5.1",
            "a TXT (b\nc\n",
            {"z:7: a parenthesis is not closed"}),
    Refused("a parenthesis that was not opened",
            "RFC 1035 5.1",
            "a TXT b )\n",
            {"z:7: a parenthesis is closed that is not open"}),
    Refused("a quote that is not closed",
            "RFC 1035 5.1",
            "a TXT \"b\nc A 1.2.3.4\n",
            {"z:7: a quote is not closed in its line"}),
    Refused("each of several errors",
            "RFC 1035 5.1",
            "a A x\nb A 192.0.2.1\nc AAAA y\n",
            {"z:7: \"x\" is not", "z:9: \"y\" is not"}),
    {"a zone that was printed is read as it was", "RFC 1035 5.1", PrintedAndRead},
    {"a zone knows which names exist, and what lies above them",
     "RFC 4592 2.2.2, 3.3.1, RFC 1034 4.2.1",
     Names},
    {"a zone is made of records, too", "RFC 2181 5, 5.2", FromRecords},
};

V6LAB_SUITE("v6lab-core-dns-zone", ROWS);

} // namespace
