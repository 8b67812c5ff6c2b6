// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = ResolverBed;
using test::Row;
using test::Verdict;
using test::data::Complaint;

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

void
RefusesWhatIsNotServed(Verdict& v)
{
    Bed bed;
    DnsQuery query;
    query.question = Question("version.bind. TXT");
    query.question.rclass = 3;
    v.Equal(Rcode(bed.net.Ask(bed.Get(), bed.Get(), query)), "REFUSED", "class CH");
    query.question = {Name("example.com."), 252, dns::IN};
    v.Equal(Rcode(bed.net.Ask(bed.Get(), bed.Get(), query)), "REFUSED", "AXFR");
    query.question = Question("www.example.com. A");
    query.recursionDesired = false;
    v.Equal(Rcode(bed.net.Ask(bed.Get(), bed.Get(), query)), "REFUSED", "RD=0, not cached");
    v.Equal(bed.Sent(), "", "sent");
    bed.Ask("www.example.com. A");
    v.Equal(Text(bed.net.Ask(bed.Get(), bed.Get(), query).answer),
            "www.example.com. 3600 A 192.0.2.1",
            "RD=0, cached");
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

void
ChoosesFamilies(Verdict& v)
{
    Bed six(SmallInternet(), true);
    six.settings.useV4 = false;
    six.Ask("www.example.com. A");
    v.Equal(six.Sent(),
            "2001:db8::1 udp www.example.com. A\n2001:db8::2 udp www.example.com. A\n"
            "2001:db8::3 udp www.example.com. A\n",
            "IPv6 only");
    for (const auto family : {Family::V4, Family::V6})
    {
        Bed both(SmallInternet(), true);
        both.settings.preferred = family;
        both.Ask("www.example.com. A");
        v.True(test::data::Addr(both.net.log[2].substr(0, both.net.log[2].find(' '))).GetFamily() ==
                   family,
               "prefers");
    }
}

void
Forwards(Verdict& v)
{
    Bed bed;
    bed.settings.roots.clear();
    bed.settings.forwards = {{DnsName(), {test::data::Addr("203.0.113.53")}},
                             {Name("corp.example."), {test::data::Addr("203.0.113.54")}}};
    Saying relayed{{"www.far.com. 60 CNAME x.net.", "x.net. 50 A 192.0.2.5"}};
    relayed.authoritative = false;
    bed.net.Serve("203.0.113.53", Server(".").Say("www.far.com. A", relayed));
    bed.net.Serve("203.0.113.54", Server("corp.example."));
    v.Equal(Text(bed.Ask("www.far.com. A").answer),
            "www.far.com. 60 CNAME x.net.; x.net. 50 A 192.0.2.5",
            "answer");
    v.Equal(Rcode(bed.Ask("host.corp.example. A")), "NXDOMAIN", "by the zone's forward");
    v.Equal(bed.Sent(),
            "203.0.113.53 udp www.far.com. A\n203.0.113.54 udp host.corp.example. A\n",
            "one message each");
    const auto& bytes = bed.net.sent[0].bytes;
    const auto header =
        DecodeDnsHeader(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    v.True(header->recursionDesired, "RD to a resolver");
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

std::string
Said(const std::function<void(ResolverSettings&)>& change)
{
    ResolverSettings settings = SmallInternet().Settings();
    change(settings);
    return Complaint([&] { CheckSettings(settings); });
}

void
RefusesSettings(Verdict& v)
{
    v.Equal(Said([](auto&) {}), "", "good settings");
    v.Equal(Said([](auto& s) { s.roots.clear(); }),
            "resolver roots: a resolver needs root hints or forwards",
            "no roots");
    v.Equal(Said([](auto& s) { s.udpSize = 100; }),
            "resolver udpSize: must be 0 or 512 to 65535, not 100",
            "small udpSize");
    v.Equal(Said([](auto& s) { s.useV4 = s.useV6 = false; }),
            "resolver families: at least one of useV4 and useV6 must be true",
            "no family");
    v.Equal(Said([](auto& s) {
                s.forwards = {{Name("a."), {test::data::Addr("2001:db8::1")}}};
                s.useV6 = false;
            }),
            "resolver forwards: \"a.\" has no server with an address of a family in use",
            "unreachable forward");
    v.Equal(Said([](auto& s) { s.trustAnchors = Lines({". 1 A 192.0.2.1"}); }),
            "resolver trust anchors: must be DS or DNSKEY records, not A",
            "anchor");
    v.Equal(Said([](auto& s) { s.tries = 0; }),
            "resolver tries: must be more than 0, not 0",
            "tries");
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
    {"Other classes and transfers are refused, and RD=0 gets what is in the cache",
     "RFC 1034 4.3.2; RFC 5936 2.2",
     RefusesWhatIsNotServed},
    {"The same question while the first is on its way is not sent again", "RFC 5452 5", Coalesces},
    {"Servers are asked over the families that the host has, the preferred one first",
     "RFC 3901 4",
     ChoosesFamilies},
    {"A forward gets the whole question, with RD; the longest zone decides which",
     "RFC 1034 5.3.1; RFC 5625 3",
     Forwards},
    {"Settings that cannot work are refused, with what is allowed", "", RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver", ROWS);
