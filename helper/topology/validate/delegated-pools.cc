// SPDX-License-Identifier: GPL-2.0-only
// Whose the prefixes are that routers delegate.
#include "helper/topology/validate/delegated-pools.h"

#include "helper/topology/island-text.h"
#include "helper/topology/validate/learned-prefixes.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** A prefix that a link has, and by whom. */
struct LinkPrefix
{
    Prefix prefix;
    std::string link;
    std::string because; //!< "where node r has an address"
};

/** What routers say that links have. */
void
AddAdvertised(const OutsideNode& node, std::vector<LinkPrefix>& prefixes)
{
    for (const auto& advertisement : node.routerAdvertisements)
    {
        for (const auto& one : advertisement.prefixes)
        {
            if (const auto prefix = Prefix::Parse(one.prefix))
            {
                prefixes.push_back(
                    {*prefix, advertisement.link, "where node " + node.name + " advertises it"});
            }
        }
    }
}

/** IPv6 prefixes of the links, as far as they are written down. */
std::vector<LinkPrefix>
LinkPrefixes(const Topology& topology)
{
    std::vector<LinkPrefix> prefixes;
    for (const auto& node : topology.nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                const auto read = ParseInterfaceAddress(text);
                if (read && read->address.IsV6())
                {
                    prefixes.push_back({read->network,
                                        interface.link,
                                        "where node " + node.name + " has an address"});
                }
            }
        }
    }
    for (const auto& node : topology.nodes)
    {
        AddAdvertised(node, prefixes);
    }
    return prefixes;
}

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

/** Whether a node is the way to a link: what it has of the link's prefix comes to it first. */
bool
LeadsTo(const OutsideNode& node, const std::string& link)
{
    const auto zone = node.openwrt ? node.openwrt->lan : std::vector<std::string>();
    return std::count(zone.begin(), zone.end(), link) > 0 ||
           std::any_of(node.prefixRequests.begin(),
                       node.prefixRequests.end(),
                       [&link](const PrefixRequestConfig& request) {
                           return std::any_of(
                               request.downlinks.begin(),
                               request.downlinks.end(),
                               [&link](const auto& downlink) { return downlink.link == link; });
                       });
}

/** The downlink that has this prefix if the router is given what it lies in; else null. */
const DownlinkConfig*
DownlinkWith(const OutsideNode& node, const DelegatedPool& pool, const Prefix& prefix)
{
    const Prefix given(prefix.GetAddress(), pool.settings.length);
    for (const auto& request : node.prefixRequests)
    {
        for (const auto& downlink : request.downlinks)
        {
            const auto own = SubPrefix(given, downlink.subnet);
            if (request.link == pool.config->link && pool.settings.pool.Contains(prefix) && own &&
                own->Overlaps(prefix))
            {
                return &downlink;
            }
        }
    }
    return nullptr;
}

/** In words, a link of the node that has nothing beside the NAT64's prefix, if there is one. */
std::optional<std::string>
LearnedLinkOfNat64(const Topology& topology, const std::string& name, const Prefix& nat64)
{
    for (const auto& node : topology.nodes)
    {
        const auto learned = node.name == name ? LearnedPrefixes(topology, node, nat64)
                                               : std::vector<LearnedPrefix>();
        for (const auto& [prefix, source] : learned)
        {
            if (nat64.Contains(prefix))
            {
                return prefix.ToString() + " of " + source;
            }
        }
    }
    return std::nullopt;
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
            const auto hint = Prefix::Parse(request.hint);
            for (const auto& pool : pools)
            {
                const bool heeded =
                    hint && pool.config->link == request.link && pool.settings.pool.Contains(*hint);
                const auto* taken =
                    heeded ? Taken(Prefix(hint->GetAddress(), pool.settings.length), request.link)
                           : nullptr;
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

void
CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools)
{
    PoolChecker(context).Check(pools);
}

std::optional<std::string>
LinkOfNat64(const Topology& topology, const TranslatorConfig& nat64)
{
    const auto prefix = Prefix::Parse(nat64.prefix);
    if (!prefix || prefix->GetFamily() != Family::V6)
    {
        return std::nullopt;
    }
    for (const auto& [own, link, because] : LinkPrefixes(topology))
    {
        const auto leads = [&nat64, &link = link](const OutsideNode& one) {
            return one.name == nat64.node && LeadsTo(one, link);
        };
        const bool part = own.Contains(*prefix) && own != *prefix &&
                          std::any_of(topology.nodes.begin(), topology.nodes.end(), leads);
        if (own.Overlaps(*prefix) && !part)
        {
            return own.ToString() + " of link " + link + ", " + because;
        }
    }
    return LearnedLinkOfNat64(topology, nat64.node, *prefix);
}

std::optional<std::string>
LinkOfDedicated(const Topology& topology, const TranslatorConfig& clat)
{
    const auto dedicated = Prefix::Parse(clat.dedicatedPrefix);
    if (!dedicated || dedicated->GetFamily() != Family::V6)
    {
        return std::nullopt;
    }
    for (const auto& [prefix, link, because] : LinkPrefixes(topology))
    {
        if (prefix.Overlaps(*dedicated))
        {
            return "link " + link + ", " + because;
        }
    }
    for (const auto& pool : DelegatedPools(topology))
    {
        for (const auto& node : topology.nodes)
        {
            const auto* downlink =
                node.name == clat.node ? DownlinkWith(node, pool, *dedicated) : nullptr;
            if (downlink)
            {
                return "link " + downlink->link + ", which gets subnet " +
                       std::to_string(downlink->subnet) + " of the delegated prefix";
            }
        }
    }
    return std::nullopt;
}

} // namespace ns3::v6lab
