// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_SECURITY_H
#define V6LAB_BUILD_SECURITY_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

/** Security groups in C++; see builder.h. */
namespace ns3::v6lab::build
{

/**
 * A network security group. Rules are named after their order ("rule-1") and have priorities 100,
 * 110, …; addresses are prefixes, a service tag or "*", ports as in Azure. What follows a rule
 * changes that rule.
 */
class Nsg
{
  public:
    explicit Nsg(const std::string& name);

    Nsg& AllowIn(const std::string& protocol,
                 const std::vector<std::string>& from,
                 const std::vector<std::string>& ports = {"*"});
    Nsg& DenyIn(const std::string& protocol,
                const std::vector<std::string>& from,
                const std::vector<std::string>& ports = {"*"});
    Nsg& AllowOut(const std::string& protocol,
                  const std::vector<std::string>& to,
                  const std::vector<std::string>& ports = {"*"});
    Nsg& DenyOut(const std::string& protocol,
                 const std::vector<std::string>& to,
                 const std::vector<std::string>& ports = {"*"});
    /** The last rule's name. Throws std::logic_error before any rule. */
    Nsg& Named(const std::string& name);
    /** The last rule's priority. */
    Nsg& At(uint32_t priority);

    const NetworkSecurityGroup& Get() const
    {
        return m_group;
    }

  private:
    SecurityRule& Add(const std::string& direction,
                      const std::string& access,
                      const std::string& protocol,
                      const std::vector<std::string>& ports);
    SecurityRule& Last();

    NetworkSecurityGroup m_group;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_SECURITY_H
