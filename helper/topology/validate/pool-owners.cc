// SPDX-License-Identifier: GPL-2.0-only
// Whose the IPv4 addresses of a NAT64's pool are otherwise: answers to them would not come back.
#include "helper/topology/interface-address.h"
#include "helper/topology/validate/translator-faults.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

bool
Has(const PoolRange& range, const IpAddress& address)
{
    return address.IsV4() && !(address < range.first) && !(range.last < address);
}

class PoolOwners
{
  public:
    PoolOwners(TranslatorFaults& faults, const PoolRange& range, const std::string& path)
        : m_faults(faults),
          m_range(range),
          m_path(path)
    {
    }

    void Check()
    {
        const auto& nodes = m_faults.GetTopology().nodes;
        const auto own = std::find_if(nodes.begin(), nodes.end(), [this](const auto& node) {
            return node.name == m_faults.config.node;
        });
        if (own != nodes.end())
        {
            AddOwn(*own);
            CheckEdges(*own);
        }
        for (const auto& node : nodes)
        {
            if (node.name != m_faults.config.node)
            {
                CheckAddresses(node);
            }
            for (const auto& leased : node.dhcpPools)
            {
                if (m_links.count(leased.link) != 0) // networks apart may use the same addresses
                {
                    CheckLeases(node, leased);
                }
            }
        }
    }

  private:
    void Add(const IpAddress& address, const char* rule, const std::string& owner)
    {
        if (m_told.insert(address).second)
        {
            m_faults.Add(m_path,
                         rule,
                         address.ToString() + " is " + owner + ", so the pool must not have it");
        }
    }

    /** The NAT64's own may be shared, and its node leases them to nobody. */
    void AddOwn(const OutsideNode& node)
    {
        for (const auto& interface : node.interfaces)
        {
            m_links.insert(interface.link);
            for (const auto& text : interface.addresses)
            {
                if (const auto read = ParseInterfaceAddress(text))
                {
                    m_own.insert(read->address);
                    m_networks.push_back(read->network);
                }
            }
        }
    }

    void CheckAddresses(const OutsideNode& node)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                CheckAddress(node, text, m_links.count(interface.link) == 0);
            }
        }
        if (node.internet)
        {
            for (const auto& text : node.internet->addresses)
            {
                CheckAddress(node, text, false);
            }
        }
    }

    /** Others may have what lies in a network of the NAT64's node where theirs is apart. */
    void CheckAddress(const OutsideNode& node, const std::string& text, bool apart)
    {
        const auto address = IpAddress::Parse(text.substr(0, text.find('/')));
        const bool twice =
            apart && address &&
            std::any_of(m_networks.begin(), m_networks.end(), [&](const Prefix& network) {
                return network.Contains(*address);
            });
        if (address && Has(m_range, *address) && !twice)
        {
            Add(*address, "RFC 6146 3", "an address of " + node.name + " already");
        }
    }

    /** Two addresses of a link's subnet are no host's, but for one of two (RFC 3021 2.1). */
    void CheckEdges(const OutsideNode& node)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                const auto read = ParseInterfaceAddress(text);
                if (!read || !read->address.IsV4() || read->network.GetLength() >= 31)
                {
                    continue;
                }
                const std::string of = " address of " + read->network.ToString() + " on link ";
                CheckEdge(read->network.GetAddress(), "the network" + of + interface.link);
                CheckEdge(read->network.Last(), "the broadcast" + of + interface.link);
            }
        }
    }

    void CheckEdge(const IpAddress& address, const std::string& name)
    {
        if (Has(m_range, address))
        {
            Add(address, "RFC 1122 3.2.1.3", name);
        }
    }

    void CheckLeases(const OutsideNode& node, const DhcpPoolConfig& config)
    {
        const auto first = IpAddress::Parse(config.first);
        const auto last = IpAddress::Parse(config.last);
        if (!first || !last || !first->IsV4() || !last->IsV4())
        {
            return; // told with the pool
        }
        const std::string by = " by DHCP on link " + config.link;
        for (const auto& reservation : config.reservations)
        {
            const auto address = IpAddress::Parse(reservation.address);
            if (address && Has(m_range, *address))
            {
                Add(*address,
                    "RFC 6146 3",
                    "what node " + node.name + " keeps for " + reservation.node + by);
                return;
            }
        }
        auto shared = std::max(*first, m_range.first);
        while (m_own.count(shared) != 0)
        {
            shared = shared.Plus(1);
        }
        if (!(std::min(*last, m_range.last) < shared))
        {
            Add(shared, "RFC 6146 3", "one that node " + node.name + " leases" + by);
        }
    }

    TranslatorFaults& m_faults;
    const PoolRange& m_range;
    const std::string& m_path;
    std::set<IpAddress> m_own;
    std::vector<Prefix> m_networks; //!< of its links
    std::set<std::string> m_links;  //!< of the NAT64's node
    std::set<IpAddress> m_told;
};

} // namespace

void
CheckPoolOwners(TranslatorFaults& faults, const PoolRange& range, const std::string& path)
{
    PoolOwners(faults, range, path).Check();
}

} // namespace ns3::v6lab
