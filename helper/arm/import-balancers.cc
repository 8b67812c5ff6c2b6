// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/loadBalancers, natGateways and publicIPPrefixes.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* BALANCER = "Microsoft.Network/loadBalancers";
constexpr const char* NAT_RULE = "Microsoft.Network/loadBalancers/inboundNatRules";
constexpr const char* PUBLIC_IP = "Microsoft.Network/publicIPAddresses";
constexpr const char* PUBLIC_PREFIX = "Microsoft.Network/publicIPPrefixes";

uint16_t
Port(const Field& field)
{
    const uint32_t port = field.Number(0);
    return port > 65535 ? uint16_t{0} : static_cast<uint16_t>(port);
}

/** The last name of an id: what it is called within its resource. */
std::string
PartOf(const Field& reference)
{
    const std::string id = reference["id"].Text();
    const auto parts = SplitPath(id);
    return parts.empty() ? "" : parts.back();
}

const std::vector<std::string> PROTOCOLS{"Tcp", "Udp", "All"};

void
AddFrontend(ImportState& state, const Imported& owner, LoadBalancer& balancer, const Field& item)
{
    const Field properties = item["properties"];
    FrontendIpConfiguration frontend;
    frontend.name = item["name"].Text();
    const std::string path = "properties.frontendIPConfigurations[" + frontend.name + "]";
    const std::string subnet = properties["subnet"]["id"].Text();
    const std::string address = properties["publicIPAddress"]["id"].Text();
    frontend.subnet = SubnetOf(state, properties["subnet"]["id"]);
    frontend.publicIPAddress = state.NameOf(address, PUBLIC_IP);
    if (frontend.subnet.empty() && frontend.publicIPAddress.empty())
    {
        const std::string id = subnet.empty() ? address : subnet;
        state.Leave(owner,
                    path + " (" +
                        (id.empty() ? "it has neither a subnet nor a public IP address"
                                    : "\"" + ParseId(id).name + "\" is not in this template") +
                        ")");
        return;
    }
    frontend.privateIPAddressVersion =
        Canonical(properties["privateIPAddressVersion"].Text("IPv4"), {"IPv4", "IPv6"});
    for (const auto& known : state.topology.publicIPAddresses)
    {
        if (known.name == frontend.publicIPAddress)
        {
            frontend.privateIPAddressVersion = known.publicIPAddressVersion;
        }
    }
    frontend.privateIPAddress = properties["privateIPAddress"].Text();
    balancer.frontendIPConfigurations.push_back(frontend);
}

LoadBalancerProbe
ReadProbe(const Field& item)
{
    const Field properties = item["properties"];
    LoadBalancerProbe probe;
    probe.name = item["name"].Text();
    probe.protocol = Canonical(properties["protocol"].Text(), {"Tcp", "Http", "Https"});
    probe.port = Port(properties["port"]);
    probe.requestPath = properties["requestPath"].Text();
    probe.intervalInSeconds = properties["intervalInSeconds"].Number(probe.intervalInSeconds);
    probe.numberOfProbes = properties["numberOfProbes"].Number(probe.numberOfProbes);
    probe.noHealthyBackendsBehavior =
        Canonical(properties["noHealthyBackendsBehavior"].Text(probe.noHealthyBackendsBehavior),
                  {"AllProbedDown", "AllProbedUp"});
    return probe;
}

LoadBalancingRule
ReadRule(const Field& item)
{
    const Field properties = item["properties"];
    LoadBalancingRule rule;
    rule.name = item["name"].Text();
    rule.frontendIPConfiguration = PartOf(properties["frontendIPConfiguration"]);
    rule.backendAddressPool = PartOf(properties["backendAddressPool"]);
    for (const auto& pool : properties["backendAddressPools"].Items())
    {
        rule.backendAddressPool = PartOf(pool);
    }
    rule.probe = PartOf(properties["probe"]);
    rule.protocol = Canonical(properties["protocol"].Text(), PROTOCOLS);
    rule.frontendPort = Port(properties["frontendPort"]);
    rule.backendPort = Port(properties["backendPort"]);
    rule.loadDistribution = Canonical(properties["loadDistribution"].Text(rule.loadDistribution),
                                      {"Default", "SourceIP", "SourceIPProtocol"});
    rule.idleTimeoutInMinutes =
        properties["idleTimeoutInMinutes"].Number(rule.idleTimeoutInMinutes);
    rule.enableFloatingIP = properties["enableFloatingIP"].Flag(false);
    rule.enableTcpReset = properties["enableTcpReset"].Flag(false);
    rule.disableOutboundSnat = properties["disableOutboundSnat"].Flag(false);
    return rule;
}

InboundNatRule
ReadNatRule(const std::string& name, const Field& properties)
{
    InboundNatRule rule;
    rule.name = name;
    rule.frontendIPConfiguration = PartOf(properties["frontendIPConfiguration"]);
    rule.protocol = Canonical(properties["protocol"].Text(), PROTOCOLS);
    rule.frontendPort = Port(properties["frontendPort"]);
    rule.backendPort = Port(properties["backendPort"]);
    rule.idleTimeoutInMinutes =
        properties["idleTimeoutInMinutes"].Number(rule.idleTimeoutInMinutes);
    rule.enableFloatingIP = properties["enableFloatingIP"].Flag(false);
    rule.enableTcpReset = properties["enableTcpReset"].Flag(false);
    return rule;
}

OutboundRule
ReadOutboundRule(const Field& item)
{
    const Field properties = item["properties"];
    OutboundRule rule;
    rule.name = item["name"].Text();
    for (const auto& frontend : properties["frontendIPConfigurations"].Items())
    {
        rule.frontendIPConfigurations.push_back(PartOf(frontend));
    }
    rule.backendAddressPool = PartOf(properties["backendAddressPool"]);
    rule.protocol = Canonical(properties["protocol"].Text(rule.protocol), PROTOCOLS);
    rule.allocatedOutboundPorts = properties["allocatedOutboundPorts"].Number(0);
    rule.idleTimeoutInMinutes =
        properties["idleTimeoutInMinutes"].Number(rule.idleTimeoutInMinutes);
    rule.enableTcpReset = properties["enableTcpReset"].Flag(false);
    return rule;
}

/** The names of those that this template has; the others are said to be left out. */
std::vector<std::string>
NamesOf(ImportState& state,
        const Imported& owner,
        const Field& list,
        const std::string& type,
        const std::string& path)
{
    std::vector<std::string> names;
    for (const auto& item : list.Items())
    {
        const std::string id = item["id"].Text();
        const std::string name = state.NameOf(id, type);
        if (name.empty())
        {
            state.Leave(owner, path + " (\"" + ParseId(id).name + "\" is not in this template)");
        }
        else
        {
            names.push_back(name);
        }
    }
    return names;
}

} // namespace

void
ImportLoadBalancers(ImportState& state)
{
    for (const auto& imported : state.Find(BALANCER))
    {
        const Field properties = state.Read(imported)["properties"];
        LoadBalancer balancer;
        balancer.name = imported.name;
        balancer.sku = Canonical(state.Read(imported)["sku"]["name"].Text("Basic"),
                                 {"Basic", "Standard", "Gateway"});
        for (const auto& item : properties["frontendIPConfigurations"].Items())
        {
            AddFrontend(state, imported, balancer, item);
        }
        if (balancer.frontendIPConfigurations.empty())
        {
            state.Leave(imported, "resource (it has no frontend in this template)");
            continue;
        }
        ImportBackendPools(state, imported, balancer);
        for (const auto& item : properties["probes"].Items())
        {
            balancer.probes.push_back(ReadProbe(item));
        }
        for (const auto& item : properties["loadBalancingRules"].Items())
        {
            balancer.loadBalancingRules.push_back(ReadRule(item));
        }
        for (const auto& item : properties["inboundNatRules"].Items())
        {
            balancer.inboundNatRules.push_back(
                ReadNatRule(item["name"].Text(), item["properties"]));
        }
        for (const auto& child : state.ChildrenOf(imported.resource->id, NAT_RULE))
        {
            balancer.inboundNatRules.push_back(ReadNatRule(SplitPath(child.resource->name).back(),
                                                           state.Read(child)["properties"]));
        }
        for (const auto& item : properties["outboundRules"].Items())
        {
            balancer.outboundRules.push_back(ReadOutboundRule(item));
        }
        if (!balancer.probes.empty())
        {
            state.Assume("Backends of load balancers answer their health probes: a server listens "
                         "on each probed port, and says 200 to HTTP.");
        }
        state.topology.loadBalancers.push_back(balancer);
    }
    state.LeaveOrphans(NAT_RULE, BALANCER);
    LeavePools(state);
}

void
ImportNatGateways(ImportState& state)
{
    for (const auto& imported : state.Find(PUBLIC_PREFIX))
    {
        const Field properties = state.Read(imported)["properties"];
        PublicIpPrefix prefix;
        prefix.name = imported.name;
        prefix.publicIPAddressVersion =
            Canonical(properties["publicIPAddressVersion"].Text("IPv4"), {"IPv4", "IPv6"});
        prefix.prefixLength = properties["prefixLength"].Number(0);
        prefix.sku = Canonical(state.Read(imported)["sku"]["name"].Text("Standard"),
                               {"Standard", "StandardV2"});
        state.topology.publicIPPrefixes.push_back(prefix);
    }
    for (const auto& imported : state.Find("Microsoft.Network/natGateways"))
    {
        const Field properties = state.Read(imported)["properties"];
        NatGateway gateway;
        gateway.name = imported.name;
        gateway.sku = Canonical(state.Read(imported)["sku"]["name"].Text("Standard"),
                                {"Standard", "StandardV2"});
        gateway.idleTimeoutInMinutes =
            properties["idleTimeoutInMinutes"].Number(gateway.idleTimeoutInMinutes);
        for (const char* version : {"", "V6"})
        {
            const std::string addresses = std::string("publicIpAddresses") + version;
            const std::string prefixes = std::string("publicIpPrefixes") + version;
            const auto more = NamesOf(state,
                                      imported,
                                      properties[addresses],
                                      PUBLIC_IP,
                                      "properties." + addresses);
            gateway.publicIpAddresses.insert(gateway.publicIpAddresses.end(),
                                             more.begin(),
                                             more.end());
            const auto blocks = NamesOf(state,
                                        imported,
                                        properties[prefixes],
                                        PUBLIC_PREFIX,
                                        "properties." + prefixes);
            gateway.publicIpPrefixes.insert(gateway.publicIpPrefixes.end(),
                                            blocks.begin(),
                                            blocks.end());
        }
        state.topology.natGateways.push_back(gateway);
    }
}

std::vector<std::string>
BalancerPartsOf(ImportState& state,
                const Imported& owner,
                const Field& list,
                const std::string& path)
{
    std::vector<std::string> parts;
    for (const auto& item : list.Items())
    {
        const std::string id = item["id"].Text();
        auto segments = SplitPath(id);
        const std::string part = segments.empty() ? "" : segments.back();
        std::string parent = id;
        for (int i = 0; i < 2 && parent.find_last_of('/') != std::string::npos; ++i)
        {
            parent.resize(parent.find_last_of('/'));
        }
        const std::string balancer = state.NameOf(parent, BALANCER);
        if (balancer.empty())
        {
            state.Leave(owner, path + " (\"" + ParseId(id).name + "\" is not in this template)");
        }
        else
        {
            parts.push_back(balancer + "/" + part);
        }
    }
    return parts;
}

} // namespace ns3::v6lab::arm
