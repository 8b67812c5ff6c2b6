// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/learned-prefixes.h"

#include "helper/topology/validate/delegated-pools.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

class Learner
{
  public:
    Learner(const Topology& topology, const OutsideNode& node, const Prefix& around)
        : m_topology(topology),
          m_node(node),
          m_around(around)
    {
    }

    std::vector<LearnedPrefix> Find()
    {
        const auto pools = DelegatedPools(m_topology);
        for (const auto& router : m_topology.nodes)
        {
            for (const auto& told : router.routerAdvertisements)
            {
                FindAdvertised(router, told);
            }
            for (const auto& request : router.prefixRequests)
            {
                for (const auto& pool : pools)
                {
                    FindDelegated(request, pool);
                }
            }
        }
        return m_found;
    }

  private:
    bool HasLink(const std::string& link) const
    {
        const auto& all = m_node.interfaces;
        return std::any_of(all.begin(), all.end(), [&link](const Interface& one) {
            return one.link == link;
        });
    }

    /** Once: of several advertisements of a link most say the same again. */
    void Add(const Prefix& prefix, const std::string& source)
    {
        if (prefix.Overlaps(m_around) && m_told.insert(prefix.ToString() + source).second)
        {
            m_found.push_back({prefix, source});
        }
    }

    void FindAdvertised(const OutsideNode& router, const RouterAdvertisementConfig& told)
    {
        for (const auto& config : told.prefixes)
        {
            const auto prefix = Prefix::Parse(config.prefix);
            if (prefix && (config.onLink || config.autonomous) && HasLink(told.link))
            {
                Add(*prefix,
                    "link " + told.link + ", where node " + router.name + " advertises it");
            }
        }
    }

    void FindDelegated(const PrefixRequestConfig& request, const DelegatedPool& pool)
    {
        const Prefix& all = pool.settings.pool;
        if (request.link != pool.config->link || !all.Overlaps(m_around))
        {
            return;
        }
        const IpAddress& likely = all.Contains(m_around) ? m_around.GetAddress() : all.GetAddress();
        const Prefix given =
            HeededHint(request, pool).value_or(Prefix(likely, pool.settings.length));
        for (const auto& downlink : request.downlinks)
        {
            const auto own = SubPrefix(given, downlink.subnet);
            if (own && HasLink(downlink.link))
            {
                Add(*own,
                    "link " + downlink.link + ", which may get subnet " +
                        std::to_string(downlink.subnet) + " of what node " + pool.node->name +
                        " delegates out of " + pool.config->pool);
            }
        }
    }

    const Topology& m_topology;
    const OutsideNode& m_node;
    const Prefix& m_around;
    std::set<std::string> m_told;
    std::vector<LearnedPrefix> m_found;
};

} // namespace

std::vector<LearnedPrefix>
LearnedPrefixes(const Topology& topology, const OutsideNode& node, const Prefix& around)
{
    return Learner(topology, node, around).Find();
}

} // namespace ns3::v6lab
