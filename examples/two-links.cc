// SPDX-License-Identifier: GPL-2.0-only
// The forwarding plane alone: host – router – host over links of 1500 and 1280 bytes. Shows path
// MTU discovery, and what a host hears when the router has no route.
#include "helper/stack-helper.h"

#include "ns3/inet-socket-address.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <iostream>

using namespace ns3;
using namespace ns3::v6lab;

namespace
{

void
Tell(const PacketEvent& event)
{
    std::cout << Simulator::Now().As(Time::MS) << "  node " << event.node << "  "
              << ToWord(event.action) << "  " << event.before.source.ToString() << " > "
              << event.before.destination.ToString() << "  " << event.before.length << " bytes";
    if (event.action == Action::Drop)
    {
        std::cout << "  " << Describe(event.reason).sentence;
    }
    std::cout << "\n";
}

void
Send(Ptr<Socket> socket, const char* to, uint32_t size)
{
    socket->SendTo(Create<Packet>(size), 0, InetSocketAddress(to, 9));
}

} // namespace

int
main()
{
    NodeContainer nodes;
    nodes.Create(3);
    StackHelper stack;
    for (uint32_t i = 0; i < 3; ++i)
    {
        stack.SetForwarding(i == 1);
        stack.Install(nodes.Get(i));
        StackHelper::ConnectTraces(nodes.Get(i), MakeCallback(&Tell), {});
    }
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    const auto near = link.Install(nodes.Get(0), nodes.Get(1));
    link.SetDeviceAttribute("Mtu", UintegerValue(1280));
    const auto far = link.Install(nodes.Get(1), nodes.Get(2));
    const auto address = [](const char* text) { return *IpAddress::Parse(text); };
    StackHelper::AddAddress(nodes.Get(0), near.Get(0), address("192.0.2.1"), 24);
    StackHelper::AddAddress(nodes.Get(1), near.Get(1), address("192.0.2.254"), 24);
    StackHelper::AddAddress(nodes.Get(1), far.Get(0), address("198.51.100.254"), 24);
    StackHelper::AddAddress(nodes.Get(2), far.Get(1), address("198.51.100.1"), 24);
    const Prefix all = *Prefix::Parse("0.0.0.0/0");
    StackHelper::AddRoute(nodes.Get(0), all, address("192.0.2.254"), near.Get(0));
    StackHelper::AddRoute(nodes.Get(2), all, address("198.51.100.254"), far.Get(1));

    const auto receiver = Socket::CreateSocket(nodes.Get(2), UdpSocketFactory::GetTypeId());
    receiver->Bind(InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sender = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    Simulator::Schedule(MilliSeconds(1), &Send, sender, "198.51.100.1", 1400); // too big: DF
    Simulator::Schedule(Seconds(1), &Send, sender, "198.51.100.1", 1400);      // two fragments
    Simulator::Schedule(Seconds(2), &Send, sender, "203.0.113.1", 100);        // no route
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
