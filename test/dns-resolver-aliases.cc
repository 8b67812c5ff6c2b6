// SPDX-License-Identifier: GPL-2.0-only
// CNAME and DNAME, followed to their end.
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = ResolverBed;
using test::Row;
using test::Verdict;

namespace
{

void
FollowsAliases(Verdict& v)
{
    SmallInternet internet;
    internet.example
        .Say("a.example.com. A",
             {{"a.example.com. 300 CNAME b.example.com.",
               "b.example.com. 200 CNAME www.other.com."}})
        .Say("c.example.com. CNAME", {{"c.example.com. 300 CNAME www.example.com."}});
    internet.com.Say("www.other.com. A", {{"www.other.com. 100 A 192.0.2.9"}});
    Bed bed(internet);
    const auto answer = bed.Ask("a.example.com. A");
    v.Equal(Text(answer.answer),
            "a.example.com. 300 CNAME b.example.com.; b.example.com. 200 CNAME www.other.com.; "
            "www.other.com. 100 A 192.0.2.9",
            "chain");
    bed.Sent();
    v.Equal(bed.Ask("b.example.com. A").answer.size(), 2u, "its middle");
    v.Equal(bed.Sent(), "", "sent");
    v.Equal(Text(bed.Ask("c.example.com. CNAME").answer),
            "c.example.com. 300 CNAME www.example.com.",
            "the alias itself");
    v.Equal(bed.Ask("c.example.com. A").answer.size(), 2u, "an alias learned by its own type");
}

void
NegativeBehindAlias(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("a.example.com. A",
                         {{"a.example.com. 300 CNAME no.example.com."},
                          {"example.com. 3600 SOA ns. hostmaster. 1 2 3 4 60"},
                          {},
                          dns::NXDOMAIN});
    Bed bed(internet);
    const auto answer = bed.Ask("a.example.com. A");
    v.Equal(Rcode(answer), "NXDOMAIN", "code of the last name");
    v.Equal(Text(answer.answer), "a.example.com. 300 CNAME no.example.com.", "answer");
    v.Equal(answer.authority.size(), 1u, "SOA");
    v.Equal(bed.net.log.size(), 3u, "messages");
}

void
FollowsDname(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("x.old.example.com. A",
                         {{"old.example.com. 500 DNAME new.example.com.",
                           "x.old.example.com. 0 CNAME evil.example.com."}});
    for (const std::string name : {"x", "y"})
    {
        internet.example.Say(name + ".new.example.com. A",
                             {{name + ".new.example.com. 60 A 192.0.2.4"}});
    }
    Bed bed(internet);
    v.Equal(Text(bed.Ask("x.old.example.com. A").answer),
            "old.example.com. 500 DNAME new.example.com.; "
            "x.old.example.com. 500 CNAME x.new.example.com.; x.new.example.com. 60 A 192.0.2.4",
            "its own CNAME, not the server's");
    bed.Sent();
    v.Equal(bed.Ask("y.old.example.com. A").answer.size(), 3u, "another name below it");
    v.Equal(bed.Sent(), "198.51.100.3 udp y.new.example.com. A\n", "from the cached DNAME");
}

void
EndsLoops(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("a.example.com. A", {{"a.example.com. 300 CNAME b.example.com."}})
        .Say("b.example.com. A", {{"b.example.com. 300 CNAME a.example.com."}})
        .Say("self.example.com. A", {{"self.example.com. 300 CNAME self.example.com."}});
    for (int i = 0; i < 20; ++i)
    {
        const std::string from = "n" + std::to_string(i) + ".example.com.";
        const std::string to = "n" + std::to_string(i + 1) + ".example.com.";
        internet.example.Say(from + " A", {{from + " 300 CNAME " + to}});
    }
    Bed bed(internet);
    v.Equal(Rcode(bed.Ask("a.example.com. A")), "SERVFAIL", "loop of two");
    v.Equal(Rcode(bed.Ask("self.example.com. A")), "SERVFAIL", "loop of one");
    v.Equal(Rcode(bed.Ask("n0.example.com. A")), "SERVFAIL", "chain of 20");
    v.True(bed.net.now < SECOND, "no wait for any of this");
}

const std::vector<Row> ROWS{
    {"Aliases are followed across zones, and each step is in the answer",
     "RFC 1034 3.6.2; RFC 1034 5.3.3",
     FollowsAliases},
    {"NXDOMAIN behind an alias is about the last name of the chain",
     "RFC 6604 3; RFC 2308 2.1",
     NegativeBehindAlias},
    {"A DNAME redirects what is below it, also from the cache, and the CNAME is made here",
     "RFC 6672 2.3; RFC 6672 3.4",
     FollowsDname},
    {"Aliases in a circle, or in too long a chain, end in SERVFAIL at once",
     "RFC 1034 3.6.2; RFC 1034 5.3.3",
     EndsLoops},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver-aliases", ROWS);
