// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/context.h"

#include <algorithm>

namespace ns3::v6lab
{

ValidationContext::ValidationContext(const Topology& value)
    : topology(value),
      vnets(value.virtualNetworks),
      routeTables(value.routeTables),
      publicIps(value.publicIPAddresses),
      nics(value.networkInterfaces),
      machines(value.virtualMachines),
      nodes(value.nodes),
      links(value.links),
      workloads(value.workloads),
      bastions(value.bastionHosts)
{
    for (const auto& vnet : topology.virtualNetworks)
    {
        spaces.emplace_back(ParsedClaims(vnet.addressPrefixes));
        m_subnets.emplace_back(vnet.subnets);
        auto& parts = subnetSpaces.emplace_back();
        for (const auto& subnet : vnet.subnets)
        {
            parts.emplace_back(ParsedClaims(subnet.addressPrefixes));
        }
    }
}

std::optional<SubnetPlace>
ValidationContext::FindSubnet(const std::string& reference) const
{
    const size_t slash = reference.find('/');
    if (slash == std::string::npos)
    {
        return std::nullopt;
    }
    const auto vnet = vnets.Find(reference.substr(0, slash));
    if (!vnet)
    {
        return std::nullopt;
    }
    const auto subnet = m_subnets[*vnet].Find(reference.substr(slash + 1));
    return subnet ? std::optional<SubnetPlace>({*vnet, *subnet}) : std::nullopt;
}

namespace
{

/** "hub-vpn", "hub-vpn-0", "er-primary": nodes that gateways and circuits bring along. */
bool
IsGatewayNode(const Topology& topology, const std::string& name)
{
    for (const auto& gateway : topology.virtualNetworkGateways)
    {
        if (gateway.activeActive ? name == gateway.name + "-0" || name == gateway.name + "-1"
                                 : name == gateway.name)
        {
            return true;
        }
    }
    for (const auto& circuit : topology.expressRouteCircuits)
    {
        if (name == circuit.name + "-primary" || name == circuit.name + "-secondary")
        {
            return true;
        }
    }
    return false;
}

} // namespace

bool
ValidationContext::HasNode(const std::string& name) const
{
    const auto& firewalls = topology.azureFirewalls;
    return machines.Find(name) || nodes.Find(name) || IsGatewayNode(topology, name) ||
           bastions.Find(name) ||
           std::any_of(firewalls.begin(), firewalls.end(), [&](const AzureFirewall& firewall) {
               return firewall.name == name;
           });
}

std::string
Item(const std::string& list, size_t place)
{
    return list + "[" + std::to_string(place) + "]";
}

std::vector<Claim>
ParsedClaims(const std::vector<std::string>& prefixes)
{
    std::vector<Claim> claims;
    for (size_t i = 0; i < prefixes.size(); ++i)
    {
        if (const auto prefix = Prefix::Parse(prefixes[i]))
        {
            claims.push_back({*prefix, i});
        }
    }
    return claims;
}

std::optional<Fault>
PrefixFormFault(const std::string& text)
{
    if (Prefix::Parse(text))
    {
        return std::nullopt;
    }
    if (const auto parsed = ParseInterfaceAddress(text))
    {
        return Fault{"",
                     "",
                     "InvalidCIDRNotation",
                     "RFC 4632 3.1",
                     "\"" + text + "\" has bits set after the prefix length; it should be " +
                         parsed->network.ToString()};
    }
    return Fault{"",
                 "",
                 "InvalidAddressPrefixFormat",
                 "RFC 4632 3.1",
                 "\"" + text + "\" is not a prefix such as 10.0.0.0/24 or 2001:db8::/64"};
}

const char*
Named(Family family)
{
    return family == Family::V4 ? "IPv4" : "IPv6";
}

Family
FamilyOf(const std::string& version)
{
    return version == "IPv6" ? Family::V6 : Family::V4;
}

} // namespace ns3::v6lab
