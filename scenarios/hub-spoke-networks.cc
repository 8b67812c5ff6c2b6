// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: virtual networks, what connects them, routes and security groups.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

namespace ns3::v6lab
{

using namespace build;
using namespace hubspoke;

void
HubSpoke::AddHub(Lab& lab) const
{
    auto hub = Vnet("hub").Space(HUB4);
    // D3: without its preview of dual stack the firewall's subnet has no IPv6; D8: nor has that of
    // a Bastion that is there already.
    hub.Subnet("AzureFirewallSubnet", "10.0.1.0/26");
    hub.Subnet("AzureBastionSubnet", "10.0.2.0/26");
    if (Reached("hub"))
    {
        hub.Space(HUB6);
        hub.Subnet("GatewaySubnet", "10.0.255.0/27", "2001:db8:a0:ff::/64");
        hub.Uses("from-gateways");
        hub.Subnet("appliances", "10.0.3.0/24", "2001:db8:a0:3::/64").GuardedBy("appliances");
    }
    else
    {
        hub.Subnet("GatewaySubnet", "10.0.255.0/27").Uses("from-gateways");
    }
    lab.Add(hub);
}

void
HubSpoke::AddSpoke(Lab& lab, uint32_t number) const
{
    auto spoke = Vnet(SpokeName(number)).Space(Spoke4(number));
    if (Reached("spokes"))
    {
        spoke.Space(Spoke6(number));
    }
    for (uint32_t i = 1; i <= MACHINES; ++i)
    {
        const auto name = fmt::format("resource-{}", i);
        const auto ipv4 = fmt::format("10.{}.{}.0/24", number, i);
        if (Reached("spokes"))
        {
            spoke.Subnet(name, ipv4, Start6(number, i) + "::/64");
        }
        else
        {
            spoke.Subnet(name, ipv4);
        }
        spoke.Uses("out-of-spokes").GuardedBy("spokes").Private();
    }
    lab.Add(spoke);
}

void
HubSpoke::AddMachines(Lab& lab, uint32_t number) const
{
    auto balancer = Balancer(BalancerName(number));
    const bool both = Reached("complete");
    balancer.Internal(SpokeName(number) + "/resource-1", Frontend4(number)).ProbeTcp(80).Tcp(80);
    if (both) // L4: a frontend, a pool and a rule for each IP version; the probe is shared
    {
        balancer.Internal(SpokeName(number) + "/resource-1", Frontend6(number)).Tcp(80);
    }
    lab.Add(balancer);
    for (uint32_t i = 1; i <= MACHINES; ++i)
    {
        // D5: IPv6 is a second configuration of the same interface.
        const auto subnet = fmt::format("{}/resource-{}", SpokeName(number), i);
        auto machine = Vm(MachineName(number, i));
        Reached("spokes") ? machine.Nic(subnet, "v4", "v6") : machine.Nic(subnet, "v4");
        machine.Behind(BalancerName(number) + "/pool-1");
        if (both)
        {
            machine.Behind(BalancerName(number) + "/pool-2", "IPv6");
        }
        if (m_vmFails && number == 1 && i == MACHINES)
        {
            machine.Dead("5s");
        }
        lab.Add(machine);
    }
}

void
HubSpoke::AddRoutes(Lab& lab) const
{
    // Gateway routes stay out of the spokes (R17): all that leaves them passes the hub's firewalls,
    // and so do the answers of what came through them (R18).
    auto spokes = Udr("out-of-spokes").Via("0.0.0.0/0", FIREWALL4).WithoutGatewayRoutes();
    auto gateways = Udr("from-gateways");
    for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
    {
        gateways.Via(Spoke4(spoke), FIREWALL4);
    }
    if (Reached("routes"))
    {
        spokes.Via("::/0", APPLIANCES6);
        for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
        {
            gateways.Via(Spoke6(spoke), APPLIANCES6);
        }
    }
    lab.Add(spokes).Add(gateways);
}

void
HubSpoke::AddSecurity(Lab& lab) const
{
    lab.Add(Nsg("spokes").AllowIn("Tcp", {"*"}, {"80", "22"}).Named("services"));
    if (Reached("hub"))
    {
        // D3: appliances behind a Standard load balancer need a group; what they forward is for
        // others than the virtual network, too.
        lab.Add(Nsg("appliances")
                    .AllowIn("*", {"VirtualNetwork"})
                    .Named("transit")
                    .AllowIn("Tcp", {"Internet"}, {"80"})
                    .Named("published"));
    }
}

void
HubSpoke::Connect(Lab& lab) const
{
    std::vector<std::string> names;
    for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
    {
        names.push_back(SpokeName(spoke));
    }
    if (m_connectivity == "avnm-hub-spoke")
    {
        lab.Add(Manager("network-manager")
                    .Group("spokes", names)
                    .HubAndSpoke("hub", "spokes")
                    .UseHubGateway()
                    .DeployedTo("westeurope"));
        return;
    }
    for (const auto& name : names)
    {
        lab.Peer(Vnet(name),
                 Vnet("hub"),
                 AllowForwardedTraffic | UseRemoteGateways,
                 AllowForwardedTraffic | AllowGatewayTransit);
    }
    if (IsMeshed())
    {
        lab.Add(Manager("network-manager")
                    .Group("spokes", names)
                    .Mesh("spokes")
                    .DeployedTo("westeurope"));
    }
}

} // namespace ns3::v6lab
