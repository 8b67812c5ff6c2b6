// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/gateway-faults.h"

namespace ns3::v6lab
{

GatewayFaults::GatewayFaults(ValidationContext& context)
    : m_context(context),
      m_topology(context.topology),
      m_gateways(m_topology.virtualNetworkGateways)
{
}

const VirtualNetworkGateway&
GatewayFaults::Gateway(size_t place) const
{
    return m_topology.virtualNetworkGateways[place];
}

std::optional<size_t>
GatewayFaults::VnetOf(const VirtualNetworkGateway& gateway) const
{
    const auto place = gateway.ipConfigurations.empty()
                           ? std::nullopt
                           : m_context.FindSubnet(gateway.ipConfigurations[0].subnet);
    return place ? std::optional<size_t>(place->vnet) : std::nullopt;
}

std::vector<const VirtualNetworkGateway*>
GatewayFaults::GatewaysOf(size_t vnet, const std::string& type) const
{
    std::vector<const VirtualNetworkGateway*> found;
    for (const auto& gateway : m_topology.virtualNetworkGateways)
    {
        if (VnetOf(gateway) == vnet && (type.empty() || gateway.gatewayType == type))
        {
            found.push_back(&gateway);
        }
    }
    return found;
}

void
GatewayFaults::Missing(const std::string& member, const std::string& kind, const std::string& name)
{
    Add(member, "InvalidResourceReference", "", "there is no " + kind + " \"" + name + "\"");
}

void
GatewayFaults::Add(const std::string& member,
                   const char* word,
                   const char* rule,
                   const std::string& sentence)
{
    m_context.Add({m_path + member, m_subject, word, rule, sentence});
}

} // namespace ns3::v6lab
