// SPDX-License-Identifier: GPL-2.0-only
// A per-app VPN: two sockets of a phone call the same server. One is bound to the virtual interface
// of a VPN service, whose own socket passes the datagram on; the other one is not.
#include "helper/stack-helper.h"
#include "helper/vpn-helper.h"
#include "model/vpn/vpn-proxy.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <iostream>

using namespace ns3;
using namespace ns3::v6lab;

namespace
{

void
Tell(const SessionRecord& session, Change)
{
    std::cout << "session of " << session.inside.address.ToString() << " port "
              << session.inside.port << ": the service calls " << session.remote6.address.ToString()
              << " from " << session.outside.address.ToString() << " port " << session.outside.port
              << "\n";
}

void
Answer(Ptr<Socket> socket)
{
    Address from;
    const auto request = socket->RecvFrom(from);
    std::cout << "the server answers " << Inet6SocketAddress::ConvertFrom(from).GetIpv6() << "\n";
    socket->SendTo(request, 0, from);
}

void
Call(const Ptr<ns3::Node>& phone, const Ptr<NetDevice>& interface)
{
    const auto application = Socket::CreateSocket(phone, UdpSocketFactory::GetTypeId());
    application->Bind6();
    if (interface)
    {
        application->BindToNetDevice(interface);
    }
    application->SendTo(Create<Packet>(100), 0, Inet6SocketAddress("2001:db8::80", 9));
}

} // namespace

int
main()
{
    NodeContainer nodes(2); // phone, server
    StackHelper().Install(nodes.Get(0));
    StackHelper().Install(nodes.Get(1));
    const auto link = PointToPointHelper().Install(nodes);
    StackHelper::AddAddress(nodes.Get(0), link.Get(0), *IpAddress::Parse("2001:db8::2"), 64);
    StackHelper::AddAddress(nodes.Get(1), link.Get(1), *IpAddress::Parse("2001:db8::80"), 64);

    VpnServiceHelper vpn("proxy");
    vpn.AddAddress("fd00:8::2");
    const auto service = vpn.Install(nodes.Get(0));
    service->TraceConnectWithoutContext("Session", MakeCallback(&Tell));

    const auto server = Socket::CreateSocket(nodes.Get(1), UdpSocketFactory::GetTypeId());
    server->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
    server->SetRecvCallback(MakeCallback(&Answer));
    Call(nodes.Get(0), service->GetDevice());
    Call(nodes.Get(0), nullptr);
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
