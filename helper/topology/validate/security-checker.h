// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_CHECKER_H
#define V6LAB_SECURITY_CHECKER_H

#include "helper/topology/validate/context.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Security rules, and who refers to their groups. */
class SecurityChecker
{
  public:
    explicit SecurityChecker(ValidationContext& context);

    void Check();

  private:
    void CheckCollection(const SecurityAdminRuleCollection& collection, const std::string& path);
    /** Members of an application security group are all in the network of the first. */
    void CheckMembers();
    void CheckMember(const IpConfiguration& configuration, const std::string& path);

    // The rules of one group or collection.
    void CheckRules(const std::string& group,
                    const std::vector<SecurityRule>& rules,
                    const std::string& path);
    void CheckRule(const SecurityRule& rule, const std::string& path);
    void CheckPorts(const std::vector<std::string>& ranges, const std::string& path);
    void CheckEnd(const std::vector<std::string>& addresses,
                  const std::vector<std::string>& groups,
                  const std::string& path,
                  const std::string& end);
    void CheckAddress(const std::string& text, const std::string& path, size_t count);
    /** A7: those tags only serve to take away what is there without asking. */
    void CheckPlatformTag(const SecurityRule& rule, const std::string& path);
    /** Azure: all application security groups of a rule are of one virtual network. */
    void CheckGroupNetworks(const SecurityRule& rule, const std::string& path);

    // Whom groups guard.
    void CheckAttachments();
    void CheckSubnet(const Subnet& subnet, const std::string& path);
    /** False if it names no group that there is. */
    bool CheckReference(const std::string& name, const std::string& path);
    /** S6: what Bastion needs, by the rules that say so in so many words. */
    void CheckBastion(const std::string& name, const std::string& path);

    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence);

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_groups;
    NameIndex m_applicationGroups;
    std::map<std::string, size_t> m_network; //!< of each application security group's first member
    std::set<Family> m_families;             //!< of the rule at hand
    std::string m_subject;
    bool m_admin{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_CHECKER_H
