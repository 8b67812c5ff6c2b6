// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/gateway-faults.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

class UseChecker : private GatewayFaults
{
  public:
    explicit UseChecker(ValidationContext& context)
        : GatewayFaults(context)
    {
    }

    void Check()
    {
        CheckUsers();
        CheckRoutes();
    }

  private:
    /** P4, as far as it is about who has a gateway. */
    void CheckUsers()
    {
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            const auto& vnet = m_topology.virtualNetworks[i];
            for (size_t k = 0; k < vnet.virtualNetworkPeerings.size(); ++k)
            {
                if (vnet.virtualNetworkPeerings[k].useRemoteGateways && !GatewaysOf(i).empty())
                {
                    m_path = Item(Item("virtualNetworks", i) + ".virtualNetworkPeerings", k);
                    m_subject = vnet.name;
                    Add(".useRemoteGateways",
                        "",
                        "P4",
                        vnet.name + " has a gateway of its own, " + GatewaysOf(i).front()->name);
                }
            }
        }
    }

    /** The network whose gateway a subnet's routes lead to: its own, or that of a peer. */
    size_t GatewayVnetFor(size_t vnet) const
    {
        for (const auto& peering : m_topology.virtualNetworks[vnet].virtualNetworkPeerings)
        {
            const auto remote = m_context.vnets.Find(peering.remoteVirtualNetwork);
            if (peering.useRemoteGateways && remote && GatewaysOf(vnet).empty())
            {
                return *remote;
            }
        }
        return vnet;
    }

    /** R12 and D1 for tables with next hop VirtualNetworkGateway; each fault once. */
    void CheckRoutes()
    {
        std::set<std::pair<size_t, std::string>> told;
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            for (const auto& subnet : m_topology.virtualNetworks[i].subnets)
            {
                const auto table = m_context.routeTables.Find(subnet.routeTable);
                if (table && told.insert({*table, std::to_string(GatewayVnetFor(i))}).second)
                {
                    CheckTable(*table, GatewayVnetFor(i));
                }
            }
        }
    }

    void CheckTable(size_t table, size_t vnet)
    {
        const auto& routes = m_topology.routeTables[table].routes;
        const bool coexist = !GatewaysOf(vnet, "ExpressRoute").empty();
        for (size_t i = 0; i < routes.size(); ++i)
        {
            if (routes[i].nextHopType != "VirtualNetworkGateway")
            {
                continue;
            }
            m_path = Item(Item("routeTables", table) + ".routes", i);
            m_subject = m_topology.routeTables[table].name + "/" + routes[i].name;
            if (coexist)
            {
                Add(".nextHopType",
                    "",
                    "R12",
                    "VirtualNetworkGateway is for VPN gateways only, and not where one coexists "
                    "with an ExpressRoute gateway, as in " +
                        m_topology.virtualNetworks[vnet].name);
            }
            const auto prefix = Prefix::Parse(routes[i].addressPrefix);
            if (prefix && prefix->GetFamily() == Family::V6)
            {
                Add(".nextHopType",
                    "",
                    "D1",
                    "IPv6 routes cannot have the next hop VirtualNetworkGateway");
            }
        }
    }
};

} // namespace

void
CheckGatewayUses(ValidationContext& context)
{
    UseChecker(context).Check();
}

} // namespace ns3::v6lab
