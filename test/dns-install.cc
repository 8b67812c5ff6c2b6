// SPDX-License-Identifier: GPL-2.0-only
// Zones, resolvers and DNS64 of a topology, over simulated UDP and TCP, and what is recorded.
#include "test/support/names-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::FirstMissing;
using test::NamesDesign;
using test::NamesLab;
using test::Row;
using test::Verdict;
using Kind = StubAnswer::Kind;

namespace
{

constexpr const char* OUTCOME = "SELECT outcome || ' ' || dst_address FROM v_flow";

NamesDesign
Calls(const Flow& flow)
{
    NamesDesign design;
    design.flows = {flow};
    return design;
}

void
WalksDown(Verdict& v)
{
    NamesLab lab(Calls(Tcp("client", "six.example.com").Server("n6")));
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 2001:db8:46::80", "flow");
    v.Equal(lab.Cell("SELECT exchange_id || ' ' || server || ' ' || rcode || ' ' || answers || ' ' "
                     "|| flow_id || ' ' || transport || ' ' || synthesised || ad || tc || ' ' || "
                     "client_address || ' ' || server_address FROM v_dns "
                     "WHERE client = 'client' AND qtype = 'AAAA'"),
            "1 dns NOERROR AAAA 2001:db8:46::80 1 udp 000 2001:db8:6::6 2001:db8:6::53",
            "the client's question");
    v.Equal(lab.Cell("SELECT group_concat(server || ' ' || rcode || ' ' || qtype || ' ' || "
                     "(parent_id IS 1) || ' ' || ifnull(flow_id, '-'), '; ') FROM v_dns "
                     "WHERE client = 'dns' AND qname = 'six.example.com.' AND qtype = 'AAAA'"),
            "root NOERROR AAAA 1 -; auth NOERROR AAAA 1 -",
            "because of it, from the root down");
    v.Equal(lab.Cell("SELECT count(*) FROM v_dns WHERE client = 'dns' AND ms < 10"),
            "0",
            "all answers cross the link of 5 ms twice");
}

void
Synthesises(Verdict& v)
{
    NamesDesign design = Calls(Tcp("client", "www.example.com").Server("n4"));
    design.resolver.Dns64();
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 64:ff9b::c000:201", "flow");
    v.Equal(lab.Cell("SELECT translations FROM v_flow"), "1", "translations");
    v.Equal(lab.Cell("SELECT answers FROM v_dns WHERE client = 'client' AND synthesised"),
            "CNAME four.example.com.; AAAA 64:ff9b::c000:201",
            "answer");
    v.Equal(lab.Cell("SELECT count(*) FROM v_dns WHERE client = 'dns' AND synthesised"),
            "0",
            "whoever serves the zone makes nothing");
    const std::string text = lab.Explained();
    v.Equal(FirstMissing(text,
                         {"\nNames\n",
                          "client asks dns",
                          "AAAA www.example.com. → CNAME four.example.com.; AAAA "
                          "64:ff9b::c000:201, synthesised",
                          "dns asks root",
                          "dns asks auth",
                          "A four.example.com. → A 192.0.2.1",
                          "[2001:db8:6::6]:",
                          "→ [64:ff9b::c000:201]:",
                          "becomes IPv4 tcp SYN 203.0.113.1:",
                          "→ 192.0.2.1:"}),
            "",
            text);
}

void
RealStays(Verdict& v)
{
    NamesDesign design = Calls(Ping("client", "six.example.com").Server("n6"));
    design.resolver.Dns64();
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 2001:db8:46::80", "flow");
    v.Equal(lab.Cell("SELECT sum(synthesised) FROM v_dns"), "0", "nothing is made");
}

/** 60 addresses are 1680 bytes and more, which no UDP answer of 1232 bytes holds. */
void
TurnsToTcp(Verdict& v)
{
    NamesDesign design;
    for (int i = 1; i <= 60; ++i)
    {
        design.example.Record("many AAAA 2001:db8:46::1:" + std::to_string(i));
    }
    NamesLab lab(design);
    const auto answer = lab.Ask("many.example.com", dns::AAAA);
    v.True(answer.kind == Kind::Data, ToWord(answer.kind));
    v.Equal(answer.addresses.size(), 60u, "addresses");
    for (const char* way :
         {"client = 'client' AND server = 'dns'", "client = 'dns' AND server = 'auth'"})
    {
        v.Equal(lab.Cell(std::string("SELECT group_concat(transport || tc || (answers = '')) FROM "
                                     "v_dns WHERE qtype = 'AAAA' AND qname LIKE 'many%' AND ") +
                         way),
                "udp11,tcp00",
                way);
    }
}

void
AdvertisedResolver(Verdict& v)
{
    NamesDesign design;
    design.client = Host("client").Autoconfigured("inside");
    design.r6.Advertise("inside").Announce("2001:db8:6::/64").Rdnss(NamesDesign::DNS);
    design.flows = {Tcp("client", "six.example.com").Server("n6").Start("5s")};
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 2001:db8:46::80", "flow");
    v.Equal(lab.Cell("SELECT DISTINCT server_address FROM v_dns WHERE client = 'client'"),
            NamesDesign::DNS,
            "whom it asked");
}

void
OverIpv6Only(Verdict& v)
{
    NamesLab lab(Calls(Ping("client", "six.example.com").Server("n6")));
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 2001:db8:46::80", "flow");
    v.Equal(lab.Cell("SELECT count(*) FROM v_dns WHERE server_address NOT LIKE '%:%'"),
            "0",
            "questions to IPv4 addresses, which the servers have as well");
}

void
TakesTime(Verdict& v)
{
    const auto duration = [](const std::string& ofResolver, const std::string& ofAuthority) {
        NamesDesign design;
        design.resolver.Config().serviceTime = ofResolver;
        auto authority = AuthoritativeOn("auth");
        authority.Config().serviceTime = ofAuthority;
        design.servers = {authority};
        NamesLab lab(design);
        lab.Ask("six.example.com", dns::AAAA);
        return std::stod(lab.Cell("SELECT ms FROM v_dns WHERE client = 'client'"));
    };
    const double none = duration("0s", "0s");
    const double resolver = duration("50ms", "0s");
    const double both = duration("50ms", "30ms");
    v.True(std::abs(resolver - none - 50) < 0.1,
           "of the resolver: " + std::to_string(resolver - none));
    v.True(std::abs(both - none - 80) < 0.1, "of both: " + std::to_string(both - none));
}

void
Remembers(Verdict& v)
{
    NamesDesign design;
    design.resolver.Dns64();
    NamesLab lab(design);
    lab.Ask("four.example.com", dns::AAAA);
    const std::string asked = lab.Cell("SELECT count(*) FROM v_dns WHERE client = 'dns'");
    const auto again = lab.Ask("four.example.com", dns::AAAA, 100);
    v.Equal(again.addresses.at(0).ToString(), "64:ff9b::c000:201", "address");
    v.Equal(lab.Cell("SELECT count(*) FROM v_dns WHERE client = 'dns'"), asked, "questions");
    // Of the SOA's minimum and the A's TTL the shorter one, 300 s, less the 97 s in the cache.
    v.Equal(again.ttl, 203u, "TTL");
}

void
PointsBack(Verdict& v)
{
    NamesDesign design;
    design.resolver.Dns64();
    design.zones = {
        DnsZone("2.0.192.in-addr.arpa").Server("auth").Record("1 PTR four.example.com.")};
    NamesLab lab(design);
    const auto answer =
        lab.Ask("1.0.2.0.0.0.0.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.b.9.f.f.4.6.0.0.ip6.arpa",
                dns::PTR);
    v.True(answer.kind == Kind::Data && answer.names.size() == 1, ToWord(answer.kind));
    v.Equal(answer.names.at(0).ToString(), "four.example.com.", "name");
    v.Equal(answer.records.at(0).DataText(), "1.2.0.192.in-addr.arpa.", "by an alias");
}

void
ClatByDns(Verdict& v)
{
    NamesDesign design;
    design.client = Host("client").Autoconfigured("inside");
    design.r6.Advertise("inside").Announce("2001:db8:6::/64").Rdnss(NamesDesign::DNS);
    design.resolver.Dns64();
    auto clat = ClatOn("client").Shared("2001:db8:6::c1a7");
    clat.Config().discoverPrefix = true;
    design.translators = {clat};
    design.flows = {Ping("client", "192.0.2.1").Start("8s")};
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(OUTCOME), "delivered 192.0.2.1", "flow");
    v.Equal(lab.Cell("SELECT translations FROM v_flow"), "2", "translations");
    v.Equal(lab.Cell("SELECT qtype || ' ' || answers || ' ' || synthesised FROM v_dns "
                     "WHERE client = 'client' AND qname = 'ipv4only.arpa.'"),
            "AAAA AAAA 64:ff9b::c000:aa; AAAA 64:ff9b::c000:ab 1",
            "what it learned from");
}

void
PrefixesDiffer(Verdict& v)
{
    NamesDesign design = Calls(Tcp("client", "four.example.com").Server("n4"));
    design.resolver.Dns64("2001:db8:64::/96");
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT outcome || ' ' || dst_address FROM v_flow"),
            "failed 2001:db8:64::c000:201",
            "flow");
    v.Equal(lab.Cell("SELECT group_concat(DISTINCT node) FROM v_drop"), "r6", "where it ends");
    v.Equal(lab.Cell("SELECT count(*) FROM v_hop WHERE node IN ('nat64', 'n4') AND flow_id = 1"),
            "0",
            "packets that the NAT64 saw");
}

/** The client learns its address from r6, and the NAT64's prefix as the advertisement says. */
NamesDesign
Literal(bool synthesises, bool pref64)
{
    NamesDesign design = Calls(Tcp("client", "192.0.2.1").Start("3s"));
    design.client = Host("client").Autoconfigured("inside");
    if (synthesises)
    {
        design.client.SynthesiseLiterals();
    }
    design.r6.Advertise("inside").Announce("2001:db8:6::/64");
    if (pref64)
    {
        design.r6.Pref64("64:ff9b::/96");
    }
    else
    {
        design.r6.Rdnss(NamesDesign::DNS);
        design.resolver.Dns64();
    }
    return design;
}

void
SynthesisesLiterals(Verdict& v)
{
    for (const bool pref64 : {true, false})
    {
        NamesLab lab(Literal(true, pref64));
        lab.RunFlows();
        v.Equal(lab.Cell(OUTCOME), "delivered 64:ff9b::c000:201", pref64 ? "told by RA" : "by DNS");
        v.Equal(lab.Cell("SELECT translations FROM v_flow"), "1", "translations");
    }
    NamesLab off(Literal(false, true));
    off.RunFlows();
    v.Equal(off.Cell("SELECT outcome || ' ' || reason FROM v_flow"),
            "failed no-source-address",
            "a host that is not to");
    NamesDesign design = Literal(true, true);
    design.client = Host("client").Autoconfigured("inside", "10.6.0.9/24").SynthesiseLiterals();
    design.r6 = Router("r6")
                    .On("inside", "2001:db8:6::1/64", "10.6.0.1/24")
                    .On("front", "2001:db8:60::1/64")
                    .On("net", "2001:db8:46::1/64")
                    .Route("64:ff9b::/96", "2001:db8:60::2");
    design.r6.Advertise("inside").Announce("2001:db8:6::/64").Pref64("64:ff9b::/96");
    NamesLab both(design);
    both.RunFlows();
    v.Equal(both.Cell("SELECT dst_address FROM v_flow"),
            "192.0.2.1",
            "a host with IPv4 of its own");
}

void
SynthesisesForAll(Verdict& v)
{
    for (const auto& flow : {Ping("client", "192.0.2.1"),
                             UdpEcho("client", "192.0.2.1"),
                             Traceroute("client", "192.0.2.1")})
    {
        NamesDesign design = Literal(true, true);
        design.flows = {Flow(flow).Start("3s")};
        NamesLab lab(design);
        lab.RunFlows();
        v.Equal(lab.Cell(OUTCOME), "delivered 64:ff9b::c000:201", "flow");
    }
    NamesDesign ipv4 = Literal(true, true);
    ipv4.flows = {Ping("client", "192.0.2.1").Over("v4").Start("3s")};
    NamesLab lab(ipv4);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT reason FROM v_flow"), "no-source-address", "who insists on IPv4");
}

void
ChecksConnectivity(Verdict& v)
{
    const auto run = [](const std::string& server) {
        NamesDesign design = Literal(true, false);
        design.flows = {Tcp("client", "192.0.2.1").Start("12s")};
        design.client.CheckNat64With(server);
        auto lab = std::make_unique<NamesLab>(design);
        lab->RunFlows();
        return lab;
    };
    const std::string check = "WHERE name LIKE 'connectivity check of %'";
    const auto good = run("192.0.2.1");
    v.Equal(
        good->Cell("SELECT name || ' ' || outcome || ' ' || dst_address || ' ' || tx_packets || "
                   "' ' || src_node FROM flow " +
                   check),
        "connectivity check of 64:ff9b::/96 delivered 64:ff9b::c000:201 1 client",
        "a server that answers");
    v.Equal(
        good->Cell("SELECT count(*) FROM v_hop WHERE node = 'nat64' AND action = 'translate' AND "
                   "flow_id = (SELECT flow_id FROM flow " +
                   check + ")"),
        "2",
        "its request and its answer pass the NAT64");
    const auto bad = run("192.0.2.99");
    v.Equal(bad->Cell("SELECT outcome || ' ' || tx_packets FROM flow " + check),
            "failed 3",
            "one that does not");
    v.Equal(bad->Cell("SELECT outcome FROM v_flow WHERE protocol = 'tcp'"),
            "delivered",
            "the only prefix is used in spite of it");
}

/** What a DNS64 makes of names with a private address and with one for documentation. */
std::string
Made(const std::string& wellKnownDeny)
{
    NamesDesign design = Calls(Tcp("client", "private.example.com", "private"));
    design.flows.push_back(Tcp("client", "four.example.com", "documentation").Start("5s"));
    design.example.Record("private A 10.1.1.4");
    design.resolver.Dns64();
    design.wellKnownDeny = wellKnownDeny;
    NamesLab lab(design);
    lab.RunFlows();
    return lab.Cell("SELECT group_concat(answers, '; ') FROM (SELECT answers FROM v_dns "
                    "WHERE client = 'client' AND synthesised ORDER BY time_ns)");
}

void
FollowsNat64(Verdict& v)
{
    v.Equal(Made("default"), "AAAA 64:ff9b::c000:201", "not private ones");
    v.Equal(Made("off"), "AAAA 64:ff9b::a01:104; AAAA 64:ff9b::c000:201", "all");
    v.Equal(Made("strict"), "", "neither");
}

const std::vector<Row> ROWS{
    {"a DNS64 makes those addresses behind 64:ff9b::/96 that the NAT64 takes",
     "RFC 6052 3.1",
     FollowsNat64},
    {"a name is found from the root down and called, and each question stands in v_dns",
     "RFC 1034 5.3.3",
     WalksDown},
    {"an IPv4-only host is called by name from an IPv6-only one, and explain tells AAAA, A, "
     "synthesis and both headers",
     "RFC 6147 5.1.7, 7.1; 6147-33",
     Synthesises},
    {"a name with IPv6 is called natively behind a DNS64", "RFC 6147 5.1.1", RealStays},
    {"an answer that is too large for UDP is cut and comes by TCP, on both ways",
     "RFC 7766 5, RFC 2181 9",
     TurnsToTcp},
    {"a host asks the resolver that its router advertises", "RFC 8106 5.1", AdvertisedResolver},
    {"a resolver with IPv6 only asks servers over IPv6 only", "RFC 3901 3", OverIpv6Only},
    {"the time that servers need adds up", "our design: service time", TakesTime},
    {"a synthesised answer is asked for once in its TTL", "RFC 6147 5.1.6; 6147-37", Remembers},
    {"the PTR of a synthesised address leads to the IPv4 host's name",
     "RFC 6147 5.3.1; 6147-20",
     PointsBack},
    {"a CLAT learns its prefix from the DNS where no router tells it",
     "RFC 7050 3; 7050-01",
     ClatByDns},
    {"where DNS64 and NAT64 have other prefixes, packets end on the way",
     "RFC 6147 8; 6147-38",
     PrefixesDiffer},
    {"A host that knows its NAT64's prefix makes an IPv6 address of an IPv4 literal, if it is to",
     "RFC 8305 7.1, RFC 7050 3, RFC 8781 5; 8305-16, 8305-17",
     SynthesisesLiterals},
    {"and not for TCP alone", "RFC 7050 3", SynthesisesForAll},
    {"What DNS tells of a NAT64 is checked by ping, and the check is on record as a flow",
     "RFC 7050 3.2; 7050-13",
     ChecksConnectivity},
};

V6LAB_SUITE("v6lab-dns-install", ROWS);

} // namespace
