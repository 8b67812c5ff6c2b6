// SPDX-License-Identifier: GPL-2.0-only
// Rules A6, S1 and S6: the subnets and interfaces that security groups guard.
#include "helper/topology/validate/security-checker.h"
#include "model/core/azure/service-tags.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

bool
HasPort(const std::vector<std::string>& ranges, const std::string& port)
{
    const auto wanted = azure::ParsePortRange(port)->first;
    return ranges.empty() ||
           std::any_of(ranges.begin(), ranges.end(), [wanted](const std::string& text) {
               const auto range = azure::ParsePortRange(text);
               return range && range->first <= wanted && wanted <= range->last;
           });
}

/** By the first rule about that tag (or any address), port and TCP. */
bool
Allows(const NetworkSecurityGroup& group,
       const std::string& direction,
       const std::string& tag,
       const std::string& port)
{
    const SecurityRule* first = nullptr;
    for (const auto& rule : group.securityRules)
    {
        const auto& addresses =
            direction == "Inbound" ? rule.sourceAddressPrefixes : rule.destinationAddressPrefixes;
        const auto about = [&](const std::string& text) { return text == tag || text == "*"; };
        if (rule.direction == direction && (rule.protocol == "Tcp" || rule.protocol == "*") &&
            (addresses.empty() || std::any_of(addresses.begin(), addresses.end(), about)) &&
            HasPort(rule.destinationPortRanges, port) &&
            (first == nullptr || rule.priority < first->priority))
        {
            first = &rule;
        }
    }
    return first != nullptr && first->access == "Allow";
}

} // namespace

void
SecurityChecker::CheckAttachments()
{
    for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
    {
        const auto& nic = m_topology.networkInterfaces[i];
        m_subject = nic.name;
        CheckReference(nic.networkSecurityGroup, Item("networkInterfaces", i));
    }
    for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
    {
        const auto& vnet = m_topology.virtualNetworks[i];
        for (size_t j = 0; j < vnet.subnets.size(); ++j)
        {
            m_subject = vnet.name + "/" + vnet.subnets[j].name;
            CheckSubnet(vnet.subnets[j], Item(Item("virtualNetworks", i) + ".subnets", j));
        }
    }
}

void
SecurityChecker::CheckSubnet(const Subnet& subnet, const std::string& path)
{
    if (!CheckReference(subnet.networkSecurityGroup, path))
    {
        return;
    }
    if (subnet.name == "GatewaySubnet")
    {
        Add(path + ".networkSecurityGroup",
            "NetworkSecurityGroupCannotBeAttachedToGatewaySubnet",
            "S6",
            "GatewaySubnet takes no network security group");
    }
    if (subnet.name == "AzureBastionSubnet")
    {
        CheckBastion(subnet.networkSecurityGroup, path);
    }
}

bool
SecurityChecker::CheckReference(const std::string& name, const std::string& path)
{
    if (!name.empty() && !m_groups.Find(name))
    {
        Add(path + ".networkSecurityGroup",
            "InvalidResourceReference",
            "S1",
            "there is no network security group \"" + name + "\"");
    }
    return m_groups.Find(name).has_value();
}

void
SecurityChecker::CheckBastion(const std::string& name, const std::string& path)
{
    struct Need
    {
        const char* direction;
        const char* tag;
        const char* port;
    };

    const auto& group = m_topology.networkSecurityGroups[*m_groups.Find(name)];
    for (const Need& need : {Need{"Inbound", "Internet", "443"},
                             Need{"Inbound", "GatewayManager", "443"},
                             Need{"Outbound", "VirtualNetwork", "22"},
                             Need{"Outbound", "VirtualNetwork", "3389"},
                             Need{"Outbound", "AzureCloud", "443"}})
    {
        if (!Allows(group, need.direction, need.tag, need.port))
        {
            const bool inbound = std::string(need.direction) == "Inbound";
            Add(path + ".networkSecurityGroup",
                "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
                "S6",
                "AzureBastionSubnet needs an " + std::string(need.direction) +
                    " rule that allows TCP " + need.port + (inbound ? " from " : " to ") +
                    need.tag);
        }
    }
}

} // namespace ns3::v6lab
