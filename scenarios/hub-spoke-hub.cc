// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: what stands in the hub.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

namespace ns3::v6lab
{

using namespace build;
using namespace hubspoke;

namespace
{

/** IPv6 of the spokes and of the sites may pass, and out of the spokes to anywhere. */
GuestFirewall
ApplianceRules(bool publishes)
{
    GuestFirewall rules;
    rules.defaultAction = "Deny";
    rules.rules.push_back({"spokes", "Allow", {"Any"}, {SPOKES6}, {"::/0"}, {"*"}});
    rules.rules.push_back({"sites", "Allow", {"Any"}, {HQ6, BRANCH6}, {SPOKES6, HUB6}, {"*"}});
    rules.masquerade = {"IPv6"};
    rules.privateRanges = {HUB6, SPOKES6, HQ6, BRANCH6};
    if (publishes)
    {
        rules.natRules.push_back({"service", "TCP", 80, Frontend6(1), 0});
    }
    return rules;
}

} // namespace

void
HubSpoke::AddFirewall(Lab& lab) const
{
    auto firewall = FirewallIn("hub-firewall", "hub/AzureFirewallSubnet", FIREWALL4);
    firewall.Public(PublicIp("firewall-ip").At("203.0.113.4"));
    firewall.Allow("Any", {SPOKES4}, {SPOKES4, HQ4, BRANCH4}).Named("inside");
    firewall.Allow("Any", {HQ4, BRANCH4}, {SPOKES4}).Named("sites");
    firewall.Allow("TCP", {SPOKES4}, {"*"}, {"80", "443"}).Named("web");
    firewall.Dnat("firewall-ip", 80, Frontend4(1), 80);
    lab.Add(firewall);
}

void
HubSpoke::AddAppliances(Lab& lab) const
{
    if (!Reached("hub"))
    {
        return;
    }
    lab.Add(Balancer("appliances-lb")
                .Internal("hub/appliances", APPLIANCES4)
                .ProbeTcp(22)
                .HaPorts()
                .Internal("hub/appliances", APPLIANCES6)
                .HaPorts());
    const bool publishes = Reached("complete");
    if (publishes)
    {
        lab.Add(Balancer("published-lb")
                    .Public(PublicIp("published-ip", "IPv6").At("2001:db8:f0::80").Standard())
                    .ProbeTcp(22)
                    .Tcp(80));
    }
    for (const char* name : {"nva-1", "nva-2"})
    {
        auto appliance = Vm(name).Nic("hub/appliances", "v4", "v6");
        appliance.Filtering(ApplianceRules(publishes));
        appliance.Public(PublicIp(std::string(name) + "-ip", "IPv6").Standard());
        appliance.Behind("appliances-lb/pool-1").Behind("appliances-lb/pool-2", "IPv6");
        if (publishes)
        {
            appliance.Behind("published-lb/pool-1", "IPv6");
        }
        lab.Add(appliance);
    }
}

void
HubSpoke::AddBastion(Lab& lab) const
{
    lab.Add(PublicIp("bastion-ip").At("203.0.113.5").Standard());
    lab.Add(Bastion("bastion", "hub", "bastion-ip"));
}

void
HubSpoke::AddMonitor(Lab& lab) const
{
    lab.Add(LogFlows("log-hub", "hub"));
    for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
    {
        lab.Add(LogFlows("log-" + SpokeName(spoke), SpokeName(spoke)));
    }
}

} // namespace ns3::v6lab
