// SPDX-License-Identifier: GPL-2.0-only
// Rules S1 and N4: security groups, admin collections, members of application security groups.
#include "helper/topology/validate/security-checker.h"

namespace ns3::v6lab
{

SecurityChecker::SecurityChecker(ValidationContext& context)
    : m_context(context),
      m_topology(context.topology),
      m_groups(m_topology.networkSecurityGroups),
      m_applicationGroups(m_topology.applicationSecurityGroups)
{
}

void
SecurityChecker::Check()
{
    CheckMembers();
    for (size_t i = 0; i < m_topology.networkSecurityGroups.size(); ++i)
    {
        const auto& group = m_topology.networkSecurityGroups[i];
        m_admin = false;
        CheckRules(group.name,
                   group.securityRules,
                   Item("networkSecurityGroups", i) + ".securityRules");
    }
    for (size_t i = 0; i < m_topology.securityAdminRuleCollections.size(); ++i)
    {
        CheckCollection(m_topology.securityAdminRuleCollections[i],
                        Item("securityAdminRuleCollections", i));
    }
    CheckAttachments();
}

void
SecurityChecker::CheckCollection(const SecurityAdminRuleCollection& collection,
                                 const std::string& path)
{
    m_subject = collection.name;
    for (size_t i = 0; i < collection.virtualNetworks.size(); ++i)
    {
        const std::string& name = collection.virtualNetworks[i];
        if (!m_context.vnets.Find(name))
        {
            Add(Item(path + ".virtualNetworks", i),
                "InvalidResourceReference",
                "N4",
                "there is no virtual network \"" + name + "\"");
        }
    }
    m_admin = true;
    CheckRules(collection.name, collection.rules, path + ".rules");
}

void
SecurityChecker::CheckMembers()
{
    for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
    {
        const auto& nic = m_topology.networkInterfaces[i];
        for (size_t j = 0; j < nic.ipConfigurations.size(); ++j)
        {
            m_subject = nic.name + "/" + nic.ipConfigurations[j].name;
            CheckMember(nic.ipConfigurations[j],
                        Item(Item("networkInterfaces", i) + ".ipConfigurations", j) +
                            ".applicationSecurityGroups");
        }
    }
}

void
SecurityChecker::CheckMember(const IpConfiguration& configuration, const std::string& path)
{
    const auto place = m_context.FindSubnet(configuration.subnet);
    for (size_t i = 0; i < configuration.applicationSecurityGroups.size(); ++i)
    {
        const std::string& name = configuration.applicationSecurityGroups[i];
        if (!m_applicationGroups.Find(name))
        {
            Add(Item(path, i),
                "InvalidResourceReference",
                "S1",
                "there is no application security group \"" + name + "\"");
        }
        else if (place && m_network.emplace(name, place->vnet).first->second != place->vnet)
        {
            Add(Item(path, i),
                "",
                "S1",
                "the members of " + name + " must be in one virtual network, and others are in " +
                    m_topology.virtualNetworks[m_network[name]].name);
        }
    }
}

void
SecurityChecker::Add(const std::string& path,
                     const char* word,
                     const char* rule,
                     const std::string& sentence)
{
    m_context.Add({path, m_subject, word, rule, sentence});
}

void
ValidateSecurity(ValidationContext& context)
{
    SecurityChecker(context).Check();
}

} // namespace ns3::v6lab
