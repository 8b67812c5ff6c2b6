// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_END_SETS_H
#define V6LAB_AZURE_END_SETS_H

#include "model/core/azure/estate.h"
#include "model/core/azure/service-tags.h"

#include <list>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/**
 * Finds or makes the address sets of rule ends, as a subnet sees them; equal ends of many rules
 * share one. `members` are those of application security groups.
 */
class EndSets
{
  public:
    EndSets(const Estate& estate, Index subnet, const std::vector<AddressSet>& members)
        : m_estate(estate),
          m_subnet(subnet),
          m_members(members)
    {
    }

    /** Lives as long as this object. */
    const AddressSet* Of(const RuleEnd& end)
    {
        if (!end.serviceTag.empty() || end.IsAnyAddress())
        {
            const auto known = m_named.find(end.serviceTag);
            return known != m_named.end() ? known->second : m_named[end.serviceTag] = Make(end);
        }
        return Make(end);
    }

  private:
    const AddressSet* Make(const RuleEnd& end)
    {
        if (end.IsAnyAddress())
        {
            return &m_sets.emplace_back(AnyAddress());
        }
        if (!end.serviceTag.empty())
        {
            return &m_sets.emplace_back(TagSet(m_estate, m_subnet, end.serviceTag));
        }
        AddressSet set;
        for (const auto& prefix : end.prefixes)
        {
            set.push_back({prefix, true});
        }
        for (const Index group : end.applicationSecurityGroups)
        {
            if (group < m_members.size())
            {
                set.insert(set.end(), m_members[group].begin(), m_members[group].end());
            }
        }
        return &m_sets.emplace_back(std::move(set));
    }

    const Estate& m_estate;
    Index m_subnet;
    const std::vector<AddressSet>& m_members;
    std::list<AddressSet> m_sets;
    std::map<std::string, const AddressSet*> m_named; //!< by tag; any address by ""
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_END_SETS_H
