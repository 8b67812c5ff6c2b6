// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/routeTables and publicIPAddresses.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"
#include "model/core/address.h"

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* ROUTE_TABLE = "Microsoft.Network/routeTables";
constexpr const char* ROUTE = "Microsoft.Network/routeTables/routes";

void
AddRoute(ImportState& state,
         const Imported& owner,
         RouteTable& table,
         const std::string& name,
         const Field& properties)
{
    Route route;
    route.name = name;
    route.addressPrefix = properties["addressPrefix"].Text();
    route.nextHopType =
        Canonical(properties["nextHopType"].Text(),
                  {"VirtualAppliance", "VirtualNetworkGateway", "VnetLocal", "Internet", "None"});
    route.nextHopIpAddress = properties["nextHopIpAddress"].Text();
    const bool isAddress = route.addressPrefix.find_first_of(".:/") != std::string::npos;
    if (!isAddress && !route.addressPrefix.empty())
    {
        state.Leave(owner,
                    "route \"" + name + "\" (its destination is the service tag " +
                        route.addressPrefix + ", R11b)");
        return;
    }
    for (auto& other : table.routes)
    {
        if (SameWord(other.name, name))
        {
            other = route; // given within the table and again as its child
            return;
        }
    }
    table.routes.push_back(route);
}

} // namespace

void
ImportRouteTables(ImportState& state)
{
    for (const auto& imported : state.Find(ROUTE_TABLE))
    {
        const Field properties = state.Read(imported)["properties"];
        RouteTable table;
        table.name = imported.name;
        table.disableBgpRoutePropagation = properties["disableBgpRoutePropagation"].Flag(false);
        for (const auto& item : properties["routes"].Items())
        {
            AddRoute(state, imported, table, item["name"].Text(), item["properties"]);
        }
        for (const auto& child : state.ChildrenOf(imported.resource->id, ROUTE))
        {
            const std::string name = SplitPath(child.resource->name).back();
            AddRoute(state, child, table, name, state.Read(child)["properties"]);
        }
        state.topology.routeTables.push_back(table);
    }
    state.LeaveOrphans(ROUTE, ROUTE_TABLE);
}

void
ImportPublicIpAddresses(ImportState& state)
{
    for (const auto& imported : state.Find("Microsoft.Network/publicIPAddresses"))
    {
        const Field properties = state.Read(imported)["properties"];
        PublicIpAddress address;
        address.name = imported.name;
        address.publicIPAddressVersion =
            Canonical(properties["publicIPAddressVersion"].Text("IPv4"), {"IPv4", "IPv6"});
        address.ipAddress =
            properties["ipAddress"].Text(state.GetAddresses().PublicAddress(imported.resource->id));
        address.sku = Canonical(state.Read(imported)["sku"]["name"].Text("Basic"),
                                {"Basic", "Standard", "StandardV2"});
        state.topology.publicIPAddresses.push_back(address);
    }
    if (!state.topology.publicIPAddresses.empty())
    {
        state.Assume("Public IP addresses, static or dynamic, have one address for the whole run.");
    }
}

} // namespace ns3::v6lab::arm
