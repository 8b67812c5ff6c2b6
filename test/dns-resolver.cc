// SPDX-License-Identifier: GPL-2.0-only
// The way from the root down, and what is remembered of it.
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = ResolverBed;
using test::Row;
using test::Verdict;

namespace
{

const std::string DOWN_TO_WWW = "198.51.100.1 udp www.example.com. A\n"
                                "198.51.100.2 udp www.example.com. A\n"
                                "198.51.100.3 udp www.example.com. A\n";

void
Iterates(Verdict& v)
{
    Bed bed;
    const auto answer = bed.Ask("www.example.com. A");
    v.Equal(Text(answer.answer), "www.example.com. 3600 A 192.0.2.1", "answer");
    v.Equal(Rcode(answer), "NOERROR", "rcode");
    v.True(!answer.authoritative, "a resolver has no authority");
    v.Equal(bed.Sent(), DOWN_TO_WWW, "way");
    v.Equal(bed.net.answeredNs / MILLISECOND, 30, "three round trips");
    v.True(bed.net.open.empty(), "sockets are left open");
}

void
IteratesWithoutRd(Verdict& v)
{
    Bed bed;
    bed.Ask("www.example.com. A");
    const auto& bytes = bed.net.sent[0].bytes;
    const auto query =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    v.True(!query->recursionDesired, "no RD to servers");
    v.True(query->edns && query->edns->udpSize == 1232, "EDNS with 1232 bytes");
    std::set<uint16_t> numbers;
    std::set<uint16_t> ports;
    for (const auto& sending : bed.net.sent)
    {
        numbers.insert(DecodeDnsHeader(reinterpret_cast<const uint8_t*>(sending.bytes.data()),
                                       sending.bytes.size())
                           ->id);
        ports.insert(sending.sourcePort);
    }
    v.Equal(numbers.size() + ports.size(), 6u, "message numbers and ports differ");
}

void
Remembers(Verdict& v)
{
    Bed bed;
    bed.Ask("www.example.com. A");
    bed.Sent();
    bed.net.now += 600 * SECOND;
    const auto answer = bed.Ask("WWW.example.com. A");
    v.Equal(Text(answer.answer), "WWW.example.com. 3000 A 192.0.2.1", "from the cache");
    v.Equal(bed.Sent(), "", "sent");
    bed.net.now += 3000 * SECOND;
    bed.Ask("www.example.com. A");
    v.Equal(bed.Sent(), "198.51.100.3 udp www.example.com. A\n", "after the TTL");
}

void
UsesKnownCuts(Verdict& v)
{
    Bed bed;
    bed.Ask("www.example.com. A");
    bed.Sent();
    const auto answer = bed.Ask("other.example.com. AAAA");
    v.Equal(Rcode(answer), "NXDOMAIN", "rcode");
    v.Equal(bed.Sent(), "198.51.100.3 udp other.example.com. AAAA\n", "way");
    bed.Ask("other.com. A");
    v.Equal(bed.Sent(), "198.51.100.2 udp other.com. A\n", "way to a sibling");
}

void
RemembersNegatives(Verdict& v)
{
    Bed bed;
    const auto first = bed.Ask("no.example.com. A");
    v.Equal(Rcode(first), "NXDOMAIN", "rcode");
    v.Equal(Text(first.authority),
            "example.com. 600 SOA ns. hostmaster. 1 7200 3600 86400 600",
            "authority, with the lesser of TTL and MINIMUM");
    const auto empty = bed.Ask("www.example.com. AAAA");
    v.Equal(Rcode(empty) + " " + Text(empty.answer), "NOERROR ", "NODATA");
    v.Equal(empty.authority.size(), 1u, "SOA of NODATA");
    bed.Sent();
    bed.net.now += 100 * SECOND;
    v.Equal(Rcode(bed.Ask("no.example.com. TXT")), "NXDOMAIN", "of any type");
    const auto again = bed.Ask("www.example.com. AAAA");
    v.True(!again.authority.empty() && again.authority[0].ttl < 501, "the TTL counts down");
    v.Equal(bed.Sent(), "", "sent");
    bed.net.now += 500 * SECOND;
    bed.Ask("www.example.com. AAAA");
    v.Equal(bed.Sent(), "198.51.100.3 udp www.example.com. AAAA\n", "after MINIMUM");
}

void
KeepsNoZeroTtl(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("zero.example.com. A", {{"zero.example.com. 0 A 192.0.2.7"}});
    internet.example.Say("huge.example.com. A", {{"huge.example.com. 2147483648 A 192.0.2.8"}});
    Bed bed(internet);
    for (const std::string name : {"zero", "huge"})
    {
        const std::string last = name == "zero" ? "7" : "8";
        v.Equal(Text(bed.Ask(name + ".example.com. A").answer),
                name + ".example.com. 0 A 192.0.2." + last,
                "answer");
        bed.Sent();
        bed.Ask(name + ".example.com. A");
        v.Equal(bed.Sent(), "198.51.100.3 udp " + name + ".example.com. A\n", "asked again");
    }
}

void
Coalesces(Verdict& v)
{
    Bed bed;
    int answers = 0;
    DnsQuery query;
    query.question = Question("www.example.com. A");
    for (int i = 0; i < 5; ++i)
    {
        bed.Get().Ask(query, 0, [&](const DnsAnswer& answer, int64_t) {
            answers += Text(answer.answer) == "www.example.com. 3600 A 192.0.2.1";
        });
    }
    bed.net.Run(bed.Get());
    v.Equal(answers, 5, "answers");
    v.Equal(bed.Sent(), DOWN_TO_WWW, "sent once");
}

const std::vector<Row> ROWS{
    {"A name is found from the root down along referrals and their glue",
     "RFC 1034 5.3.3; RFC 1034 4.3.1",
     Iterates},
    {"Servers are asked without RD, with EDNS, and each time with another number and port",
     "RFC 1034 4.3.1; RFC 6891 6.2.3; RFC 5452 9.2",
     IteratesWithoutRd},
    {"What was found is remembered until its TTL is over, whatever the case of the letters",
     "RFC 1034 5.3.3; RFC 1035 3.2.1; RFC 4343 3",
     Remembers},
    {"The search begins at the closest zone whose servers are known",
     "RFC 1034 5.3.3",
     UsesKnownCuts},
    {"NXDOMAIN of a name and NODATA of a type are remembered for the lesser of SOA TTL and MINIMUM",
     "RFC 2308 3; RFC 2308 5",
     RemembersNegatives},
    {"A TTL of 0, and one with the highest bit set, is for one answer only",
     "RFC 1035 3.2.1; RFC 2181 8",
     KeepsNoZeroTtl},
    {"The same question while the first is on its way is not sent again", "RFC 5452 5", Coalesces},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver", ROWS);
