// SPDX-License-Identifier: GPL-2.0-only
// Whose the prefixes are that routers ask for.
#include "helper/topology/validate/delegated-pools.h"
#include "helper/topology/validate/link-prefixes.h"

namespace ns3::v6lab
{

namespace
{

class RequestChecker
{
  public:
    RequestChecker(ValidationContext& context, const std::vector<DelegatedPool>& pools)
        : m_context(context),
          m_pools(pools),
          m_links(LinkPrefixes(context.topology))
    {
    }

    void Check()
    {
        const auto& nodes = m_context.topology.nodes;
        for (size_t i = 0; i < nodes.size(); ++i)
        {
            const auto list = Item("nodes", i) + ".prefixRequests";
            for (size_t j = 0; j < nodes[i].prefixRequests.size(); ++j)
            {
                CheckRequest(nodes[i], nodes[i].prefixRequests[j], Item(list, j));
            }
        }
    }

  private:
    /** One fault is told, of the first pool of several that the router may be served from. */
    void CheckRequest(const OutsideNode& node,
                      const PrefixRequestConfig& request,
                      const std::string& path)
    {
        for (const auto& pool : m_pools)
        {
            if (pool.config->link == request.link && (IsHintTaken(node, request, path, pool) ||
                                                      IsDownlinkTaken(node, request, path, pool)))
            {
                return;
            }
        }
    }

    /** What a router asks for has addresses on no links but those that it is for. */
    bool IsHintTaken(const OutsideNode& node,
                     const PrefixRequestConfig& request,
                     const std::string& path,
                     const DelegatedPool& pool)
    {
        const auto heeded = HeededHint(request, pool);
        const auto* taken = heeded ? FindOverlap(m_links, *heeded, DownlinksOf(request)) : nullptr;
        if (taken)
        {
            Add(path + ".hint", node, request.hint + " overlaps " + ToText(*taken));
        }
        return taken;
    }

    /** Nor has the /64 of one of these links addresses on another of them. */
    bool IsDownlinkTaken(const OutsideNode& node,
                         const PrefixRequestConfig& request,
                         const std::string& path,
                         const DelegatedPool& pool)
    {
        const auto own = DownlinksOf(request);
        for (const auto& prefix : m_links)
        {
            for (size_t i = 0; i < request.downlinks.size() && own.count(prefix.link) > 0; ++i)
            {
                const auto& downlink = request.downlinks[i];
                const auto near =
                    LinkPrefixNear(request, downlink, pool, prefix.prefix.GetAddress());
                if (prefix.link != downlink.link && near && near->Overlaps(prefix.prefix))
                {
                    Add(Item(path + ".downlinks", i) + ".subnet",
                        node,
                        std::to_string(downlink.subnet) + " overlaps " + ToText(prefix));
                    return true;
                }
            }
        }
        return false;
    }

    void Add(const std::string& path, const OutsideNode& node, const std::string& sentence)
    {
        m_context.Add({path, node.name, "", "RFC 8415 6.3", sentence});
    }

    ValidationContext& m_context;
    const std::vector<DelegatedPool>& m_pools;
    std::vector<LinkPrefix> m_links;
};

} // namespace

void
CheckRequestedPrefixes(ValidationContext& context, const std::vector<DelegatedPool>& pools)
{
    RequestChecker(context, pools).Check();
}

} // namespace ns3::v6lab
