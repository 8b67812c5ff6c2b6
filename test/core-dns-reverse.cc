// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/built-in-zones.h"
#include "model/core/dns/dns-reverse.h"
#include "model/core/dns/zone-check.h"
#include "test/support/dns-answers.h"
#include "test/support/json-data.h"

using namespace ns3::v6lab;
using test::Lines;
using test::Name;
using test::Row;
using test::Rr;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::Complaint;

namespace
{

// RFC 3596 2.5's example.
const std::string EXAMPLE_6 =
    "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa.";

ZoneApex
Apex()
{
    ZoneApex apex;
    apex.primary = Name("ns.test");
    apex.mailbox = Name("mail.test");
    return apex;
}

void
Names(Verdict& v)
{
    v.Equal(ReverseName(Addr("4321:0:1:2:3:4:567:89ab")).ToString(), EXAMPLE_6, "IPv6");
    v.Equal(ReverseName(Addr("10.2.0.52")).ToString(), "52.0.2.10.in-addr.arpa.", "IPv4");
    v.Equal(ReverseName(Block("10.2.0.0/16")).ToString(), "2.10.in-addr.arpa.", "IPv4 prefix");
    v.Equal(ReverseName(Block("2001:db8::/32")).ToString(), "8.b.d.0.1.0.0.2.ip6.arpa.", "IPv6");
    v.Equal(ReverseName(Block("::/0")).ToString(), "ip6.arpa.", "all of it");
    v.Equal(Complaint([] { ReverseName(Block("10.0.0.0/12")); }),
            "the prefix 10.0.0.0/12 has no reverse zone: its length must be a multiple of 8",
            "no dot there");
}

void
BackAgain(Verdict& v)
{
    for (const char* text : {"0.0.0.0", "255.1.20.30", "::", "2001:db8::f00:baa9"})
    {
        const auto address = Addr(text);
        v.True(ParseReverseName(ReverseName(address)) == address, text);
    }
    v.True(ParseReverseName(Name("52.0.2.10.IN-ADDR.arpa")) == Addr("10.2.0.52"), "case");
    for (const char* text : {"0.2.10.in-addr.arpa",
                             "x.52.0.2.10.in-addr.arpa",
                             "256.0.2.10.in-addr.arpa",
                             "052.0.2.10.in-addr.arpa",
                             "999999999999.0.2.10.in-addr.arpa",
                             "a.0.2.10.in-addr.arpa",
                             "52.0.2.10.in-addr.test",
                             "8.b.d.0.1.0.0.2.ip6.arpa",
                             "."})
    {
        v.True(!ParseReverseName(Name(text)), text);
    }
    v.True(!ParseReverseName(Name("g" + EXAMPLE_6.substr(1))), "no digit");
    v.True(!ParseReverseName(Name("bb" + EXAMPLE_6.substr(1))), "two digits");
}

void
WellKnown(Verdict& v)
{
    ZoneApex apex = Apex();
    apex.ttl = 60;
    Authority authority(Authority::Settings{true});
    for (auto& zone : Ipv4OnlyZones(apex))
    {
        v.True(CheckZone(zone).empty(), zone.GetOrigin().ToString() + " is right");
        authority.AddZone(std::move(zone));
    }
    const auto says = [&](const std::string& question) {
        return test::Shown(authority.Answer(test::Question(question)));
    };
    v.Equal(
        says("ipv4only.arpa A"),
        "NOERROR aa\n= ipv4only.arpa. 3600 A 192.0.0.170\n= ipv4only.arpa. 3600 A 192.0.0.171\n",
        "A");
    v.True(says("ipv4only.arpa AAAA").find("NOERROR aa\n~ ipv4only.arpa. 300 SOA ") == 0,
           "no AAAA");
    v.Equal(says("170.0.0.192.in-addr.arpa PTR"),
            "NOERROR aa\n= 170.0.0.192.in-addr.arpa. 3600 PTR ipv4only.arpa.\n",
            "PTR");
    v.Equal(says("171.0.0.192.in-addr.arpa PTR"),
            "NOERROR aa\n= 171.0.0.192.in-addr.arpa. 3600 PTR ipv4only.arpa.\n",
            "PTR");
}

void
Zones(Verdict& v)
{
    const auto zones = ReverseZones(Apex(),
                                    {Block("10.0.0.0/8"), Block("10.2.0.0/16"), Block("::/0")},
                                    {Rr("a.test. 60 A 10.2.0.52"),
                                     Rr("b.test. 60 A 10.3.0.1"),
                                     Rr("b.test. 60 AAAA 4321:0:1:2:3:4:567:89ab"),
                                     Rr("c.test. 60 A 10.3.0.1"),
                                     Rr("d.test. 60 A 192.0.2.1"),
                                     Rr("e.test. 60 TXT x")});
    std::string pointers;
    for (const auto& zone : zones)
    {
        v.True(CheckZone(zone).empty(), zone.GetOrigin().ToString() + " is right");
        for (const auto& [name, node] : zone.GetNodes())
        {
            if (const DnsSet* set = zone.Find(name, dns::PTR))
            {
                pointers += Lines(set->records);
            }
        }
    }
    v.Equal(pointers,
            "1.0.3.10.in-addr.arpa. 60 IN PTR b.test.\n1.0.3.10.in-addr.arpa. 60 IN PTR c.test.\n"
            "52.0.2.10.in-addr.arpa. 60 IN PTR a.test.\n" +
                EXAMPLE_6 + " 60 IN PTR b.test.\n",
            "pointers");
}

const std::vector<Row> ROWS{
    {"addresses and prefixes have reverse names", "RFC 1035 3.5, RFC 3596 2.5", Names},
    {"reverse names of whole addresses are read, others are not", "RFC 3596 2.5", BackAgain},
    {"ipv4only.arpa has the two well-known addresses for an hour at least, and they have its name",
     "RFC 7050 8.2, RFC 8880 7.2; 7050-16",
     WellKnown},
    {"every address has a PTR in the zone of its longest prefix", "RFC 1035 3.5", Zones},
};

V6LAB_SUITE("v6lab-core-dns-reverse", ROWS);

} // namespace
