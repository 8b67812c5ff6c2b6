// SPDX-License-Identifier: GPL-2.0-only
// What one packet of an application in a VPN costs from host to host, through a proxying service
// and through a tunnel and its server, against a packet of an application beside it on the same
// nodes: hosts and router are v6lab's, and checksums are on, everywhere.
#include "bench/support/measure.h"
#include "helper/stack-helper.h"
#include "helper/vpn-helper.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"

#include <fmt/format.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t DATAGRAMS = 30000;
constexpr uint16_t PORT = 9;

enum class Way
{
    Beside, //!< the router forwards
    Proxy,
    Tunnel,
};

IpAddress
Addr(const char* text)
{
    return *IpAddress::Parse(text);
}

/** Datagrams from one socket to another, 10 us apart. */
class Load
{
  public:
    Load(const Ptr<ns3::Node>& from, const Ptr<ns3::Node>& to, const Ptr<NetDevice>& bound)
        : m_sender(Socket::CreateSocket(from, UdpSocketFactory::GetTypeId())),
          m_receiver(Socket::CreateSocket(to, UdpSocketFactory::GetTypeId()))
    {
        m_sender->Bind6();
        if (bound)
        {
            m_sender->BindToNetDevice(bound);
        }
        m_receiver->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
        m_receiver->SetRecvCallback(MakeCallback(&Load::Receive, this));
    }

    double Run(uint32_t packets, uint32_t size)
    {
        Simulate(1, size); // the first datagram makes the session
        return Simulate(packets, size);
    }

  private:
    double Simulate(uint32_t packets, uint32_t size)
    {
        m_left = packets;
        m_size = size;
        m_received = 0;
        Simulator::Schedule(ns3::Seconds(2), &Load::Tick, this);
        Simulator::Stop(ns3::Seconds(3) + MicroSeconds(10) * static_cast<int64_t>(packets));
        const double wall = bench::Seconds([] { Simulator::Run(); });
        if (m_received != packets)
        {
            throw std::runtime_error(
                fmt::format("bench: {} of {} packets arrived", m_received, packets));
        }
        return wall;
    }

    void Tick()
    {
        m_sender->SendTo(Create<Packet>(m_size), 0, Inet6SocketAddress("2001:db8:2::1", PORT));
        if (--m_left > 0)
        {
            Simulator::Schedule(MicroSeconds(10), &Load::Tick, this);
        }
    }

    void Receive(Ptr<Socket> socket)
    {
        while (socket->Recv())
        {
            ++m_received;
        }
    }

    Ptr<Socket> m_sender;
    Ptr<Socket> m_receiver;
    uint32_t m_left{0};
    uint32_t m_size{0};
    uint32_t m_received{0};
};

Ptr<VpnService>
InstallService(const NodeContainer& nodes, Way way)
{
    VpnServiceHelper vpn(way == Way::Tunnel ? "tunnel" : "proxy");
    vpn.AddAddress("2001:db8:8::2");
    if (way == Way::Tunnel)
    {
        VpnServerHelper server;
        server.AddPrefix("2001:db8:8::/64");
        server.Install(nodes.Get(1));
        vpn.AddServer("2001:db8:1::2");
    }
    return vpn.Install(nodes.Get(0));
}

double
Run(Way way, uint32_t size)
{
    NodeContainer nodes(3); // phone, router, server
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        StackHelper stack;
        stack.SetForwarding(i == 1);
        stack.Install(nodes.Get(i));
    }
    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto left = wire.Install(nodes.Get(0), nodes.Get(1));
    const auto right = wire.Install(nodes.Get(1), nodes.Get(2));
    StackHelper::AddAddress(nodes.Get(0), left.Get(0), Addr("2001:db8:1::1"), 64);
    StackHelper::AddAddress(nodes.Get(1), left.Get(1), Addr("2001:db8:1::2"), 64);
    StackHelper::AddAddress(nodes.Get(1), right.Get(0), Addr("2001:db8:2::2"), 64);
    StackHelper::AddAddress(nodes.Get(2), right.Get(1), Addr("2001:db8:2::1"), 64);
    const auto all = *Prefix::Parse("::/0");
    StackHelper::AddRoute(nodes.Get(0), all, Addr("2001:db8:1::2"), left.Get(0));
    StackHelper::AddRoute(nodes.Get(2), all, Addr("2001:db8:2::2"), right.Get(1));
    const auto service = InstallService(nodes, way); // beside it too: it only must not be entered
    Load load(nodes.Get(0), nodes.Get(2), way == Way::Beside ? nullptr : service->GetDevice());
    const double wall = load.Run(DATAGRAMS, size);
    Simulator::Destroy();
    return wall;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    for (const uint32_t size : {64u, 1400u})
    {
        for (const Way way : {Way::Proxy, Way::Tunnel})
        {
            const auto name =
                fmt::format("VPN {}, {} B", way == Way::Proxy ? "proxy" : "tunnel", size);
            const auto ours = [=] { return Run(way, size); };
            const auto plain = [=] { return Run(Way::Beside, size); };
            const Ratio ratio = Compare(ours, plain, pairs);
            // A proxy's packet passes two sockets more, a tunnel's is forwarded twice.
            Report(name + " / beside it", ratio, way == Way::Proxy ? 2.5 : 3.0);
            InformValue(name, ratio.a * 1e9 / DATAGRAMS, "ns");
        }
    }
    return 0;
}
