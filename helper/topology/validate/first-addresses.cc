// SPDX-License-Identifier: GPL-2.0-only
// Written addresses that a router takes of what it is delegated.
#include "helper/topology/interface-address.h"
#include "helper/topology/validate/delegated-pools.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Holds written addresses against the first ones of the /64 that routers get for their links. */
class FirstAddresses
{
  public:
    FirstAddresses(ValidationContext& context, const std::vector<DelegatedPool>& pools)
        : m_context(context),
          m_pools(pools)
    {
    }

    void Check()
    {
        const auto& nodes = m_context.topology.nodes;
        for (size_t i = 0; i < nodes.size(); ++i)
        {
            for (size_t j = 0; j < nodes[i].interfaces.size(); ++j)
            {
                const auto list = Item(Item("nodes", i) + ".interfaces", j) + ".addresses";
                CheckInterface(nodes[i], nodes[i].interfaces[j], list);
            }
        }
    }

  private:
    void CheckInterface(const OutsideNode& node,
                        const Interface& interface,
                        const std::string& list)
    {
        for (size_t i = 0; i < interface.addresses.size(); ++i)
        {
            const auto read = ParseInterfaceAddress(interface.addresses[i]);
            if (read && read->address.IsV6())
            {
                CheckAddress(node, interface.link, read->address, Item(list, i));
            }
        }
    }

    void CheckAddress(const OutsideNode& holder,
                      const std::string& link,
                      const IpAddress& address,
                      const std::string& path)
    {
        for (const auto& router : m_context.topology.nodes)
        {
            for (const auto& request : router.prefixRequests)
            {
                if (&router != &holder && Takes(request, link, address))
                {
                    const std::string has = IsHeeded(request, address) ? " has " : " may have ";
                    m_context.Add(
                        {path,
                         holder.name,
                         "",
                         "RFC 7084 L-2",
                         "node " + router.name + has + address.ToString() + " on link " + link +
                             ", the first address of what it is delegated; take another"});
                    return;
                }
            }
        }
    }

    bool Takes(const PrefixRequestConfig& request,
               const std::string& link,
               const IpAddress& address) const
    {
        return std::any_of(m_pools.begin(), m_pools.end(), [&](const DelegatedPool& pool) {
            return std::any_of(
                request.downlinks.begin(),
                request.downlinks.end(),
                [&](const DownlinkConfig& downlink) {
                    const auto own = LinkPrefixNear(request, downlink, pool, address);
                    return downlink.link == link && own && FirstAddress(*own) == address;
                });
        });
    }

    bool IsHeeded(const PrefixRequestConfig& request, const IpAddress& address) const
    {
        return std::any_of(m_pools.begin(), m_pools.end(), [&](const DelegatedPool& pool) {
            const auto heeded = HeededHint(request, pool);
            return heeded && heeded->Contains(address);
        });
    }

    ValidationContext& m_context;
    const std::vector<DelegatedPool>& m_pools;
};

} // namespace

void
CheckFirstAddresses(ValidationContext& context, const std::vector<DelegatedPool>& pools)
{
    FirstAddresses(context, pools).Check();
}

} // namespace ns3::v6lab
