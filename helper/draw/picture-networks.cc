// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture-parts.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ROUTES = 5;
constexpr size_t MANY_USERS = 4;

bool
HasV6(const std::vector<std::string>& prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [](const std::string& prefix) {
        return prefix.find(':') != std::string::npos;
    });
}

std::string
RouteLine(const Route& route)
{
    return route.addressPrefix + " → " +
           (route.nextHopIpAddress.empty() ? route.nextHopType : route.nextHopIpAddress);
}

class NetworkMaker
{
  public:
    explicit NetworkMaker(PictureParts& parts)
        : m_topology(parts.topology),
          m_context(parts.context),
          m_picture(parts.picture)
    {
    }

    void Add()
    {
        std::set<std::string> locations;
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            locations.insert(vnet.location);
        }
        FindSharedTables();
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            AddNetwork(vnet, locations.size() > 1);
        }
    }

  private:
    void AddNetwork(const VirtualNetwork& vnet, bool withLocation)
    {
        NetworkView view;
        view.name = vnet.name;
        view.location = withLocation ? vnet.location : "";
        view.prefixes = vnet.addressPrefixes;
        view.dual = HasV6(vnet.addressPrefixes);
        for (const auto& subnet : vnet.subnets)
        {
            SubnetView part;
            part.name = subnet.name;
            part.prefixes = subnet.addressPrefixes;
            for (const auto& service : subnet.serviceEndpoints)
            {
                part.prefixes.push_back("endpoint of " + service);
            }
            part.isPrivate = !subnet.defaultOutboundAccess;
            part.securityGroup = subnet.networkSecurityGroup;
            part.natGateway = subnet.natGateway;
            part.routeTable = subnet.routeTable;
            const auto table = m_context.routeTables.Find(subnet.routeTable);
            if (table && m_users[subnet.routeTable] < MANY_USERS)
            {
                AddRoutes(m_topology.routeTables[*table].routes, part.routes);
            }
            view.subnets.push_back(std::move(part));
        }
        m_picture.networks.push_back(std::move(view));
    }

    void FindSharedTables()
    {
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            for (const auto& subnet : vnet.subnets)
            {
                ++m_users[subnet.routeTable];
            }
        }
        for (const auto& table : m_topology.routeTables)
        {
            if (m_users[table.name] >= MANY_USERS)
            {
                auto& shared = m_picture.sharedTables.emplace_back();
                shared.name = table.name;
                AddRoutes(table.routes, shared.routes);
            }
        }
    }

    static void AddRoutes(const std::vector<Route>& routes, std::vector<std::string>& lines)
    {
        const size_t shown = routes.size() > MOST_ROUTES ? MOST_ROUTES - 1 : routes.size();
        for (size_t i = 0; i < shown; ++i)
        {
            lines.push_back(RouteLine(routes[i]));
        }
        if (shown < routes.size())
        {
            lines.push_back("and " + std::to_string(routes.size() - shown) + " more");
        }
    }

    const Topology& m_topology;
    const ValidationContext& m_context;

    Picture& m_picture;
    std::map<std::string, size_t> m_users; //!< of route tables
};

} // namespace

void
AddNetworks(PictureParts& parts)
{
    NetworkMaker(parts).Add();
}

} // namespace ns3::v6lab
