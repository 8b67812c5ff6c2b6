// SPDX-License-Identifier: GPL-2.0-only
// Two peered virtual networks and an appliance between two machines, in plain ns-3.
#include "helper/stack-helper.h"
#include "model/azure/vnet-fabric.h"

#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <iostream>

using namespace ns3;
using v6lab::IpAddress;
using v6lab::VnetFabric;

namespace
{

const auto Block = [](const char* text) { return *v6lab::Prefix::Parse(text); };

/** A machine with one NIC and one address; an appliance forwards. */
Ptr<Node>
AddMachine(const Ptr<VnetFabric>& fabric, uint32_t subnet, const char* address, bool forwards)
{
    const auto own = *IpAddress::Parse(address);
    const auto node = CreateObject<Node>();
    v6lab::StackHelper stack;
    stack.SetForwarding(forwards);
    stack.Install(node);
    const auto index = fabric->EditEstate().AddNic(subnet, {own}, forwards);
    const auto nic = fabric->Attach(node, index);
    stack.AddAddress(node, nic, own, 24);
    stack.AddRoute(node, Block("0.0.0.0/0"), {}, nic); // the fabric ignores next hops
    return node;
}

void
Receive(Ptr<Socket> socket)
{
    const auto size = socket->Recv()->GetSize();
    std::cout << size << " bytes after " << Simulator::Now().As(Time::MS) << "\n";
}

} // namespace

int
main()
{
    const auto fabric = CreateObject<VnetFabric>();
    auto& estate = fabric->EditEstate();
    const auto a = estate.AddVnet({Block("10.1.0.0/16")});
    const auto b = estate.AddVnet({Block("10.2.0.0/16")});
    estate.Peer(a, b, true);
    const auto table = estate.AddRouteTable({{Block("10.1.0.0/16"),
                                              v6lab::azure::NextHopType::VirtualAppliance,
                                              IpAddress::Parse("10.2.0.4")}});
    const auto left = estate.AddSubnet(a, {Block("10.1.0.0/24")}, table);
    const auto hub = estate.AddSubnet(b, {Block("10.2.0.0/24")});
    const auto sender = AddMachine(fabric, left, "10.1.0.4", false);
    const auto receiver = AddMachine(fabric, left, "10.1.0.5", false);
    AddMachine(fabric, hub, "10.2.0.4", true);

    for (const auto& row : fabric->GetEffectiveRoutes(0))
    {
        std::cout << ToWord(row.source) << "\t" << ToWord(row.state) << "\t"
                  << row.prefix.ToString() << "\t" << ToWord(row.nextHopType) << "\n";
    }
    const auto in = Socket::CreateSocket(receiver, UdpSocketFactory::GetTypeId());
    in->Bind(InetSocketAddress(Ipv4Address::GetAny(), 7));
    in->SetRecvCallback(MakeCallback(&Receive));
    const auto out = Socket::CreateSocket(sender, UdpSocketFactory::GetTypeId());
    out->SendTo(Create<Packet>(100), 0, InetSocketAddress(Ipv4Address("10.1.0.5"), 7));
    Simulator::Run();
    Simulator::Destroy();
}
