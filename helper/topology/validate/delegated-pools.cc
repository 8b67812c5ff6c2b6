// SPDX-License-Identifier: GPL-2.0-only
// Whose the prefixes are that routers delegate.
#include "helper/topology/validate/delegated-pools.h"

#include "helper/topology/island-text.h"
#include "helper/topology/validate/link-prefixes.h"

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
            for (const auto& downlink : request.downlinks)
            {
                if (request.link == uplink)
                {
                    links.insert(downlink.link);
                }
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
            if (const auto* taken = Taken(pool.settings.pool, pool.config->link))
            {
                Add(pool.path + ".pool", *pool.node, pool.config->pool, *taken);
            }
            CheckTranslators(pool);
        }
        for (size_t i = 0; i < m_topology.nodes.size(); ++i)
        {
            CheckHints(i, pools);
        }
    }

  private:
    void Add(const std::string& path,
             const OutsideNode& node,
             const std::string& text,
             const LinkPrefix& taken)
    {
        m_context.Add({path,
                       node.name,
                       "",
                       "RFC 8415 6.3",
                       text + " overlaps " + taken.prefix.ToString() + " of link " + taken.link +
                           ", " + taken.because});
    }

    /** What delegated prefixes are for is not taken by having addresses of them. */
    const LinkPrefix* Taken(const Prefix& prefix, const std::string& uplink) const
    {
        const auto downlinks = DownlinksOf(m_topology, uplink);
        const auto found = std::find_if(m_links.begin(), m_links.end(), [&](const LinkPrefix& one) {
            return one.prefix.Overlaps(prefix) && downlinks.count(one.link) == 0;
        });
        return found == m_links.end() ? nullptr : &*found;
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

    void CheckHints(size_t place, const std::vector<DelegatedPool>& pools)
    {
        const auto& node = m_topology.nodes[place];
        for (size_t i = 0; i < node.prefixRequests.size(); ++i)
        {
            const auto& request = node.prefixRequests[i];
            for (const auto& pool : pools)
            {
                const auto heeded = HeededHint(request, pool);
                const auto* taken = heeded ? Taken(*heeded, request.link) : nullptr;
                if (taken)
                {
                    const auto list = Item("nodes", place) + ".prefixRequests";
                    Add(Item(list, i) + ".hint", node, request.hint, *taken);
                    break;
                }
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

std::optional<Prefix>
HeededHint(const PrefixRequestConfig& request, const DelegatedPool& pool)
{
    const auto hint = Prefix::Parse(request.hint);
    const bool heeded =
        hint && pool.config->link == request.link && pool.settings.pool.Contains(*hint);
    return heeded ? std::optional(Prefix(hint->GetAddress(), pool.settings.length)) : std::nullopt;
}

void
CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools)
{
    PoolChecker(context).Check(pools);
}

} // namespace ns3::v6lab
