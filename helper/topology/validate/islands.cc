// SPDX-License-Identifier: GPL-2.0-only
// Delegated prefixes (RFC 8415).
#include "helper/topology/island-text.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/delegated-pools.h"
#include "helper/topology/validate/host-prefixes.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

class IslandChecker
{
  public:
    explicit IslandChecker(ValidationContext& context)
        : m_context(context),
          m_pools(DelegatedPools(context.topology))
    {
    }

    void Check()
    {
        const auto& nodes = m_context.topology.nodes;
        for (size_t i = 0; i < nodes.size(); ++i)
        {
            m_node = &nodes[i];
            m_path = Item("nodes", i);
            CheckKind();
            CheckDelegates();
        }
        for (size_t i = 0; i < nodes.size(); ++i)
        {
            m_node = &nodes[i];
            m_path = Item("nodes", i);
            CheckRequests();
        }
        CheckOverlaps();
        CheckDelegatedPools(m_context, m_pools);
        CheckRequestedPrefixes(m_context, m_pools);
        CheckFirstAddresses(m_context, m_pools);
        CheckSizes();
    }

  private:
    void Add(const std::string& path, const char* rule, const std::string& sentence)
    {
        m_context.Add({path, m_node->name, "", rule, sentence});
    }

    template <class Read>
    auto Try(const std::string& path, Read read) -> std::optional<decltype(read())>
    {
        try
        {
            return read();
        }
        catch (const std::invalid_argument& error)
        {
            Add(path, "", error.what());
            return std::nullopt;
        }
    }

    static bool IsOn(const OutsideNode& node, const std::string& link)
    {
        return std::any_of(node.interfaces.begin(),
                           node.interfaces.end(),
                           [&link](const Interface& one) { return one.link == link; });
    }

    /** True if the node is there. */
    bool CheckLink(const std::string& path, const std::string& link)
    {
        const bool there = IsOn(*m_node, link);
        if (!there && !link.empty())
        {
            Add(path, "", "the node is not on link \"" + link + "\"");
        }
        return there;
    }

    void CheckKind()
    {
        const bool routes = m_node->kind == "router";
        const auto check = [&](bool has, const char* field) {
            if (has && !routes)
            {
                Add(m_path + "." + field, "", "only a router can have it: kind: router");
            }
        };
        check(!m_node->delegates.empty(), "delegates");
        check(!m_node->prefixRequests.empty(), "prefixRequests");
    }

    void CheckDelegates()
    {
        std::set<std::pair<std::string, std::string>> starts;
        for (size_t i = 0; i < m_node->delegates.size(); ++i)
        {
            const auto& config = m_node->delegates[i];
            const std::string path = Item(m_path + ".delegates", i);
            CheckLink(path + ".link", config.link);
            CheckTime(path + ".start", config.start);
            if (!starts.emplace(config.link, config.start).second)
            {
                Add(path + ".start", "", "the node delegates on this link from then on already");
            }
            if (const auto read = Try(path, [&] { return ReadDelegation(config); }))
            {
                CheckHosts(path + ".pool", read->pool);
            }
        }
    }

    void CheckTime(const std::string& path, const std::string& text)
    {
        if (!ParseDuration(text))
        {
            Add(path, "", "\"" + text + "\" is not a time such as \"100ms\"");
        }
    }

    /** What is delegated becomes the prefixes of links, whose hosts take addresses of them. */
    void CheckHosts(const std::string& path, const Prefix& pool)
    {
        if (const auto range = RangeWithoutHosts(pool))
        {
            Add(path,
                ClauseOfHosts(Family::V6),
                pool.ToString() + " overlaps " + *range +
                    ", which no router delegates; allowed are prefixes of unicast addresses, such "
                    "as 2001:db8:100::/40 or fd00:100::/40");
        }
    }

    /** A later one for the same link takes the place of the earlier. */
    void CheckOverlaps()
    {
        for (size_t i = 0; i < m_pools.size(); ++i)
        {
            for (size_t j = 0; j < i; ++j)
            {
                const bool same = m_pools[i].node == m_pools[j].node &&
                                  m_pools[i].config->link == m_pools[j].config->link;
                if (!same && m_pools[i].settings.pool.Overlaps(m_pools[j].settings.pool))
                {
                    m_node = m_pools[i].node;
                    Add(m_pools[i].path + ".pool",
                        "RFC 8415 6.3",
                        m_pools[i].config->pool + " overlaps " + m_pools[j].config->pool +
                            ", which node " + m_pools[j].node->name + " delegates on link " +
                            m_pools[j].config->link);
                }
            }
        }
    }

    void CheckSizes()
    {
        for (const auto& pool : m_pools)
        {
            uint64_t askers = 0;
            for (const auto& node : m_context.topology.nodes)
            {
                askers += std::count_if(node.prefixRequests.begin(),
                                        node.prefixRequests.end(),
                                        [&pool](const PrefixRequestConfig& request) {
                                            return request.link == pool.config->link;
                                        });
            }
            const uint64_t size = PrefixPool(pool.settings.pool, pool.settings.length).GetSize();
            if (askers > size)
            {
                m_node = pool.node;
                Add(pool.path + ".pool",
                    "RFC 8415 18.3.9",
                    pool.config->pool + " is exhausted: it has " + std::to_string(size) +
                        " prefixes of /" + std::to_string(pool.settings.length) + ", and " +
                        std::to_string(askers) + " routers ask on link " + pool.config->link);
            }
        }
    }

    void CheckRequests()
    {
        std::set<std::string> links;
        for (size_t i = 0; i < m_node->prefixRequests.size(); ++i)
        {
            const auto& config = m_node->prefixRequests[i];
            const std::string path = Item(m_path + ".prefixRequests", i);
            if (!links.insert(config.link).second || links.size() > 1)
            {
                Add(path + ".link", "", "a router asks on one link only");
            }
            Try(path, [&] { return ReadPrefixRequest(config); });
            if (!config.release.empty())
            {
                CheckTime(path + ".release", config.release);
                if (ParseDuration(config.release) == 0)
                {
                    Add(path + ".release",
                        "RFC 8415 18.2.7",
                        "nothing can be given back at 0 s yet");
                }
            }
            if (CheckLink(path + ".link", config.link))
            {
                CheckDelegator(config, path);
            }
            CheckDownlinks(config, path);
        }
    }

    void CheckDelegator(const PrefixRequestConfig& config, const std::string& path)
    {
        const auto& nodes = m_context.topology.nodes;
        const bool somebody = std::any_of(nodes.begin(), nodes.end(), [&](const OutsideNode& node) {
            return &node != m_node &&
                   std::any_of(node.delegates.begin(),
                               node.delegates.end(),
                               [&](const auto& given) { return given.link == config.link; });
        });
        if (!somebody)
        {
            Add(path + ".link",
                "RFC 8415 6.3",
                "nobody delegates prefixes on link \"" + config.link + "\"");
        }
    }

    void CheckDownlinks(const PrefixRequestConfig& config, const std::string& path)
    {
        std::set<std::string> links;
        std::set<uint32_t> subnets;
        for (size_t i = 0; i < config.downlinks.size(); ++i)
        {
            const auto& downlink = config.downlinks[i];
            const std::string where = Item(path + ".downlinks", i);
            CheckLink(where + ".link", downlink.link);
            if (downlink.link == config.link || !links.insert(downlink.link).second)
            {
                Add(where + ".link", "", "a link gets one /64, and not the link that it asks on");
            }
            if (!subnets.insert(downlink.subnet).second)
            {
                Add(where + ".subnet", "", "another link has this /64 already");
            }
            CheckSubnet(config, downlink, where);
        }
    }

    void CheckSubnet(const PrefixRequestConfig& config,
                     const DownlinkConfig& downlink,
                     const std::string& where)
    {
        for (const auto& pool : m_pools)
        {
            const Prefix given(pool.settings.pool.GetAddress(), pool.settings.length);
            if (pool.config->link == config.link && !SubPrefix(given, downlink.subnet))
            {
                Add(where + ".subnet",
                    "RFC 7084 L-2",
                    std::to_string(downlink.subnet) + " does not exist: a /" +
                        std::to_string(pool.settings.length) + " has " +
                        std::to_string(uint64_t{1} << (64 - pool.settings.length)) + " /64");
                return;
            }
        }
    }

    ValidationContext& m_context;
    const OutsideNode* m_node{nullptr};
    std::string m_path;
    std::vector<DelegatedPool> m_pools;
};

} // namespace

void
ValidateIslands(ValidationContext& context)
{
    IslandChecker(context).Check();
}

} // namespace ns3::v6lab
