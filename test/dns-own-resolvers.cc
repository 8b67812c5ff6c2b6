// SPDX-License-Identifier: GPL-2.0-only
// Whom a host asks for ipv4only.arpa: the resolvers of its link's network (RFC 8880 7.1).
#include "test/support/names-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::NamesDesign;
using test::NamesLab;
using test::Row;
using test::Verdict;

namespace
{

const std::string PUBLIC = "2001:db8:46::80"; // n6: a resolver that makes nothing

/** The addresses asked for ipv4only.arpa, in the order of the first question to each. */
constexpr const char* ASKED =
    "SELECT group_concat(server_address, ' ') FROM (SELECT server_address FROM v_dns WHERE "
    "client = 'client' AND qname = 'ipv4only.arpa.' GROUP BY server_address ORDER BY min(time_ns))";

constexpr const char* FIRST_ASKED =
    "SELECT min(time_ns) / 1000000 FROM v_dns WHERE client = 'client' AND "
    "qname = 'ipv4only.arpa.'";

/** Its own network's resolver is a DNS64, and its user configured another. */
NamesDesign
Configured(const Outside& client)
{
    NamesDesign design;
    design.client = client;
    design.client.Resolvers(PUBLIC);
    design.r6.Advertise("inside").Announce("2001:db8:6::/64");
    design.resolver.Dns64();
    design.servers = {ResolverOn("n6")};
    design.flows = {Ping("client", "192.0.2.1").Start("2s")};
    return design;
}

void
ForLiterals(Verdict& v)
{
    NamesDesign design = Configured(Host("client").Autoconfigured("inside").SynthesiseLiterals());
    design.r6.Rdnss(NamesDesign::DNS);
    design.flows.push_back(Ping("client", "six.example.com").Server("n6").Start("2s"));
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), NamesDesign::DNS, "asked for ipv4only.arpa");
    v.Equal(lab.Cell("SELECT DISTINCT server_address FROM v_dns WHERE client = 'client' AND "
                     "qname = 'six.example.com.'"),
            PUBLIC,
            "asked for all other names");
    v.Equal(lab.Cell("SELECT outcome || ' ' || dst_address FROM v_flow WHERE flow_id = 1"),
            "delivered 64:ff9b::c000:201",
            "flow");
}

NamesDesign
WithClat(NamesDesign design)
{
    auto clat = ClatOn("client").Shared("2001:db8:6::c1a7");
    clat.Config().discoverPrefix = true;
    design.translators = {clat};
    return design;
}

void
ForClat(Verdict& v)
{
    NamesDesign design = WithClat(Configured(Host("client").Autoconfigured("inside")));
    design.r6.Rdnss(NamesDesign::DNS);
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), NamesDesign::DNS, "asked for ipv4only.arpa");
    v.Equal(lab.Cell("SELECT outcome || ' ' || translations FROM v_flow"), "delivered 2", "flow");
}

/** A client of DHCPv6 waits up to a second before it asks (RFC 8415 18.2.6). */
void
ToldByDhcpv6(Verdict& v)
{
    NamesDesign design = Configured(Host("client").Autoconfigured("inside").SynthesiseLiterals());
    design.r6.OtherByDhcpv6().ServeDhcpv6("inside", NamesDesign::DNS);
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), NamesDesign::DNS, "asked");
    v.Equal(lab.Cell("SELECT outcome FROM v_flow"), "delivered", "flow");
}

/** DHCP tells an IPv4 address; that nobody answers there does not lead to the configured one. */
void
ToldByDhcp(Verdict& v)
{
    NamesDesign design =
        Configured(Host("client").Autoconfigured("inside", "10.6.0.9/24").SynthesiseLiterals());
    design.r6 = Router("r6")
                    .On("inside", "2001:db8:6::1/64", "10.6.0.1/24")
                    .On("front", "2001:db8:60::1/64")
                    .On("net", "2001:db8:46::1/64")
                    .Route("64:ff9b::/96", "2001:db8:60::2")
                    .ServeDhcp("inside", "10.6.0.1");
    design.r6.Advertise("inside").Announce("2001:db8:6::/64");
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), "10.6.0.1", "asked");
    v.Equal(lab.Cell(std::string("SELECT (") + FIRST_ASKED + ") < 1500"), "1", "when it was told");
}

void
ToldNothing(Verdict& v)
{
    NamesDesign design = Configured(Host("client").Autoconfigured("inside").SynthesiseLiterals());
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), PUBLIC, "asked");
    v.Equal(lab.Cell(FIRST_ASKED), "0", "ms after the start: the router's answer says so");
}

/** RFC 4861 6.3.7: three solicitations, 4 s apart; then, at the next try, there is no router. */
void
NoRouter(Verdict& v)
{
    NamesDesign design = Configured(Host("client").Autoconfigured("inside", "2001:db8:6::6/64"));
    design.client.SynthesiseLiterals();
    design.r6 = NamesDesign().r6;
    design.flows = {Ping("client", "six.example.com").Server("n6").Start("20s")};
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(ASKED), PUBLIC, "asked");
    v.Equal(lab.Cell(std::string("SELECT (") + FIRST_ASKED + ") BETWEEN 12000 AND 16000"),
            "1",
            "when no router had answered");
}

/** The CLAT hears of the resolver before the host's other parts may. */
void
AtOnce(Verdict& v)
{
    NamesDesign design = WithClat(Configured(Host("client").Autoconfigured("inside")));
    design.client = Host("client").Autoconfigured("inside");
    design.r6.Rdnss(NamesDesign::DNS);
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell(FIRST_ASKED), "0", "ms after the start");
    v.Equal(lab.Cell("SELECT outcome FROM v_flow"), "delivered", "a flow after 2 s");
}

const std::vector<Row> ROWS{
    {"ipv4only.arpa goes to the resolver that the router advertises, not to a configured one",
     "RFC 8880 7.1; 8880-03",
     ForLiterals},
    {"a CLAT learns so too", "RFC 8880 7.1; 8880-03", ForClat},
    {"and waits for one that DHCPv6 is to tell",
     "RFC 8880 7.1, RFC 8415 18.2.6; 8880-03",
     ToldByDhcpv6},
    {"and for one that DHCP is to tell", "RFC 8880 7.1, RFC 2131 4.4.3; 8880-03", ToldByDhcp},
    {"where the network tells none, a configured one is its", "RFC 8880 7.1; 8880-03", ToldNothing},
    {"and where no router answers", "RFC 8880 7.1, RFC 4861 6.3.7; 8880-03", NoRouter},
    {"a CLAT asks as soon as its resolver is advertised",
     "RFC 7050 3, RFC 8106 5.3; 7050-02",
     AtOnce},
};

V6LAB_SUITE("v6lab-dns-own-resolvers", ROWS);

} // namespace
