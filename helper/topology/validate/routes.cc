// SPDX-License-Identifier: GPL-2.0-only
// Rules R12, R13, R14 and R17: user-defined routes and the subnets that use them.
#include "helper/topology/managed-networks.h"
#include "helper/topology/validate/context.h"
#include "model/core/azure/service-tags.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

/** A tag that Azure takes in a route: not those that depend on the network (R11b). */
bool
IsServiceOfAzure(const std::string& word)
{
    const auto tag = azure::CanonicalServiceTag(word);
    return !tag.empty() && tag != "VirtualNetwork" && tag != "Internet" &&
           tag != "AzureLoadBalancer" && !azure::IsPlatformTag(tag);
}

class RouteChecker
{
  public:
    explicit RouteChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_peers(m_topology.virtualNetworks.size())
    {
        // With the peerings that Virtual Network Manager makes (N1).
        const auto networks = ApplyManagers(m_topology).virtualNetworks;
        for (size_t i = 0; i < networks.size(); ++i)
        {
            for (const auto& peering : networks[i].virtualNetworkPeerings)
            {
                if (const auto remote = m_context.vnets.Find(peering.remoteVirtualNetwork))
                {
                    m_peers[i].insert(*remote);
                    m_peers[*remote].insert(i);
                }
            }
        }
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.routeTables.size(); ++i)
        {
            CheckTable(i);
        }
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            CheckNetwork(i);
        }
    }

  private:
    void CheckTable(size_t place)
    {
        const RouteTable& table = m_topology.routeTables[place];
        std::map<Prefix, std::string> seen;
        for (size_t i = 0; i < table.routes.size(); ++i)
        {
            const Route& route = table.routes[i];
            m_path = Item(Item("routeTables", place) + ".routes", i);
            m_subject = table.name + "/" + route.name;
            const auto prefix = Prefix::Parse(route.addressPrefix);
            if (prefix)
            {
                const auto [first, fresh] = seen.emplace(*prefix, route.name);
                if (!fresh)
                {
                    Add(".addressPrefix",
                        "RouteConflict",
                        "R13",
                        "route " + first->second + " of this table already covers " +
                            prefix->ToString());
                }
            }
            else if (IsServiceOfAzure(route.addressPrefix))
            {
                Add(".addressPrefix",
                    "",
                    "R11b",
                    "routes to service tags such as " + route.addressPrefix +
                        " are not simulated; write the prefixes");
            }
            else if (!route.addressPrefix.empty())
            {
                Fault fault = *PrefixFormFault(route.addressPrefix);
                Add(".addressPrefix", fault.word.c_str(), "R13", fault.sentence);
            }
            CheckNextHop(route, prefix);
        }
    }

    void CheckNextHop(const Route& route, const std::optional<Prefix>& prefix)
    {
        const bool appliance = route.nextHopType == "VirtualAppliance";
        if (!appliance)
        {
            if (!route.nextHopIpAddress.empty())
            {
                Add(".nextHopIpAddress",
                    "",
                    "R12",
                    "a next hop address goes with VirtualAppliance only, not with " +
                        route.nextHopType);
            }
            return;
        }
        const auto address = IpAddress::Parse(route.nextHopIpAddress);
        if (!address)
        {
            Add(".nextHopIpAddress",
                route.nextHopIpAddress.empty() ? "MissingNextHopIpAddress" : "",
                "R12",
                route.nextHopIpAddress.empty()
                    ? "VirtualAppliance needs the address of the appliance"
                    : "\"" + route.nextHopIpAddress + "\" is not an IP address");
        }
        else if (prefix && address->GetFamily() != prefix->GetFamily())
        {
            Add(".nextHopIpAddress",
                "",
                "R13",
                std::string("the next hop is ") + Named(address->GetFamily()) +
                    ", but the prefix is " + Named(prefix->GetFamily()));
        }
    }

    void CheckNetwork(size_t vnet)
    {
        std::set<size_t> tables; // each once per network, however many subnets use it
        const auto& subnets = m_topology.virtualNetworks[vnet].subnets;
        for (size_t i = 0; i < subnets.size(); ++i)
        {
            m_path = Item(Item("virtualNetworks", vnet) + ".subnets", i);
            m_subject = m_topology.virtualNetworks[vnet].name + "/" + subnets[i].name;
            if (subnets[i].routeTable.empty())
            {
                continue;
            }
            const auto table = m_context.routeTables.Find(subnets[i].routeTable);
            if (!table)
            {
                Add(".routeTable",
                    "InvalidResourceReference",
                    "R13",
                    "there is no route table \"" + subnets[i].routeTable + "\"");
                continue;
            }
            CheckReservedSubnet(subnets[i], m_topology.routeTables[*table]);
            if (tables.insert(*table).second)
            {
                CheckReach(vnet, *table);
            }
        }
    }

    void CheckReservedSubnet(const Subnet& subnet, const RouteTable& table)
    {
        if (subnet.name == "AzureBastionSubnet")
        {
            Add(".routeTable",
                "RouteTableCannotBeAttachedForAzureBastionSubnet",
                "A6",
                "AzureBastionSubnet takes no route table");
        }
        if (subnet.name == "GatewaySubnet" && table.disableBgpRoutePropagation)
        {
            Add(".routeTable",
                "",
                "R17",
                "GatewaySubnet takes no route table with disableBgpRoutePropagation");
        }
    }

    /** R14 as far as it is static: the appliance's address must lie in this or a peered network. */
    void CheckReach(size_t vnet, size_t table)
    {
        const auto& routes = m_topology.routeTables[table].routes;
        for (size_t i = 0; i < routes.size(); ++i)
        {
            const auto hop = IpAddress::Parse(routes[i].nextHopIpAddress);
            if (!hop || routes[i].nextHopType != "VirtualAppliance" ||
                m_context.spaces[vnet].Containing(*hop) || Around(vnet).Containing(*hop))
            {
                continue;
            }
            m_context.Add({Item(Item("routeTables", table) + ".routes", i) + ".nextHopIpAddress",
                           m_topology.routeTables[table].name + "/" + routes[i].name,
                           "",
                           "R14",
                           hop->ToString() + " is neither in " +
                               m_topology.virtualNetworks[vnet].name + ", whose subnet " +
                               m_subject + " uses this table, nor in a network peered with it"});
        }
    }

    /** The address spaces of the peers of a network, put together when first asked for. */
    const PrefixSet& Around(size_t vnet)
    {
        const auto found = m_around.find(vnet);
        if (found != m_around.end())
        {
            return found->second;
        }
        std::vector<Claim> claims;
        for (const size_t peer : m_peers[vnet])
        {
            for (const Claim& claim :
                 ParsedClaims(m_topology.virtualNetworks[peer].addressPrefixes))
            {
                claims.push_back({claim.prefix, peer});
            }
        }
        return m_around.emplace(vnet, PrefixSet(std::move(claims))).first->second;
    }

    void Add(const std::string& member,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({m_path + member, m_subject, word, rule, sentence});
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::vector<std::set<size_t>> m_peers;
    std::map<size_t, PrefixSet> m_around;
    std::string m_path;
    std::string m_subject;
};

} // namespace

void
ValidateRoutes(ValidationContext& context)
{
    RouteChecker(context).Check();
}

} // namespace ns3::v6lab
