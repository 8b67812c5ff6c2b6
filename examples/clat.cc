// SPDX-License-Identifier: GPL-2.0-only
// 464XLAT (RFC 6877): a phone on an IPv6-only network whose application knows only IPv4. The CLAT
// in the phone makes it IPv6, the provider's NAT64 (the PLAT) makes it IPv4 again.
#include "helper/stack-helper.h"
#include "helper/translator-helper.h"

#include "ns3/inet-socket-address.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"

#include <iostream>

using namespace ns3;
using namespace ns3::v6lab;

namespace
{

void
Tell(const PacketEvent& event)
{
    std::cout << Simulator::Now().As(Time::MS) << "  " << event.translator << "  "
              << event.before.source.ToString() << " > " << event.before.destination.ToString()
              << "  becomes  " << event.after->source.ToString() << " > "
              << event.after->destination.ToString() << "\n";
}

void
Answer(Ptr<Socket> socket)
{
    Address from;
    const auto request = socket->RecvFrom(from);
    std::cout << "the server answers " << InetSocketAddress::ConvertFrom(from).GetIpv4() << "\n";
    socket->SendTo(Create<Packet>(request->GetSize()), 0, from);
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // phone, PLAT, server
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        StackHelper().Install(nodes.Get(i));
    }
    const auto radio = PointToPointHelper().Install(nodes.Get(0), nodes.Get(1));
    const auto wire = PointToPointHelper().Install(nodes.Get(1), nodes.Get(2));
    const auto address = [](const char* text) { return *IpAddress::Parse(text); };
    StackHelper::AddAddress(nodes.Get(0), radio.Get(0), address("2001:db8:cafe::2"), 64);
    StackHelper::AddAddress(nodes.Get(1), radio.Get(1), address("2001:db8:cafe::1"), 64);
    StackHelper::AddAddress(nodes.Get(1), wire.Get(0), address("192.0.2.1"), 24);
    StackHelper::AddAddress(nodes.Get(2), wire.Get(1), address("192.0.2.4"), 24);
    const auto plat = address("2001:db8:cafe::1");
    StackHelper::AddRoute(nodes.Get(0), *Prefix::Parse("::/0"), plat, radio.Get(0));
    const auto gateway = address("192.0.2.1");
    StackHelper::AddRoute(nodes.Get(2), *Prefix::Parse("0.0.0.0/0"), gateway, wire.Get(1));

    Nat64Helper nat64;
    nat64.AddPool("203.0.113.1");
    nat64.Install(nodes.Get(1))->TraceConnectWithoutContext("Translated", MakeCallback(&Tell));
    ClatHelper clat; // no network behind it: the phone itself is the IPv4 host, 192.0.0.1
    clat.SetAttribute("PlatPrefix", StringValue("64:ff9b::/96"));
    clat.SetAttribute("SharedAddress", StringValue("2001:db8:cafe::c1a7"));
    clat.Install(nodes.Get(0))->TraceConnectWithoutContext("Translated", MakeCallback(&Tell));

    const auto server = Socket::CreateSocket(nodes.Get(2), UdpSocketFactory::GetTypeId());
    server->Bind(InetSocketAddress(Ipv4Address::GetAny(), 9));
    server->SetRecvCallback(MakeCallback(&Answer));
    const auto application = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    application->SendTo(Create<Packet>(100), 0, InetSocketAddress("192.0.2.4", 9));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
