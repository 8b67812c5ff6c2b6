// SPDX-License-Identifier: GPL-2.0-only
// Signed zones of a topology, who validates them, and what becomes of data that was tampered with.
#include "helper/dns/zone-plan.h"
#include "model/core/dns/authority.h"
#include "model/dns/name-server.h"
#include "test/support/names-lab.h"
#include "test/support/table.h"

#include <algorithm>

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

/** Zone "." and all below signed, and the resolver validates. */
void
Sign(NamesDesign& design)
{
    design.root.Signed();
    design.example.Signed();
    design.resolver.Validate();
}

void
Authentic(Verdict& v)
{
    NamesDesign design;
    Sign(design);
    NamesLab lab(design);
    v.True(lab.Ask("six.example.com", dns::AAAA).authenticData, "data");
    v.True(lab.Ask("nobody.example.com", dns::AAAA, 100).authenticData, "denial of a name");
    v.True(lab.Ask("text.example.com", dns::AAAA, 200).authenticData, "denial of a type");
    v.Equal(lab.Cell("SELECT min(ad) FROM v_dns WHERE client = 'client'"), "1", "as recorded");
    v.Equal(lab.Cell("SELECT max(ad) FROM v_dns WHERE client = 'dns'"), "0", "not who has zones");
    NamesLab plain{NamesDesign()};
    v.True(!plain.Ask("six.example.com", dns::AAAA).authenticData, "unsigned zones");
}

void
AuthenticSynthesis(Verdict& v)
{
    NamesDesign design = Calls(Tcp("client", "four.example.com").Server("n4"));
    Sign(design);
    design.resolver.Dns64();
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT outcome || ' ' || dst_address FROM v_flow"),
            "delivered 64:ff9b::c000:201",
            "flow");
    v.Equal(lab.Cell("SELECT answers FROM v_dns WHERE client = 'client' AND synthesised"),
            "AAAA 64:ff9b::c000:201",
            "made of validated data");
}

/** The zones of a design, with another address in each A and AAAA than was signed. */
class Forger : public DnsBackend
{
  public:
    Forger(const Topology& topology, const std::string& node, const Installation& in)
    {
        const auto plan =
            PlanZones(topology, [&in](const std::string& name) { return in.addresses.at(name); });
        for (const auto& [zone, servers] : plan.zones)
        {
            if (std::count(servers.begin(), servers.end(), node) != 0)
            {
                m_zones.AddZone(zone);
            }
        }
    }

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        m_zones.Ask(query, nowNs, [done](DnsAnswer answer, int64_t now) {
            for (auto& record : answer.answer)
            {
                if (record.type == dns::A || record.type == dns::AAAA)
                {
                    record.rdata.back() ^= 1;
                }
            }
            done(answer, now);
        });
    }

  private:
    Authority m_zones;
};

void
Forged(Verdict& v)
{
    for (const bool validates : {true, false})
    {
        NamesDesign design = Calls(Ping("client", "four.example.com").Server("n4"));
        Sign(design);
        design.resolver.Validate(validates).Dns64();
        NamesLab lab(design);
        const auto server =
            ns3::DynamicCast<NameServer>(lab.in.nodes.at("auth")->GetApplication(0));
        server->SetBackend(std::make_shared<Forger>(lab.GetTopology(), "auth", lab.in), false);
        lab.RunFlows();
        if (!validates)
        {
            v.Equal(lab.Cell("SELECT dst_address FROM v_flow"),
                    "64:ff9b::c000:200",
                    "who does not validate believes it");
            continue;
        }
        v.Equal(lab.Cell("SELECT reason FROM v_flow"), "name-lookup-failed", "reason");
        v.Equal(lab.Cell("SELECT DISTINCT rcode || ad || answers FROM v_dns "
                         "WHERE client = 'client'"),
                "SERVFAIL0",
                "answer");
    }
}

void
WrongDs(Verdict& v)
{
    NamesDesign design = Calls(Ping("client", "www.bad.example.com").Server("n6"));
    Sign(design);
    design.example.Record("bad DS 1 15 2 " + std::string(64, '1'));
    design.zones = {
        DnsZone("bad.example.com").Server("n6").Record("www AAAA 2001:db8:46::80").Signed()};
    design.example.Record("bad NS ns1.bad").Record("ns1.bad AAAA 2001:db8:46::80");
    {
        NamesLab lab(design);
        lab.RunFlows();
        // The planner adds the right DS beside the wrong one.
        v.Equal(lab.Cell("SELECT outcome FROM v_flow"), "delivered", "one of two fits");
    }
    design.zones = {DnsZone("bad.example.com").Server("n6").Record("www AAAA 2001:db8:46::80")};
    NamesLab lab(design);
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT reason FROM v_flow"),
            "name-lookup-failed",
            "an unsigned zone behind a DS");
}

const std::vector<Row> ROWS{
    {"of signed zones data and denials are authentic, of unsigned ones they are not",
     "RFC 4035 3.2.3",
     Authentic},
    {"validated data is synthesised", "RFC 6147 5.5.1; 6147-26", AuthenticSynthesis},
    {"tampered data is SERVFAIL where somebody validates",
     "RFC 4035 5.5, RFC 6147 5.5.2; 6147-29",
     Forged},
    {"a zone whose DS is another key's is bogus, unless one DS fits",
     "RFC 4035 5.2, RFC 6840 5.11",
     WrongDs},
};

V6LAB_SUITE("v6lab-dns-install-signed", ROWS);

} // namespace
