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
            const auto* owner = read && read->address.IsV6()
                                    ? OwnerOf(node, interface.link, read->address)
                                    : nullptr;
            if (owner)
            {
                m_context.Add({Item(list, i),
                               node.name,
                               "",
                               "RFC 7084 L-2",
                               "node " + owner->name + " has " + read->address.ToString() +
                                   " on link " + interface.link +
                                   ", the first address of what it is delegated; take another"});
            }
        }
    }

    const OutsideNode* OwnerOf(const OutsideNode& holder,
                               const std::string& link,
                               const IpAddress& address) const
    {
        const auto& nodes = m_context.topology.nodes;
        const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const OutsideNode& router) {
            return &router != &holder &&
                   std::any_of(router.prefixRequests.begin(),
                               router.prefixRequests.end(),
                               [&](const auto& request) { return Takes(request, link, address); });
        });
        return found == nodes.end() ? nullptr : &*found;
    }

    bool Takes(const PrefixRequestConfig& request,
               const std::string& link,
               const IpAddress& address) const
    {
        return std::any_of(m_pools.begin(), m_pools.end(), [&](const DelegatedPool& pool) {
            const Prefix around(address, pool.settings.length);
            const Prefix given = HeededHint(request, pool).value_or(around);
            return pool.config->link == request.link && pool.settings.pool.Contains(address) &&
                   std::any_of(request.downlinks.begin(),
                               request.downlinks.end(),
                               [&](const DownlinkConfig& downlink) {
                                   const auto own = SubPrefix(given, downlink.subnet);
                                   return downlink.link == link && own &&
                                          FirstAddress(*own) == address;
                               });
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
