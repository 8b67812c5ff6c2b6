// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/privateEndpoints, bastionHosts, networkManagers with their groups and
// configurations, and networkWatchers/flowLogs.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* NETWORK = "Microsoft.Network/virtualNetworks";
constexpr const char* INTERFACE = "Microsoft.Network/networkInterfaces";
constexpr const char* PUBLIC_IP = "Microsoft.Network/publicIPAddresses";
constexpr const char* ENDPOINT = "Microsoft.Network/privateEndpoints";
constexpr const char* BASTION = "Microsoft.Network/bastionHosts";
constexpr const char* MANAGER = "Microsoft.Network/networkManagers";
constexpr const char* GROUP = "Microsoft.Network/networkManagers/networkGroups";
constexpr const char* MEMBER = "Microsoft.Network/networkManagers/networkGroups/staticMembers";
constexpr const char* CONFIGURATION =
    "Microsoft.Network/networkManagers/connectivityConfigurations";
constexpr const char* FLOW_LOG = "Microsoft.Network/networkWatchers/flowLogs";

/** Azure's own boolean words of these types: "True" and "False". */
bool
Yes(const Field& field)
{
    return SameWord(field.Text(), "True");
}

void
ImportPrivateEndpoints(ImportState& state)
{
    for (const auto& imported : state.Find(ENDPOINT))
    {
        const Field properties = state.Read(imported)["properties"];
        PrivateEndpoint endpoint;
        endpoint.name = imported.name;
        const std::string subnet = properties["subnet"]["id"].Text();
        endpoint.subnet = SubnetOf(state, properties["subnet"]["id"]);
        if (endpoint.subnet.empty())
        {
            state.Leave(imported,
                        "resource (its subnet \"" + ParseId(subnet).name +
                            "\" is not in this template)");
            continue;
        }
        for (const auto& item : properties["ipConfigurations"].Items())
        {
            if (endpoint.privateIPAddress.empty())
            {
                endpoint.privateIPAddress = item["properties"]["privateIPAddress"].Text();
            }
        }
        state.Assume("Private endpoint \"" + endpoint.name +
                     "\" has its route, but the service behind it is not in the template: nothing "
                     "answers.");
        state.topology.privateEndpoints.push_back(endpoint);
    }
}

void
ImportBastions(ImportState& state)
{
    for (const auto& imported : state.Find(BASTION))
    {
        const Field body = state.Read(imported);
        BastionHost bastion;
        bastion.name = imported.name;
        bastion.sku =
            Canonical(body["sku"]["name"].Text("Basic"), {"Basic", "Standard", "Premium"});
        bool complete = true;
        for (const auto& item : body["properties"]["ipConfigurations"].Items())
        {
            const Field properties = item["properties"];
            ApplianceIpConfiguration configuration;
            configuration.name = item["name"].Text();
            configuration.subnet = SubnetOf(state, properties["subnet"]["id"]);
            configuration.publicIPAddress =
                state.NameOf(properties["publicIPAddress"]["id"].Text(), PUBLIC_IP);
            complete &= !configuration.subnet.empty() && !configuration.publicIPAddress.empty();
            bastion.ipConfigurations.push_back(configuration);
        }
        if (!complete || bastion.ipConfigurations.empty() || SameWord(bastion.sku, "Developer"))
        {
            state.Leave(imported,
                        "resource (its subnet or public address is not in this template)");
            continue;
        }
        state.topology.bastionHosts.push_back(bastion);
    }
}

/** The networks that a list of static members names; members that are subnets are left out. */
void
ImportGroups(ImportState& state, const Imported& imported, NetworkManager& manager)
{
    for (const auto& group : state.ChildrenOf(imported.resource->id, GROUP))
    {
        NetworkGroup read;
        read.name = SplitPath(group.resource->name).back();
        for (const auto& member : state.ChildrenOf(group.resource->id, MEMBER))
        {
            const std::string id = state.Read(member)["properties"]["resourceId"].Text();
            const std::string name = state.NameOf(id, NETWORK);
            if (name.empty())
            {
                state.Leave(member,
                            "resource (\"" + ParseId(id).name +
                                "\" is no virtual network of this template)");
                continue;
            }
            read.virtualNetworks.push_back(name);
        }
        manager.networkGroups.push_back(read);
    }
}

ConnectivityConfiguration
ReadConfiguration(ImportState& state, const Imported& imported)
{
    const Field properties = state.Read(imported)["properties"];
    ConnectivityConfiguration configuration;
    configuration.name = SplitPath(imported.resource->name).back();
    configuration.connectivityTopology =
        Canonical(properties["connectivityTopology"].Text(), {"HubAndSpoke", "Mesh"});
    for (const auto& hub : properties["hubs"].Items())
    {
        configuration.hub = state.NameOf(hub["resourceId"].Text(), NETWORK);
    }
    for (const auto& item : properties["appliesToGroups"].Items())
    {
        ConnectivityGroupItem read;
        read.networkGroup = ParseId(item["networkGroupId"].Text()).name;
        const auto slash = read.networkGroup.rfind('/');
        read.networkGroup = read.networkGroup.substr(slash == std::string::npos ? 0 : slash + 1);
        read.groupConnectivity =
            Canonical(item["groupConnectivity"].Text("None"), {"None", "DirectlyConnected"});
        read.useHubGateway = Yes(item["useHubGateway"]);
        read.isGlobal = Yes(item["isGlobal"]);
        configuration.appliesToGroups.push_back(read);
    }
    configuration.deleteExistingPeering = Yes(properties["deleteExistingPeering"]);
    configuration.isGlobal = Yes(properties["isGlobal"]);
    configuration.connectedGroupAddressOverlap = Canonical(
        properties["connectivityCapabilities"]["connectedGroupAddressOverlap"].Text("Allowed"),
        {"Allowed", "Disallowed"});
    return configuration;
}

void
ImportManagers(ImportState& state)
{
    for (const auto& imported : state.Find(MANAGER))
    {
        NetworkManager manager;
        manager.name = imported.name;
        ImportGroups(state, imported, manager);
        std::set<std::string> regions;
        for (const auto& network : state.topology.virtualNetworks)
        {
            regions.insert(network.location);
        }
        for (const auto& child : state.ChildrenOf(imported.resource->id, CONFIGURATION))
        {
            auto configuration = ReadConfiguration(state, child);
            configuration.deployedTo.assign(regions.begin(), regions.end());
            state.Assume("Connectivity configuration \"" + configuration.name +
                         "\" counts as deployed to all regions of the template: a deployment is no "
                         "resource of its own (N5).");
            manager.connectivityConfigurations.push_back(configuration);
        }
        state.topology.networkManagers.push_back(manager);
    }
    state.LeaveOrphans(GROUP, MANAGER);
    state.LeaveOrphans(CONFIGURATION, MANAGER);
    state.LeaveOrphans(MEMBER, GROUP);
}

void
ImportFlowLogs(ImportState& state)
{
    for (const auto& imported : state.Find(FLOW_LOG))
    {
        const Field properties = state.Read(imported)["properties"];
        const std::string id = properties["targetResourceId"].Text();
        FlowLog log;
        log.name = SplitPath(imported.resource->name).back();
        log.enabled = properties["enabled"].Flag(true);
        log.target = SubnetOf(state, properties["targetResourceId"]);
        for (const char* type : {NETWORK, INTERFACE})
        {
            log.target = log.target.empty() ? state.NameOf(id, type) : log.target;
        }
        if (log.target.empty())
        {
            state.Leave(imported,
                        "resource (its target \"" + ParseId(id).name +
                            "\" is no network, subnet or interface of this template)");
            continue;
        }
        state.topology.flowLogs.push_back(log);
    }
}

constexpr size_t MOST_LOGINS = 16;

} // namespace

void
AddBastionUser(Topology& topology)
{
    const std::string user = "bastion-user";
    const auto& nodes = topology.nodes;
    if (topology.bastionHosts.empty() || topology.virtualMachines.empty() ||
        std::any_of(nodes.begin(), nodes.end(), [&](const auto& one) { return one.name == user; }))
    {
        return;
    }
    OutsideNode node;
    node.name = user;
    node.internet = InternetAttachment{{"198.51.100.251"}, {}};
    topology.nodes.push_back(node);
    for (const auto& bastion : topology.bastionHosts)
    {
        const size_t count = std::min(MOST_LOGINS, topology.virtualMachines.size());
        for (size_t i = 0; i < count; ++i)
        {
            Workload login;
            login.server = topology.virtualMachines[i].name;
            login.name = "ssh " + user + " → " + bastion.name + " → " + login.server;
            login.kind = "tcp";
            login.from = user;
            login.to = bastion.name;
            login.family = "v4";
            login.start = std::to_string(topology.workloads.size()) + "ms";
            login.replySize = 64;
            topology.workloads.push_back(login);
        }
    }
    topology.assumptions.push_back("\"" + user +
                                   "\" on the internet stands for those who use the Bastion.");
}

void
ImportManagedResources(ImportState& state)
{
    ImportPrivateEndpoints(state);
    ImportBastions(state);
    ImportManagers(state);
    ImportAdminRules(state);
    ImportFlowLogs(state);
}

} // namespace ns3::v6lab::arm
