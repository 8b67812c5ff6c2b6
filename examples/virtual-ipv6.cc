// SPDX-License-Identifier: GPL-2.0-only
// An IPv6 host calls an IPv4-only server with a private address (draft-vogt-durand). Host and
// server have ns-3's own stacks, the server no IPv6 at all; the router between them translates.
#include "helper/stack-helper.h"
#include "helper/translator-helper.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"

#include <iostream>

using namespace ns3;
using namespace ns3::v6lab;

namespace
{

void
Hear(Ptr<Socket> socket)
{
    Address from;
    const auto packet = socket->RecvFrom(from);
    if (Inet6SocketAddress::IsMatchingType(from))
    {
        std::cout << "host hears " << Inet6SocketAddress::ConvertFrom(from).GetIpv6() << "\n";
        return;
    }
    std::cout << "server hears " << InetSocketAddress::ConvertFrom(from).GetIpv4() << "\n";
    socket->SendTo(packet, 0, from);
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // host, translator, server
    InternetStackHelper().Install(nodes.Get(0));
    StackHelper().Install(nodes.Get(1));
    InternetStackHelper server;
    server.SetIpv6StackInstall(false);
    server.Install(nodes.Get(2));
    const auto link = [&](uint32_t a, const char* ofA, uint32_t b, const char* ofB, uint8_t bits) {
        const auto devices = PointToPointHelper().Install(nodes.Get(a), nodes.Get(b));
        StackHelper::AddAddress(nodes.Get(a), devices.Get(0), *IpAddress::Parse(ofA), bits);
        StackHelper::AddAddress(nodes.Get(b), devices.Get(1), *IpAddress::Parse(ofB), bits);
    };
    link(0, "2001:db8:ffff::10", 1, "2001:db8:ffff::1", 64);
    link(1, "10.0.0.1", 2, "10.0.0.5", 24);
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(nodes.Get(0)->GetObject<Ipv6>())
        ->SetDefaultRoute("2001:db8:ffff::1", 1);
    Ipv4StaticRoutingHelper()
        .GetStaticRouting(nodes.Get(2)->GetObject<Ipv4>())
        ->SetDefaultRoute("10.0.0.1", 1);
    VirtualIp6Helper helper;
    helper.SetAttribute("Prefix", StringValue("2001:db8:64::/96"));
    helper.AddPool("10.64.0.0/16");
    helper.Install(nodes.Get(1));

    const auto service = Socket::CreateSocket(nodes.Get(2), UdpSocketFactory::GetTypeId());
    service->Bind(InetSocketAddress(7));
    service->SetRecvCallback(MakeCallback(&Hear));
    const auto caller = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    caller->SetRecvCallback(MakeCallback(&Hear));
    const Inet6SocketAddress virtual6("2001:db8:64::a00:5", 7); // 10.0.0.5 behind the prefix
    Simulator::Schedule(Seconds(2), [&] { caller->SendTo(Create<Packet>(100), 0, virtual6); });
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
