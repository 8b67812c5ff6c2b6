// SPDX-License-Identifier: GPL-2.0-only
// Whose word counts: referrals, glue and bailiwick.
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
LooksUpServers(Verdict& v)
{
    SmallInternet internet;
    internet.com.Refer("far.com.", {"far.com. 86400 NS ns.example.com."}, {});
    internet.example.Say("ns.example.com. A", {{"ns.example.com. 60 A 198.51.100.9"}});
    Bed bed(internet);
    bed.net.Serve("198.51.100.9",
                  Server("far.com.").Say("www.far.com. A", {{"www.far.com. 60 A 192.0.2.5"}}));
    v.Equal(Text(bed.Ask("www.far.com. A").answer), "www.far.com. 60 A 192.0.2.5", "answer");
    v.Equal(bed.Sent(),
            "198.51.100.1 udp www.far.com. A\n198.51.100.2 udp www.far.com. A\n"
            "198.51.100.2 udp ns.example.com. A\n198.51.100.3 udp ns.example.com. A\n"
            "198.51.100.9 udp www.far.com. A\n",
            "way");
}

void
GivesUpOnCircles(Verdict& v)
{
    SmallInternet internet;
    internet.com.Refer("one.com.", {"one.com. 86400 NS ns.two.com."}, {})
        .Refer("two.com.", {"two.com. 86400 NS ns.one.com."}, {})
        .Refer("bare.com.", {"bare.com. 86400 NS ns.bare.com."}, {});
    Bed bed(internet);
    v.Equal(Rcode(bed.Ask("www.one.com. A")), "SERVFAIL", "each needs the other");
    v.Equal(Rcode(bed.Ask("www.bare.com. A")), "SERVFAIL", "glue is missing");
    v.True(bed.net.log.size() < 20, "messages: " + std::to_string(bed.net.log.size()));
}

void
GetsExpiredGlueAgain(Verdict& v)
{
    SmallInternet internet;
    internet.com.Refer("short.com.",
                       {"short.com. 86400 NS ns.short.com."},
                       {"ns.short.com. 5 A 198.51.100.8"});
    Bed bed(internet);
    bed.net.Serve("198.51.100.8",
                  Server("short.com.").Say("www.short.com. A", {{"www.short.com. 1 A 192.0.2.5"}}));
    bed.Ask("www.short.com. A");
    bed.Sent();
    bed.net.now += 60 * SECOND;
    v.Equal(Rcode(bed.Ask("www.short.com. A")), "NOERROR", "answer");
    v.Equal(bed.Sent(),
            "198.51.100.2 udp www.short.com. A\n198.51.100.8 udp www.short.com. A\n",
            "the parent is asked for glue");
}

void
StaysInBailiwick(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("www.example.com. A",
                         {{"www.example.com. 60 A 192.0.2.1", "www.bank.com. 60 A 203.0.113.66"},
                          {"com. 60 NS ns.evil.example.com."},
                          {"ns.nic.com. 60 A 203.0.113.66", "www.bank.com. 60 A 203.0.113.66"}});
    internet.example.Say(
        "away.example.com. A",
        {{"away.example.com. 60 CNAME www.bank.com.", "www.bank.com. 60 A 203.0.113.66"}});
    internet.com.Say("www.bank.com. A", {{"www.bank.com. 60 A 192.0.2.80"}});
    Bed bed(internet);
    v.Equal(Text(bed.Ask("www.example.com. A").answer), "www.example.com. 60 A 192.0.2.1", "own");
    v.Equal(Text(bed.Ask("www.bank.com. A").answer),
            "www.bank.com. 60 A 192.0.2.80",
            "not poisoned");
    Bed fresh(internet);
    v.Equal(Text(fresh.Ask("away.example.com. A").answer),
            "away.example.com. 60 CNAME www.bank.com.; www.bank.com. 60 A 192.0.2.80",
            "the end of an alias is another zone's");
}

void
IgnoresGlueOfOthers(Verdict& v)
{
    SmallInternet internet;
    internet.com.Refer("sub.com.",
                       {"sub.com. 60 NS ns.host.net."},
                       {"ns.host.net. 60 A 203.0.113.66"});
    internet.root.Say("ns.host.net. A", {{"ns.host.net. 60 A 198.51.100.9"}});
    Bed bed(internet);
    bed.net.Serve("198.51.100.9",
                  Server("sub.com.").Say("www.sub.com. A", {{"www.sub.com. 60 A 192.0.2.5"}}));
    v.Equal(Text(bed.Ask("www.sub.com. A").answer), "www.sub.com. 60 A 192.0.2.5", "answer");
    v.True(bed.Sent().find("203.0.113.66") == std::string::npos, "com. says where net. is");
}

void
GlueIsNoAnswer(Verdict& v)
{
    SmallInternet internet;
    internet.example.Say("ns.example.com. A", {{"ns.example.com. 60 A 192.0.2.53"}});
    Bed bed(internet);
    bed.Ask("www.example.com. A");
    v.Equal(Text(bed.Ask("ns.example.com. A").answer),
            "ns.example.com. 60 A 192.0.2.53",
            "the zone's own, not the parent's glue");
}

const std::vector<Row> ROWS{
    {"A server without glue is looked up", "RFC 1034 5.3.3", LooksUpServers},
    {"Delegations that need each other, or glue that is not there, end in SERVFAIL",
     "RFC 1034 5.3.3; RFC 1912 2.3",
     GivesUpOnCircles},
    {"Glue that expired before its NS set is got from the parent again",
     "RFC 1034 5.3.3",
     GetsExpiredGlueAgain},
    {"Only what is within the server's zone is believed", "RFC 2181 5.4.1", StaysInBailiwick},
    {"Glue for a name that is not within the parent is looked up instead",
     "RFC 2181 5.4.1; RFC 1034 4.2.1",
     IgnoresGlueOfOthers},
    {"Glue is never an answer", "RFC 2181 5.4.1", GlueIsNoAnswer},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver-servers", ROWS);
