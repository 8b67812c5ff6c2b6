// SPDX-License-Identifier: GPL-2.0-only
// Whose the prefixes are that routers delegate.
#include "helper/topology/validate/delegated-pools.h"

#include "helper/topology/island-text.h"
#include "helper/topology/validate/link-prefixes.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Links that get their addresses out of what is delegated on a link. */
std::set<std::string>
DownlinksOf(const Topology& topology, const std::string& uplink)
{
    std::set<std::string> links;
    for (const auto& node : topology.nodes)
    {
        for (const auto& request : node.prefixRequests)
        {
            if (request.link == uplink)
            {
                links.merge(DownlinksOf(request));
            }
        }
    }
    return links;
}

bool
AsksOn(const Topology& topology, const std::string& name, const std::string& link)
{
    return std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const OutsideNode& node) {
        return node.name == name &&
               std::any_of(node.prefixRequests.begin(),
                           node.prefixRequests.end(),
                           [&link](const auto& request) { return request.link == link; });
    });
}

class PoolChecker
{
  public:
    explicit PoolChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_links(LinkPrefixes(context.topology))
    {
    }

    void Check(const std::vector<DelegatedPool>& pools)
    {
        for (const auto& pool : pools)
        {
            CheckLinks(pool);
            CheckTranslators(pool);
        }
    }

  private:
    /** What delegated prefixes are for, some links, is not taken by having addresses of them. */
    void CheckLinks(const DelegatedPool& pool)
    {
        const auto downlinks = DownlinksOf(m_topology, pool.config->link);
        if (const auto* taken = FindOverlap(m_links, pool.settings.pool, downlinks))
        {
            m_context.Add({pool.path + ".pool",
                           pool.node->name,
                           "",
                           "RFC 8415 6.3",
                           pool.config->pool + " overlaps " + ToText(*taken)});
        }
    }

    /** A router that asks may have its own translators in what it is given. */
    void CheckTranslators(const DelegatedPool& pool)
    {
        const auto& translators = m_topology.translators;
        for (size_t i = 0; i < translators.size(); ++i)
        {
            const auto& one = translators[i];
            const auto prefix = Prefix::Parse(one.prefix);
            if (prefix && one.kind != "clat" && prefix->Overlaps(pool.settings.pool) &&
                !AsksOn(m_topology, one.node, pool.config->link))
            {
                m_context.Add({Item("translators", i) + ".prefix",
                               one.node,
                               "",
                               "RFC 6052 1.3",
                               one.prefix + " overlaps " + pool.config->pool + ", which node " +
                                   pool.node->name + " delegates on link " + pool.config->link});
            }
        }
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::vector<LinkPrefix> m_links;
};

} // namespace

std::vector<DelegatedPool>
DelegatedPools(const Topology& topology)
{
    std::vector<DelegatedPool> pools;
    for (size_t i = 0; i < topology.nodes.size(); ++i)
    {
        const auto& node = topology.nodes[i];
        for (size_t j = 0; j < node.delegates.size(); ++j)
        {
            const auto path = Item(Item("nodes", i) + ".delegates", j);
            try
            {
                const auto& config = node.delegates[j];
                pools.push_back({&node, &config, path, ReadDelegation(config)});
            }
            catch (const std::invalid_argument&) // told with the node
            {
                continue;
            }
        }
    }
    return pools;
}

std::set<std::string>
DownlinksOf(const PrefixRequestConfig& request)
{
    std::set<std::string> links;
    for (const auto& downlink : request.downlinks)
    {
        links.insert(downlink.link);
    }
    return links;
}

std::optional<Prefix>
HeededHint(const PrefixRequestConfig& request, const DelegatedPool& pool)
{
    const auto hint = Prefix::Parse(request.hint);
    const bool heeded =
        hint && pool.config->link == request.link && pool.settings.pool.Contains(*hint);
    return heeded ? std::optional(Prefix(hint->GetAddress(), pool.settings.length)) : std::nullopt;
}

std::optional<Prefix>
LinkPrefixNear(const PrefixRequestConfig& request,
               const DownlinkConfig& downlink,
               const DelegatedPool& pool,
               const IpAddress& address)
{
    const Prefix around(address, pool.settings.length);
    const auto near = SubPrefix(HeededHint(request, pool).value_or(around), downlink.subnet);
    const bool possible =
        near && pool.config->link == request.link && pool.settings.pool.Contains(*near);
    return possible ? near : std::nullopt;
}

void
CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools)
{
    PoolChecker(context).Check(pools);
}

} // namespace ns3::v6lab
