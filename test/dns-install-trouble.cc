// SPDX-License-Identifier: GPL-2.0-only
// Names that nobody finds: what of a topology's DNS does not answer, or says no.
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

NamesDesign
Calls(const Flow& flow)
{
    NamesDesign design;
    design.flows = {flow};
    return design;
}

/** Asks for a name of "sub.example.com.", whose servers have these addresses. */
NamesDesign
Delegated(const std::vector<std::string>& addresses)
{
    NamesDesign design = Calls(Tcp("client", "www.sub.example.com").Server("n6"));
    for (size_t i = 0; i < addresses.size(); ++i)
    {
        const std::string name = "ns" + std::to_string(i) + ".sub";
        design.example.Record("sub NS " + name).Record(name + " AAAA " + addresses[i]);
    }
    return design;
}

DnsZone
SubZone()
{
    return DnsZone("sub.example.com").Server("n6").Record("www AAAA 2001:db8:46::80");
}

void
OneServerDead(Verdict& v)
{
    NamesDesign design = Delegated({"2001:db8:46::dead", "2001:db8:46::beef", "2001:db8:46::80"});
    design.zones = {SubZone()};
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT outcome || ' ' || dst_address FROM v_flow"),
            "delivered 2001:db8:46::80",
            "flow");
}

/** Not that the name does not exist: nobody could say. */
Row
Unanswered(const std::string& sentence,
           const std::string& clause,
           const std::string& address,
           const std::string& how,
           const std::string& reason)
{
    return {sentence, clause, [=](Verdict& v) {
                NamesDesign design = Delegated({address});
                design.zones = {DnsZone("other.example").Server("n6")};
                NamesLab lab(design);
                lab.RunFlows();
                v.Equal(lab.Cell("SELECT reason FROM v_flow"), reason, "reason");
                v.Equal(
                    lab.Cell("SELECT count(*) > 0 FROM v_dns WHERE client = 'dns' AND rcode = '" +
                             how + "' AND server_address = '" + address + "'"),
                    "1",
                    "of the server: " + how);
            }};
}

void
ResolverDead(Verdict& v)
{
    NamesDesign design = Calls(Tcp("client", "six.example.com").Server("n6"));
    design.client.Resolvers("2001:db8:6::dead");
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT reason FROM v_flow"), "name-lookup-timeout", "reason");
    v.Equal(lab.Cell("SELECT group_concat(DISTINCT server || ' ' || answers) FROM v_dns"),
            "2001:db8:6::dead ",
            "its address, as no node was reached");
}

/** Its routers tell a host of no resolver, and nobody else does. */
void
NoResolver(Verdict& v)
{
    NamesDesign design = Calls(Tcp("client", "six.example.com").Server("n6").Start("5s"));
    design.client = Host("client").Autoconfigured("inside");
    design.r6.Advertise("inside").Announce("2001:db8:6::/64");
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT reason FROM v_flow"), "no-resolver", "reason");
    v.Equal(lab.Cell("SELECT count(*) FROM v_dns"), "0", "questions");
}

Row
NoAddress(const std::string& sentence,
          const std::string& clause,
          const std::string& name,
          const std::string& reason,
          const std::string& rcode)
{
    return {sentence, clause, [=](Verdict& v) {
                NamesLab lab(Calls(Ping("client", name).Server("n6")));
                lab.RunFlows();
                v.Equal(lab.Cell("SELECT outcome || ' ' || reason FROM v_flow"),
                        "failed " + reason,
                        "flow");
                v.Equal(lab.Cell("SELECT DISTINCT rcode || ' ' || answers FROM v_dns "
                                 "WHERE client = 'client'"),
                        rcode + " ",
                        "answer");
            }};
}

const std::vector<Row> ROWS{
    {"with two of three servers dead the name is found", "RFC 1035 7.2", OneServerDead},
    Unanswered("with the only server dead the resolver gives up, and the host hears of it",
               "RFC 1035 7.2, RFC 2308 7.2",
               "2001:db8:46::dead",
               "timeout",
               "name-lookup-failed"),
    Unanswered("a delegation to a server that refuses is a failed lookup",
               "RFC 1912 2.8, RFC 2308 7.1",
               "2001:db8:46::80",
               "REFUSED",
               "name-lookup-failed"),
    Unanswered("so is one to a server that refers back to the zone above",
               "RFC 1912 2.8, RFC 2308 7.1",
               "2001:db8:46::53",
               "NOERROR",
               "name-lookup-failed"),
    {"a host that knows no resolver says so, and does not claim to have waited for one",
     "RFC 1034 5.3.1",
     NoResolver},
    {"with no resolver alive the lookup times out", "RFC 1035 4.2.1", ResolverDead},
    NoAddress("a name that does not exist",
              "RFC 8020 2",
              "nobody.example.com",
              "name-not-found",
              "NXDOMAIN"),
    NoAddress("a name with IPv4 only, without DNS64",
              "RFC 2308 2.2",
              "four.example.com",
              "no-address-of-family",
              "NOERROR"),
    NoAddress("a name without addresses",
              "RFC 2308 2.2",
              "text.example.com",
              "no-address-of-family",
              "NOERROR"),
};

V6LAB_SUITE("v6lab-dns-install-trouble", ROWS);

} // namespace
