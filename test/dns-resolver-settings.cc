// SPDX-License-Identifier: GPL-2.0-only
// What a resolver is told to do, and what it refuses.
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
    {"Other classes and transfers are refused, and RD=0 gets what is in the cache",
     "RFC 1034 4.3.2; RFC 5936 2.2",
     RefusesWhatIsNotServed},
    {"Servers are asked over the families that the host has, the preferred one first",
     "RFC 3901 4",
     ChoosesFamilies},
    {"A forward gets the whole question, with RD; the longest zone decides which",
     "RFC 1034 5.3.1; RFC 5625 3",
     Forwards},
    {"Settings that cannot work are refused, with what is allowed", "", RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver-settings", ROWS);
