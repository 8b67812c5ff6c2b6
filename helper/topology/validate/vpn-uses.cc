// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/vpn-uses.h"

#include "helper/topology/validate/context.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

/** Whom addresses belong to. */
using Owners = std::map<IpAddress, std::string>;

/** What the node's links have. */
Owners
LinkAddresses(const OutsideNode& node)
{
    Owners owners;
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            if (const auto own = ParseInterfaceAddress(text))
            {
                owners.emplace(own->address, "link " + interface.link);
            }
        }
    }
    return owners;
}

/** An address is one interface's on a node, and one client's of a VPN server. */
class OwnerChecker
{
  public:
    explicit OwnerChecker(ValidationContext& context)
        : m_context(context)
    {
    }

    void Check(size_t index)
    {
        const OutsideNode& node = m_context.topology.nodes[index];
        m_here = LinkAddresses(node);
        for (size_t i = 0; i < node.vpnServices.size(); ++i)
        {
            const VpnServiceConfig& service = node.vpnServices[i];
            const std::string path = Item(Item("nodes", index) + ".vpnServices", i) + ".addresses";
            for (size_t k = 0; k < service.addresses.size(); ++k)
            {
                if (const auto address = IpAddress::Parse(service.addresses[k]))
                {
                    Claim(node, service, *address, Item(path, k));
                }
            }
        }
    }

  private:
    void Claim(const OutsideNode& node,
               const VpnServiceConfig& service,
               const IpAddress& address,
               const std::string& path)
    {
        const auto [owner, fresh] = m_here.emplace(address, "VPN service " + service.name);
        if (!fresh)
        {
            return Add(node, address, path, owner->second + " of " + node.name);
        }
        if (service.mode != "tunnel")
        {
            return; // a proxy's addresses never leave the node
        }
        const auto [client, only] = m_clients[service.server].emplace(address, node.name);
        if (!only)
        {
            Add(node, address, path, client->second + ", a client of the same VPN server");
        }
    }

    void Add(const OutsideNode& node,
             const IpAddress& address,
             const std::string& path,
             const std::string& owner)
    {
        m_context.Add({path,
                       node.name,
                       "",
                       "RFC 5227 1",
                       address.ToString() + " already belongs to " + owner});
    }

    ValidationContext& m_context;
    Owners m_here;                           //!< of one node
    std::map<std::string, Owners> m_clients; //!< of each VPN server
};

/** A workload names a service of its sender's, and calls addresses: its names are not resolved. */
void
CheckBoundWorkload(ValidationContext& context, size_t index)
{
    const Workload& workload = context.topology.workloads[index];
    const std::string path = Item("workloads", index);
    const auto place = context.nodes.Find(workload.from);
    const auto services =
        place ? context.topology.nodes[*place].vpnServices : std::vector<VpnServiceConfig>();
    if (std::none_of(services.begin(), services.end(), [&workload](const auto& service) {
            return service.name == workload.vpn;
        }))
    {
        context.Add({path + ".vpn",
                     workload.name,
                     "",
                     "",
                     "\"" + workload.from + "\" has no VPN service \"" + workload.vpn + "\"; " +
                         NamesOf(services, [](const auto&) { return true; })});
    }
    if (!IpAddress::Parse(workload.to) && !context.HasNode(workload.to))
    {
        context.Add(
            {path + ".to",
             workload.name,
             "",
             "",
             "an application of a VPN calls an address or a node, not \"" + workload.to + "\""});
    }
}

} // namespace

void
ValidateVpnUses(ValidationContext& context)
{
    OwnerChecker owners(context);
    for (size_t i = 0; i < context.topology.nodes.size(); ++i)
    {
        owners.Check(i);
    }
    for (size_t i = 0; i < context.topology.workloads.size(); ++i)
    {
        if (!context.topology.workloads[i].vpn.empty())
        {
            CheckBoundWorkload(context, i);
        }
    }
}

} // namespace ns3::v6lab
