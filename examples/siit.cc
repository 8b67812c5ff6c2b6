// SPDX-License-Identifier: GPL-2.0-only
// The border relay of an IPv6-only data centre (SIIT-DC, RFC 7755): an IPv4 client asks a server
// that has only IPv6. Each service has one IPv4 address; the relay keeps no state at all.
#include "helper/stack-helper.h"
#include "helper/translator-helper.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
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
    const PacketFacts& after = *event.after;
    std::cout << Simulator::Now().As(Time::MS) << "  " << event.before.source.ToString() << " > "
              << event.before.destination.ToString() << "  TTL " << unsigned{event.before.ttl}
              << ", " << event.before.length << " bytes  becomes  " << after.source.ToString()
              << " > " << after.destination.ToString() << "  TTL " << unsigned{after.ttl} << ", "
              << after.length << " bytes\n";
}

void
Answer(Ptr<Socket> socket)
{
    Address client;
    const auto request = socket->RecvFrom(client);
    socket->SendTo(Create<Packet>(request->GetSize()), 0, client);
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // client, border relay, server
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        StackHelper().Install(nodes.Get(i));
    }
    const auto link =
        [&nodes](uint32_t a, const char* ofA, uint32_t b, const char* ofB, uint8_t length) {
            const auto devices = PointToPointHelper().Install(nodes.Get(a), nodes.Get(b));
            StackHelper::AddAddress(nodes.Get(a), devices.Get(0), *IpAddress::Parse(ofA), length);
            StackHelper::AddAddress(nodes.Get(b), devices.Get(1), *IpAddress::Parse(ofB), length);
            return devices;
        };
    const auto internet = link(0, "198.51.100.10", 1, "198.51.100.1", 24);
    const auto centre = link(1, "2001:db8:12::1", 2, "2001:db8:12::80", 64);
    const auto all4 = *Prefix::Parse("0.0.0.0/0"), all6 = *Prefix::Parse("::/0");
    StackHelper::AddRoute(nodes.Get(0), all4, IpAddress::Parse("198.51.100.1"), internet.Get(0));
    StackHelper::AddRoute(nodes.Get(2), all6, IpAddress::Parse("2001:db8:12::1"), centre.Get(1));

    SiitHelper relay;
    relay.SetAttribute("Prefix", StringValue("2001:db8:46::/96")); // all of IPv4, seen from inside
    relay.AddMapping("192.0.2.80", "2001:db8:12::80");             // the service
    relay.Install(nodes.Get(1))->TraceConnectWithoutContext("Translated", MakeCallback(&Tell));

    const auto server = Socket::CreateSocket(nodes.Get(2), UdpSocketFactory::GetTypeId());
    server->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
    server->SetRecvCallback(MakeCallback(&Answer));
    const auto client = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    client->SendTo(Create<Packet>(100), 0, InetSocketAddress("192.0.2.80", 9));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
