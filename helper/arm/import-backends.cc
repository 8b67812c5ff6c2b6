// SPDX-License-Identifier: GPL-2.0-only
// Backend pools of load balancers, inside them or as their children, also those by address.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"
#include "model/core/address.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* BALANCER = "Microsoft.Network/loadBalancers";
constexpr const char* POOL = "Microsoft.Network/loadBalancers/backendAddressPools";
constexpr const char* NETWORK = "Microsoft.Network/virtualNetworks";
constexpr const char* INTERFACE = "Microsoft.Network/networkInterfaces";

/** The IP configuration of a network interface that has the address, given or assigned. */
IpConfiguration*
FindBackend(ImportState& state, const IpAddress& address, const std::string& network)
{
    for (const auto& imported : state.Find(INTERFACE))
    {
        for (auto& nic : state.topology.networkInterfaces)
        {
            for (auto& configuration : nic.ipConfigurations)
            {
                const bool here =
                    nic.name == imported.name &&
                    (network.empty() || configuration.subnet.rfind(network + "/", 0) == 0);
                const std::string text =
                    !here ? ""
                    : configuration.privateIPAddress.empty()
                        ? state.GetAddresses().PrivateAddress(imported.resource->id,
                                                              configuration.name)
                        : configuration.privateIPAddress;
                if (IpAddress::Parse(text) == address)
                {
                    return &configuration;
                }
            }
        }
    }
    return nullptr;
}

/** The id of the network that a pool or an address says it is of, or of its subnet. */
std::string
NetworkId(const Field& properties)
{
    const std::string network = properties["virtualNetwork"]["id"].Text();
    const std::string subnet = IdKey(properties["subnet"]["id"].Text());
    return network.empty() ? subnet.substr(0, subnet.rfind("/subnets/")) : network;
}

/** An instance that a pool has by its address; `balancer/pool` is what the interface then names. */
void
AddBackend(ImportState& state,
           const Imported& owner,
           const Field& item,
           const std::string& poolNetwork,
           const std::string& pool)
{
    const Field properties = item["properties"];
    const std::string text = properties["ipAddress"].Text();
    if (text.empty())
    {
        return; // Azure shows the members by interface like that
    }
    const std::string what = "pool \"" + SplitPath(pool).back() + "\": address " + text;
    const std::string own = NetworkId(properties);
    const std::string id = own.empty() ? poolNetwork : own;
    const std::string network = state.NameOf(id, NETWORK);
    if (!id.empty() && network.empty())
    {
        state.Leave(owner, what + " (\"" + ParseId(id).name + "\" is not in this template)");
        return;
    }
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        properties["ipAddress"].Refuse("\"" + text + "\" is no IP address");
        return;
    }
    IpConfiguration* backend = FindBackend(state, *address, network);
    if (!backend)
    {
        state.Leave(owner, what + " (no network interface of this template has it)");
        return;
    }
    auto& pools = backend->loadBalancerBackendAddressPools;
    if (std::find(pools.begin(), pools.end(), pool) == pools.end())
    {
        pools.push_back(pool);
    }
}

void
AddPool(ImportState& state,
        const Imported& owner,
        LoadBalancer& balancer,
        const std::string& name,
        const Field& properties)
{
    auto& all = balancer.backendAddressPools;
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& one) {
        return SameWord(one.name, name);
    });
    const std::string kept = same == all.end() ? name : same->name; // as the topology spells it
    if (same == all.end())
    {
        all.push_back({name});
    }
    const std::string network = NetworkId(properties);
    for (const auto& item : properties["loadBalancerBackendAddresses"].Items())
    {
        AddBackend(state, owner, item, network, balancer.name + "/" + kept);
    }
}

} // namespace

void
ImportBackendPools(ImportState& state, const Imported& imported, LoadBalancer& balancer)
{
    for (const auto& item : state.Read(imported)["properties"]["backendAddressPools"].Items())
    {
        AddPool(state, imported, balancer, item["name"].Text(), item["properties"]);
    }
    for (const auto& child : state.ChildrenOf(imported.resource->id, POOL))
    {
        const std::string name = SplitPath(child.resource->name).back();
        AddPool(state, child, balancer, name, state.Read(child)["properties"]);
    }
}

void
LeavePools(ImportState& state)
{
    state.LeaveOrphans(POOL, BALANCER);
}

} // namespace ns3::v6lab::arm
