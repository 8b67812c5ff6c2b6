// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FIREWALL_HUB_H
#define V6LAB_TEST_FIREWALL_HUB_H

#include "helper/install/install.h"
#include "helper/stack-helper.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/azure/azure-firewall.h"

#include "ns3/simulator.h"

#include <map>
#include <set>

/** An Azure Firewall in a hub between two spokes and the internet, run from end to end. */
namespace ns3::v6lab::test::firewallhub
{

using namespace build;

inline const std::string ADDRESS = "10.0.1.4"; // of the firewall
inline const std::string PUBLIC = "203.0.113.10";
inline const std::string SITE = "198.51.100.7";
inline const std::string SITE6 = "2001:db8:99::7";

/** Installs a topology and runs it to the end. */
class Run
{
  public:
    explicit Run(const Topology& topology)
    {
        for (const auto& fault : Validate(topology))
        {
            faults += ToString(fault) + "; ";
        }
        if (!faults.empty())
        {
            return;
        }
        auto in = Install(topology);
        names = in.names;
        for (const auto& [name, node] : in.nodes)
        {
            StackHelper::GetPlane(node)->TraceConnectWithoutContext(
                "Hop",
                ns3::MakeCallback(&Run::OnHop, this));
        }
        ns3::Simulator::Stop(ns3::Seconds(60));
        ns3::Simulator::Run();
        flows = in.ledger->GetFlows();
        const auto found = in.nodes.find("fw");
        if (found != in.nodes.end())
        {
            firewall = found->second->GetObject<AzureFirewallService>();
        }
        hits = firewall ? firewall->GetNetworkRuleHit() : 0;
        bytes = firewall ? firewall->GetDataProcessed() : 0;
        ns3::Simulator::Destroy();
    }

    /** "delivered", or the reason and where it was: "firewall-no-rule at fw". */
    std::string Fate(const std::string& name) const
    {
        if (!faults.empty())
        {
            return faults;
        }
        for (const auto& flow : flows)
        {
            if (flow.name == name)
            {
                const std::string word(Describe(flow.reason).word);
                const bool known = drops.count(word) != 0;
                return flow.outcome == FlowOutcome::Delivered
                           ? "delivered"
                           : word + (known ? " at " + drops.at(word) : "");
            }
        }
        return "no such flow";
    }

    const FlowRecord& Flow(const std::string& name) const
    {
        for (const auto& flow : flows)
        {
            if (flow.name == name)
            {
                return flow;
            }
        }
        throw std::invalid_argument(faults + "no flow " + name);
    }

    std::string faults;
    std::vector<FlowRecord> flows;
    std::map<uint32_t, std::string> names;
    std::map<std::string, std::string> drops; //!< the last node by reason
    std::set<std::string> rules;              //!< named by drops and translations
    ns3::Ptr<AzureFirewallService> firewall;
    uint64_t hits{0};
    uint64_t bytes{0};

  private:
    void OnHop(const PacketEvent& event)
    {
        if (event.action == Action::Drop)
        {
            drops[std::string(Describe(event.reason).word)] = names[event.node];
        }
        if (event.rule)
        {
            rules.insert(event.rule);
        }
    }
};

inline FirewallIn
Basic()
{
    return FirewallIn("fw", "hub/AzureFirewallSubnet", ADDRESS)
        .Public(PublicIp("fw-pip").At(PUBLIC))
        .Deny("TCP", {"*"}, {"*"}, {"23"})
        .Named("no-telnet")
        .Allow("TCP", {"10.0.0.0/8", "172.16.0.0/12"}, {"*"}, {"80", "443"})
        .Named("web")
        .Allow("ICMP", {"*"}, {"*"})
        .Named("ping")
        .Allow("UDP", {"10.0.0.0/8"}, {SITE}, {"33434-33600"})
        .Named("trace");
}

/** app (10.1.0.4) and web (10.2.0.4) in spokes whose default route is the firewall; site outside.
 */
inline TopologyBuilder
Hub(const FirewallIn& firewall, bool v6 = false)
{
    auto hub = Vnet("hub").Space("10.0.0.0/16");
    auto one = Vnet("one").Space("10.1.0.0/16");
    auto two = Vnet("two").Space("10.2.0.0/16");
    if (v6)
    {
        hub.Space("fd00:0:0::/48").Subnet("AzureFirewallSubnet", "10.0.1.0/26", "fd00:0:0:1::/64");
        one.Space("fd00:1::/48").Subnet("app", "10.1.0.0/24", "fd00:1::/64").Uses("to-fw");
        two.Space("fd00:2::/48").Subnet("web", "10.2.0.0/24", "fd00:2::/64").Uses("to-fw");
    }
    else
    {
        hub.Subnet("AzureFirewallSubnet", "10.0.1.0/26");
        one.Subnet("app", "10.1.0.0/24").Uses("to-fw");
        two.Subnet("web", "10.2.0.0/24").Uses("to-fw");
    }
    auto table = Udr("to-fw").Via("0.0.0.0/0", ADDRESS);
    auto app = Vm("app");
    auto web = Vm("web");
    if (v6)
    {
        table.Via("::/0", "fd00:0:0:1::4");
        app.Nic("one/app", "v4", "v6");
        web.Nic("two/web", "v4", "v6");
    }
    else
    {
        app.Nic("one/app");
        web.Nic("two/web");
    }
    return TopologyBuilder("lab")
        .Add(hub)
        .Add(one)
        .Add(two)
        .Peer(hub, one, AllowForwardedTraffic)
        .Peer(hub, two, AllowForwardedTraffic)
        .Add(table)
        .Add(firewall)
        .Add(app)
        .Add(web)
        .Add(v6 ? InternetHost("site", SITE, SITE6) : InternetHost("site", SITE));
}

inline Topology
WithFlow(const Flow& flow)
{
    return Hub(Basic()).Add(flow).Build();
}

} // namespace ns3::v6lab::test::firewallhub

#endif // V6LAB_TEST_FIREWALL_HUB_H
