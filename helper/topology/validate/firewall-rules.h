// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_FIREWALL_RULES_H
#define V6LAB_VALIDATE_FIREWALL_RULES_H

#include "helper/topology/validate/context.h"

#include <string>

namespace ns3::v6lab
{

/** The faults of one Azure Firewall, for those who check its parts. */
class FirewallFaults
{
  protected:
    FirewallFaults(ValidationContext& context, size_t place)
        : m_context(context),
          m_firewall(context.topology.azureFirewalls[place]),
          m_path(Item("azureFirewalls", place))
    {
    }

    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({m_path + path, m_firewall.name, word, rule, sentence});
    }

    ValidationContext& m_context;
    const AzureFirewall& m_firewall;
    std::string m_path;
};

/** The rules of an Azure Firewall (M2, D3), which is the one at `place` in the topology. */
void CheckFirewallRules(ValidationContext& context, size_t place);

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_FIREWALL_RULES_H
