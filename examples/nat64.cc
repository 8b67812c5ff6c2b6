// SPDX-License-Identifier: GPL-2.0-only
// An IPv6-only host, a NAT64 (RFC 6146) and an IPv4-only server. Shows what each packet looks like
// on both sides, the session that the NAT64 keeps, and the server's translated "port unreachable".
#include "helper/stack-helper.h"
#include "helper/translator-helper.h"

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
Tell(const PacketEvent& event)
{
    std::cout << Simulator::Now().As(Time::MS) << "  " << event.before.source.ToString() << " > "
              << event.before.destination.ToString() << "  becomes  "
              << event.after->source.ToString() << " > " << event.after->destination.ToString()
              << "\n";
}

void
TellSession(const SessionRecord& session, Change change)
{
    std::cout << Simulator::Now().As(Time::MS) << "  session of port " << session.inside.port
              << ", outside " << session.outside.address.ToString() << " port "
              << session.outside.port << (change == Change::Added ? ": begins\n" : ": ends\n");
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // host, NAT64, server
    StackHelper stack;
    const auto link =
        [&nodes](uint32_t a, const char* ofA, uint32_t b, const char* ofB, uint8_t length) {
            const auto devices = PointToPointHelper().Install(nodes.Get(a), nodes.Get(b));
            StackHelper::AddAddress(nodes.Get(a), devices.Get(0), *IpAddress::Parse(ofA), length);
            StackHelper::AddAddress(nodes.Get(b), devices.Get(1), *IpAddress::Parse(ofB), length);
            return devices;
        };
    for (uint32_t i = 0; i < 3; ++i)
    {
        stack.Install(nodes.Get(i));
    }
    const auto inside = link(0, "2001:db8:6::6", 1, "2001:db8:6::1", 64);
    const auto outside = link(1, "192.0.2.1", 2, "192.0.2.4", 24);
    StackHelper::AddRoute(nodes.Get(0),
                          *Prefix::Parse("::/0"),
                          IpAddress::Parse("2001:db8:6::1"),
                          inside.Get(0));
    StackHelper::AddRoute(nodes.Get(2),
                          *Prefix::Parse("0.0.0.0/0"),
                          IpAddress::Parse("192.0.2.1"),
                          outside.Get(1));

    Nat64Helper helper; // its prefix is 64:ff9b::/96 unless told
    helper.AddPool("203.0.113.1");
    const auto nat64 = helper.Install(nodes.Get(1));
    nat64->TraceConnectWithoutContext("Translated", MakeCallback(&Tell));
    nat64->TraceConnectWithoutContext("Session", MakeCallback(&TellSession));

    const auto sender = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    sender->SendTo(Create<Packet>(100), 0, Inet6SocketAddress("64:ff9b::c000:204", 9));
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
