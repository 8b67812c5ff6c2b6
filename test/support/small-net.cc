// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/small-net.h"

#include "model/routing/packet-bytes.h"

#include "ns3/boolean.h"
#include "ns3/csma-helper.h"
#include "ns3/global-value.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab::test
{

namespace
{

/** Of a host with ns-3's own stack: it has no route but this one. */
void
SetStockDefault(const Ptr<Node>& node, const Ptr<NetDevice>& device, const IpAddress& via)
{
    if (via.IsV4())
    {
        const auto ipv4 = node->GetObject<Ipv4>();
        Ipv4StaticRoutingHelper().GetStaticRouting(ipv4)->SetDefaultRoute(
            ToNs3V4(via),
            static_cast<uint32_t>(ipv4->GetInterfaceForDevice(device)));
        return;
    }
    const auto ipv6 = node->GetObject<Ipv6>();
    Ipv6StaticRoutingHelper().GetStaticRouting(ipv6)->SetDefaultRoute(
        ToNs3V6(via),
        static_cast<uint32_t>(ipv6->GetInterfaceForDevice(device)));
}

} // namespace

SmallNet::SmallNet(bool checksums)
{
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(checksums));
}

SmallNet::~SmallNet()
{
    m_sockets.clear();
    Simulator::Destroy();
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
}

void
SmallNet::Add(const std::string& name, bool forwarding)
{
    const auto node = CreateObject<ns3::Node>();
    StackHelper stack;
    stack.SetForwarding(forwarding);
    stack.Install(node);
    m_nodes[name] = node;
    m_names[node->GetId()] = name;
    StackHelper::ConnectTraces(node,
                               Callback<void, const PacketEvent&>(
                                   [this](const PacketEvent& event) { m_events.push_back(event); }),
                               Callback<void, const PacketEvent&>());
}

void
SmallNet::Host(const std::string& name)
{
    Add(name, false);
}

void
SmallNet::Router(const std::string& name)
{
    Add(name, true);
}

void
SmallNet::StockHost(const std::string& name, bool ipv6)
{
    const auto node = CreateObject<ns3::Node>();
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(ipv6);
    stack.Install(node);
    m_nodes[name] = node;
    m_names[node->GetId()] = name;
}

void
SmallNet::Watch(const std::string& link, const Ptr<NetDevice>& device)
{
    m_frames[link];
    device->TraceConnectWithoutContext(
        "MacTx",
        Callback<void, Ptr<const Packet>>([this, link](Ptr<const Packet> frame) {
            const auto bytes = BytesOf(frame);
            const bool ppp = bytes[0] == 0 && (bytes[1] == 0x21 || bytes[1] == 0x57);
            m_frames[link].push_back(
                {Simulator::Now().GetSeconds() * 1000,
                 std::vector<uint8_t>(bytes.begin() + (ppp ? 2 : 14), bytes.end())});
        }));
}

void
SmallNet::Link(const std::string& name, const std::string& a, const std::string& b, uint16_t mtu)
{
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    helper.SetDeviceAttribute("Mtu", UintegerValue(mtu));
    helper.SetChannelAttribute("Delay", StringValue("1ms"));
    const auto devices = helper.Install(At(a), At(b));
    m_devices[a + "/" + name] = devices.Get(0);
    m_devices[b + "/" + name] = devices.Get(1);
    Watch(name, devices.Get(0));
    Watch(name, devices.Get(1));
}

void
SmallNet::Lan(const std::string& name, const std::vector<std::string>& on, uint16_t mtu)
{
    CsmaHelper helper;
    helper.SetChannelAttribute("DataRate", StringValue("1Gbps"));
    helper.SetDeviceAttribute("Mtu", UintegerValue(mtu));
    NodeContainer nodes;
    for (const auto& node : on)
    {
        nodes.Add(At(node));
    }
    const auto devices = helper.Install(nodes);
    for (uint32_t i = 0; i < on.size(); ++i)
    {
        m_devices[on[i] + "/" + name] = devices.Get(i);
        Watch(name, devices.Get(i));
    }
}

void
SmallNet::Address(const std::string& node, const std::string& link, const std::string& address)
{
    const auto slash = address.find('/');
    StackHelper::AddAddress(At(node),
                            Device(node, link),
                            *IpAddress::Parse(address.substr(0, slash)),
                            static_cast<uint8_t>(std::stoi(address.substr(slash + 1))));
}

void
SmallNet::Route(const std::string& node,
                const std::string& prefix,
                const std::string& via,
                const std::string& link)
{
    if (!At(node)->GetObject<ForwardingPlane>())
    {
        SetStockDefault(At(node), Device(node, link), *IpAddress::Parse(via));
        return;
    }
    StackHelper::AddRoute(At(node),
                          *Prefix::Parse(prefix),
                          IpAddress::Parse(via),
                          Device(node, link));
}

void
SmallNet::BuildPath(uint16_t farMtu)
{
    Host("a");
    Router("r");
    Host("b");
    Link("near", "a", "r");
    Link("far", "r", "b", farMtu);
    Address("a", "near", "192.0.2.1/24");
    Address("r", "near", "192.0.2.254/24");
    Address("r", "far", "198.51.100.254/24");
    Address("b", "far", "198.51.100.1/24");
    Address("a", "near", "2001:db8:1::1/64");
    Address("r", "near", "2001:db8:1::ff/64");
    Address("r", "far", "2001:db8:2::ff/64");
    Address("b", "far", "2001:db8:2::1/64");
    Route("a", "0.0.0.0/0", "192.0.2.254", "near");
    Route("b", "0.0.0.0/0", "198.51.100.254", "far");
    Route("a", "::/0", "2001:db8:1::ff", "near");
    Route("b", "::/0", "2001:db8:2::ff", "far");
}

Ptr<Node>
SmallNet::At(const std::string& node) const
{
    return m_nodes.at(node);
}

Ptr<NetDevice>
SmallNet::Device(const std::string& node, const std::string& link) const
{
    return m_devices.at(node + "/" + link);
}

std::string
SmallNet::Run(double seconds)
{
    Simulator::Stop(Seconds(seconds));
    Simulator::Run();
    return Events("");
}

std::string
SmallNet::Events(const std::string& node) const
{
    std::string text;
    for (const auto& event : m_events)
    {
        const auto& name = m_names.at(event.node);
        if (!node.empty() && name != node)
        {
            continue;
        }
        text += (node.empty() ? name + " " : "") + ToWord(event.action);
        text += event.reason == Reason::None ? "" : " " + std::string(Describe(event.reason).word);
        text += "; ";
    }
    return text;
}

const std::vector<PacketEvent>&
SmallNet::GetEvents() const
{
    return m_events;
}

const std::vector<Frame>&
SmallNet::Frames(const std::string& link) const
{
    return m_frames.at(link);
}

std::vector<Frame>
SmallNet::Frames(const std::string& link, uint8_t protocol) const
{
    std::vector<Frame> chosen;
    for (const auto& frame : m_frames.at(link))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        const bool discovery =
            facts && facts->protocol == protocol::ICMPV6 && facts->icmpType >= 133;
        if (facts && !discovery && facts->protocol == protocol)
        {
            chosen.push_back(frame);
        }
    }
    return chosen;
}

} // namespace ns3::v6lab::test
