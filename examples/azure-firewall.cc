// SPDX-License-Identifier: GPL-2.0-only
// An Azure Firewall between a spoke and a server: DNS may pass and gets the firewall's address, the
// rest is denied. No topology: the model stands on a node like any other.
#include "model/azure/azure-firewall.h"

#include "helper/stack-helper.h"

#include "ns3/inet-socket-address.h"
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
    std::cout << ToWord(event.action) << "  " << event.before.source.ToString() << " > "
              << event.before.destination.ToString() << " port " << event.before.destinationPort;
    if (event.after)
    {
        std::cout << "  becomes  " << event.after->source.ToString() << " > "
                  << event.after->destination.ToString();
    }
    const bool drop = event.action == Action::Drop;
    std::cout << (drop ? std::string("  ") + std::string(Describe(event.reason).word) : "")
              << (event.rule ? std::string("  by ") + event.rule : "") << "\n";
}

} // namespace

int
main()
{
    NodeContainer nodes(3); // spoke, firewall, server
    StackHelper stack;
    stack.Install(nodes.Get(0));
    stack.Install(nodes.Get(2));
    stack.SetForwarding(true);
    stack.Install(nodes.Get(1));
    const auto link = [&nodes](uint32_t a, const char* ofA, uint32_t b, const char* ofB) {
        const auto devices = PointToPointHelper().Install(nodes.Get(a), nodes.Get(b));
        StackHelper::AddAddress(nodes.Get(a), devices.Get(0), *IpAddress::Parse(ofA), 24);
        StackHelper::AddAddress(nodes.Get(b), devices.Get(1), *IpAddress::Parse(ofB), 24);
        return devices;
    };
    const auto inside = link(0, "10.1.0.4", 1, "10.1.0.1");
    link(1, "192.0.2.1", 2, "192.0.2.53");
    StackHelper::AddRoute(nodes.Get(0),
                          *Prefix::Parse("0.0.0.0/0"),
                          IpAddress::Parse("10.1.0.1"),
                          inside.Get(0));

    const auto firewall = CreateObject<AzureFirewallService>();
    FirewallRule dns{"dns", {{azure::RuleProtocol::Udp}, {}, {}, {{53, 53}}}};
    firewall->AddCollection({"net", 200, true, {dns}});
    firewall->AddSnatAddress(*IpAddress::Parse("192.0.2.1"));
    firewall->Attach(nodes.Get(1));
    StackHelper::GetPlane(nodes.Get(1))->TraceConnectWithoutContext("Hop", MakeCallback(&Tell));

    const auto sender = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    sender->SendTo(Create<Packet>(40), 0, InetSocketAddress("192.0.2.53", 53));
    sender->SendTo(Create<Packet>(40), 0, InetSocketAddress("192.0.2.53", 123));
    Simulator::Run();
    std::cout << firewall->GetNetworkRuleHit() << " rule hit, " << firewall->GetDataProcessed()
              << " bytes passed\n";
    Simulator::Destroy();
    return 0;
}
