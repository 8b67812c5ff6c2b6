// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/outside-install.h"

#include "helper/install/address-text.h"
#include "helper/install/authored-quantity.h"
#include "helper/stack-helper.h"
#include "helper/topology/interface-address.h"
#include "helper/topology/quantity.h"

#include "ns3/csma-helper.h"
#include "ns3/csma-net-device.h"
#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t FIRST_STREAM = 1 << 22; //!< of the random numbers of Ethernet backoff

[[noreturn]] void
Refuse(const std::string& where, const std::string& text, const std::string& wanted)
{
    throw std::invalid_argument(fmt::format("{}: \"{}\" is not {}", where, text, wanted));
}

InterfaceAddress
ReadInterfaceAddress(const std::string& node, const std::string& text)
{
    const auto parsed = ParseInterfaceAddress(text);
    if (!parsed)
    {
        Refuse("node " + node, text, "an address with prefix length");
    }
    return *parsed;
}

/** A node's device on each of its links, and what lies on it. */
class OutsideLinks
{
  public:
    OutsideLinks(const Topology& topology, Installation& installation)
        : m_topology(topology),
          m_installation(installation)
    {
    }

    void Install()
    {
        for (const auto& link : m_topology.links)
        {
            AddLink(link);
        }
        for (const auto& node : m_topology.nodes)
        {
            AddAddresses(node);
        }
        for (const auto& node : m_topology.nodes)
        {
            for (const auto& route : node.routes)
            {
                AddRoute(node, route);
            }
            for (const auto family : {Family::V4, Family::V6})
            {
                AddDefaultRoute(node, family);
            }
        }
    }

  private:
    void AddLink(const Link& link)
    {
        std::vector<std::string> names;
        NodeContainer nodes;
        for (const auto& node : m_topology.nodes)
        {
            for (const auto& interface : node.interfaces)
            {
                if (interface.link == link.name)
                {
                    names.push_back(node.name);
                    nodes.Add(m_installation.nodes.at(node.name));
                }
            }
        }
        const auto devices = link.kind == "lan" ? MakeLan(link, nodes) : MakeLine(link, nodes);
        for (uint32_t i = 0; i < devices.GetN(); ++i)
        {
            m_installation.devices[names[i] + "/" + link.name] = devices.Get(i);
        }
    }

    NetDeviceContainer MakeLine(const Link& link, const NodeContainer& nodes)
    {
        if (nodes.GetN() != 2)
        {
            Refuse("link " + link.name, std::to_string(nodes.GetN()), "two ends");
        }
        PointToPointHelper helper;
        helper.SetDeviceAttribute(
            "DataRate",
            DataRateValue(ReadRate(link.dataRate, "link " + link.name + ": dataRate")));
        helper.SetDeviceAttribute("Mtu", UintegerValue(link.mtu));
        helper.SetChannelAttribute(
            "Delay",
            TimeValue(ReadDuration(link.delay, "link " + link.name + ": delay")));
        return helper.Install(nodes);
    }

    NetDeviceContainer MakeLan(const Link& link, const NodeContainer& nodes)
    {
        CsmaHelper helper;
        helper.SetChannelAttribute(
            "DataRate",
            DataRateValue(ReadRate(link.dataRate, "link " + link.name + ": dataRate")));
        helper.SetChannelAttribute(
            "Delay",
            TimeValue(ReadDuration(link.delay, "link " + link.name + ": delay")));
        helper.SetDeviceAttribute("Mtu", UintegerValue(link.mtu));
        auto devices = helper.Install(nodes);
        for (uint32_t i = 0; i < devices.GetN(); ++i)
        {
            m_stream += DynamicCast<CsmaNetDevice>(devices.Get(i))->AssignStreams(m_stream);
        }
        return devices;
    }

    Ptr<NetDevice> DeviceOf(const OutsideNode& node, const std::string& link) const
    {
        const auto device = m_installation.devices.find(node.name + "/" + link);
        if (device == m_installation.devices.end())
        {
            Refuse("node " + node.name, link, "one of the links");
        }
        return device->second;
    }

    void AddAddresses(const OutsideNode& node)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                const auto placed = ReadInterfaceAddress(node.name, text);
                StackHelper::AddAddress(m_installation.nodes.at(node.name),
                                        DeviceOf(node, interface.link),
                                        placed.address,
                                        placed.network.GetLength());
                m_installation.addresses[node.name].push_back(placed.address);
            }
        }
    }

    /** The link of a node that a next hop is on; empty if it is on none. */
    static std::string LinkTo(const OutsideNode& node, const IpAddress& nextHop)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                if (ReadInterfaceAddress(node.name, text).network.Contains(nextHop))
                {
                    return interface.link;
                }
            }
        }
        return "";
    }

    void AddRoute(const OutsideNode& node, const StaticRoute& route)
    {
        const std::string where = "route of node " + node.name;
        const Prefix prefix = ReadPrefix(route.prefix, where);
        const IpAddress nextHop = ReadAddress(route.nextHop, where);
        const std::string link = LinkTo(node, nextHop);
        if (link.empty() || prefix.GetFamily() != nextHop.GetFamily())
        {
            Refuse(where, route.nextHop, "an address on one of its links");
        }
        StackHelper::AddRoute(m_installation.nodes.at(node.name),
                              prefix,
                              nextHop,
                              DeviceOf(node, link));
    }

    void AddDefaultRoute(const OutsideNode& node, Family family)
    {
        const bool chosen =
            std::any_of(node.routes.begin(), node.routes.end(), [family](const StaticRoute& route) {
                return Prefix::Parse(route.prefix)->GetFamily() == family;
            });
        if (node.kind != "host" || node.internet || chosen)
        {
            return;
        }
        for (const auto& interface : node.interfaces)
        {
            const auto router = FirstRouter(node, interface, family);
            if (router)
            {
                const Prefix everything(*router, 0);
                StackHelper::AddRoute(m_installation.nodes.at(node.name),
                                      everything,
                                      router,
                                      DeviceOf(node, interface.link));
                return;
            }
        }
    }

    /** An address of the first router that shares a subnet with the node's interface. */
    std::optional<IpAddress> FirstRouter(const OutsideNode& node,
                                         const Interface& mine,
                                         Family family) const
    {
        for (const auto& other : m_topology.nodes)
        {
            for (const auto& theirs : other.interfaces)
            {
                if (other.kind != "router" || theirs.link != mine.link)
                {
                    continue;
                }
                for (const auto& text : theirs.addresses)
                {
                    const auto address = ReadInterfaceAddress(other.name, text).address;
                    OutsideNode onlyThis = node;
                    onlyThis.interfaces = {mine};
                    if (address.GetFamily() == family && !LinkTo(onlyThis, address).empty())
                    {
                        return address;
                    }
                }
            }
        }
        return std::nullopt;
    }

    const Topology& m_topology;
    Installation& m_installation;
    int64_t m_stream{FIRST_STREAM};
};

} // namespace

void
InstallOutsideNodes(const Topology& topology, Installation& installation)
{
    StackHelper stack;
    stack.SetLedger(installation.ledger);
    for (const auto& node : topology.nodes)
    {
        const auto object = CreateObject<ns3::Node>();
        stack.SetForwarding(node.kind == "router");
        stack.Install(object);
        installation.nodes[node.name] = object;
        installation.names[object->GetId()] = node.name;
    }
}

void
InstallOutsideLinks(const Topology& topology, Installation& installation)
{
    OutsideLinks(topology, installation).Install();
}

void
InstallOutside(const Topology& topology, Installation& installation)
{
    InstallOutsideNodes(topology, installation);
    InstallOutsideLinks(topology, installation);
}

} // namespace ns3::v6lab
