// SPDX-License-Identifier: GPL-2.0-only
// Routers that lease IPv4 addresses, and hosts that ask for them.
#include "helper/topology/dhcp-text.h"
#include "helper/topology/interface-address.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

const Interface*
FindInterface(const OutsideNode& node, const std::string& link)
{
    const auto found = std::find_if(node.interfaces.begin(),
                                    node.interfaces.end(),
                                    [&link](const Interface& one) { return one.link == link; });
    return found == node.interfaces.end() ? nullptr : &*found;
}

/** IPv4 addresses that are written down for an interface. */
std::vector<InterfaceAddress>
Ipv4Of(const Interface& interface)
{
    std::vector<InterfaceAddress> all;
    for (const auto& text : interface.addresses)
    {
        const auto read = ParseInterfaceAddress(text);
        if (read && read->address.IsV4())
        {
            all.push_back(*read);
        }
    }
    return all;
}

class LeaseChecker
{
  public:
    explicit LeaseChecker(ValidationContext& context)
        : m_context(context)
    {
    }

    void Check()
    {
        const auto& nodes = m_context.topology.nodes;
        for (size_t i = 0; i < nodes.size(); ++i)
        {
            m_node = &nodes[i];
            for (size_t j = 0; j < m_node->dhcpPools.size(); ++j)
            {
                CheckPool(m_node->dhcpPools[j], Item(Item("nodes", i) + ".dhcpPools", j));
            }
            for (size_t j = 0; j < m_node->interfaces.size(); ++j)
            {
                if (m_node->interfaces[j].dhcp)
                {
                    CheckClient(m_node->interfaces[j],
                                Item(Item("nodes", i) + ".interfaces", j) + ".dhcp");
                }
            }
        }
    }

  private:
    void Add(const std::string& path, const char* rule, const std::string& sentence)
    {
        m_context.Add({path, m_node->name, "", rule, sentence});
    }

    void CheckPool(const DhcpPoolConfig& config, const std::string& path)
    {
        if (m_node->kind != "router")
        {
            Add(path, "", "only a router can have it: kind: router");
        }
        if (!m_served.insert(config.link).second)
        {
            Add(path + ".link", "", "link \"" + config.link + "\" has a pool already");
        }
        if (std::any_of(m_node->dhcp.begin(), m_node->dhcp.end(), [&config](const auto& other) {
                return other.link == config.link;
            }))
        {
            Add(path + ".link", "", "the node serves this link by dhcp already, at the same port");
        }
        try
        {
            CheckSubnet(config, ReadDhcpPool(config), path);
        }
        catch (const std::invalid_argument& error)
        {
            Add(path, "", error.what());
        }
    }

    void CheckSubnet(const DhcpPoolConfig& config, const LeasePool& pool, const std::string& path)
    {
        const Interface* interface = FindInterface(*m_node, config.link);
        if (!interface)
        {
            Add(path + ".link", "", "the node is not on link \"" + config.link + "\"");
            return;
        }
        const auto own = Ipv4Of(*interface);
        const auto home = std::find_if(own.begin(), own.end(), [&pool](const auto& address) {
            return address.network.Contains(pool.first) && address.network.Contains(pool.last);
        });
        if (home == own.end())
        {
            Add(path,
                "RFC 2131 4.3.1",
                config.first + " to " + config.last +
                    " is in no subnet that the node has an IPv4 address of on this link");
            return;
        }
        CheckEdges(config, pool, home->network, path);
        CheckReservations(config, path);
        CheckSize(config, pool, home->address, path);
    }

    /** Two addresses of a subnet are no host's, but for one of two addresses (RFC 3021 2.1). */
    void CheckEdges(const DhcpPoolConfig& config,
                    const LeasePool& pool,
                    const Prefix& subnet,
                    const std::string& path)
    {
        if (subnet.GetLength() >= 31)
        {
            return;
        }
        const auto check = [&](const char* field, const IpAddress& address) {
            const bool lowest = address == subnet.GetAddress();
            if (lowest || address == subnet.Last())
            {
                Add(path + field,
                    "RFC 1122 3.2.1.3",
                    address.ToString() + " is the " + (lowest ? "network" : "broadcast") +
                        " address of " + subnet.ToString() + ", which no host can have");
            }
        };
        check(".first", pool.first);
        if (config.last != config.first)
        {
            check(".last", pool.last);
        }
    }

    void CheckReservations(const DhcpPoolConfig& config, const std::string& path)
    {
        std::set<std::string> hosts;
        std::set<IpAddress> addresses;
        for (size_t i = 0; i < config.reservations.size(); ++i)
        {
            const auto& reservation = config.reservations[i];
            const std::string where = Item(path + ".reservations", i);
            const auto place = m_context.nodes.Find(reservation.node);
            const Interface* interface =
                place ? FindInterface(m_context.topology.nodes[*place], config.link) : nullptr;
            if (!interface || !interface->dhcp)
            {
                Add(where + ".node",
                    "",
                    "\"" + reservation.node + "\" is no host that has dhcp on this link");
            }
            const auto address = ReadReservedAddress(config, reservation);
            const bool fresh = hosts.insert(reservation.node).second;
            if (!addresses.insert(address).second || !fresh)
            {
                Add(where, "", "the host, or the address, is in another reservation");
            }
            if (IsTaken(config.link, address))
            {
                Add(where + ".address",
                    "RFC 5227 1",
                    reservation.address + " belongs to a node of the link already");
            }
        }
    }

    bool IsTaken(const std::string& link, const IpAddress& address) const
    {
        const auto& nodes = m_context.topology.nodes;
        return std::any_of(nodes.begin(), nodes.end(), [&](const OutsideNode& node) {
            const Interface* interface = FindInterface(node, link);
            const auto own = interface ? Ipv4Of(*interface) : std::vector<InterfaceAddress>();
            return std::any_of(own.begin(), own.end(), [&address](const auto& one) {
                return one.address == address;
            });
        });
    }

    /** ns-3's server knows of no address but its own: others' must not be in its pool. */
    void CheckSize(const DhcpPoolConfig& config,
                   const LeasePool& pool,
                   const IpAddress& server,
                   const std::string& path)
    {
        uint64_t size = uint64_t{pool.last.ToV4()} - pool.first.ToV4() + 1;
        uint64_t askers = 0;
        const auto inside = [&pool](const IpAddress& address) {
            return pool.first.ToV4() <= address.ToV4() && address.ToV4() <= pool.last.ToV4();
        };
        for (const auto& node : m_context.topology.nodes)
        {
            const Interface* interface = FindInterface(node, config.link);
            if (!interface)
            {
                continue;
            }
            askers += interface->dhcp ? 1 : 0;
            for (const auto& own : Ipv4Of(*interface))
            {
                if (inside(own.address) && own.address != server)
                {
                    Add(path,
                        "RFC 5227 1",
                        own.address.ToString() + " of node " + node.name + " is in the pool");
                }
            }
        }
        size -= inside(server) ? 1 : 0;
        if (askers > size)
        {
            Add(path,
                "RFC 2131 4.3.1",
                "the pool is exhausted: it has " + std::to_string(size) + " addresses, and " +
                    std::to_string(askers) + " hosts ask on link " + config.link);
        }
        else
        {
            CheckRun(config, pool, server, askers, path);
        }
    }

    /** Who has no reservation gets an address of one run (LongestRun()). */
    void CheckRun(const DhcpPoolConfig& config,
                  const LeasePool& pool,
                  const IpAddress& server,
                  uint64_t askers,
                  const std::string& path)
    {
        std::set<uint32_t> reserved;
        for (const auto& reservation : config.reservations)
        {
            reserved.insert(ReadReservedAddress(config, reservation).ToV4());
        }
        const auto run = LongestRun(pool, reserved);
        const bool own = server.ToV4() - run.first < run.size;
        const uint64_t others = askers - std::min<uint64_t>(askers, reserved.size());
        if (others > run.size - (own ? 1 : 0))
        {
            Add(path + ".reservations",
                "",
                "they leave no more than " + std::to_string(run.size - (own ? 1 : 0)) +
                    " addresses in a row, and " + std::to_string(others) +
                    " hosts without one ask: ns-3's server leases one range; reserve addresses "
                    "at an end of the pool");
        }
    }

    void CheckClient(const Interface& interface, const std::string& path)
    {
        if (m_node->kind != "host")
        {
            Add(path, "RFC 2131 1", "only a host can have it: kind: host");
        }
        if (m_node->interfaces.size() > 1)
        {
            Add(path, "", "a host that has it can be on one link only");
        }
        if (!Ipv4Of(interface).empty())
        {
            Add(path, "", "the interface has an IPv4 address already");
        }
        const auto& nodes = m_context.topology.nodes;
        if (std::none_of(nodes.begin(), nodes.end(), [&interface](const OutsideNode& node) {
                return std::any_of(
                    node.dhcpPools.begin(),
                    node.dhcpPools.end(),
                    [&interface](const auto& pool) { return pool.link == interface.link; });
            }))
        {
            Add(path, "", "nobody leases addresses on link \"" + interface.link + "\": dhcpPools");
        }
    }

    ValidationContext& m_context;
    const OutsideNode* m_node{nullptr};
    std::set<std::string> m_served; //!< links
};

} // namespace

void
ValidateLeases(ValidationContext& context)
{
    LeaseChecker(context).Check();
}

} // namespace ns3::v6lab
