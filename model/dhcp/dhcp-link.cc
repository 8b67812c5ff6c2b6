// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/dhcp-link.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/inet-socket-address.h"
#include "ns3/udp-l4-protocol.h"
#include "ns3/udp-socket-factory.h"

#include <stdexcept>

namespace ns3::v6lab
{

Ptr<Ipv4Stack>
Ipv4StackOf(const Ptr<ns3::Node>& node)
{
    const auto stack = node->GetObject<Ipv4Stack>();
    if (!stack)
    {
        throw std::invalid_argument("DHCP needs a node with v6lab's stack (StackHelper)");
    }
    return stack;
}

uint32_t
AddressedInterfaceOf(const Ipv4Stack& stack, const Ptr<NetDevice>& device)
{
    const int32_t interface = stack.GetInterfaceForDevice(device);
    if (interface < 0 || stack.GetNAddresses(static_cast<uint32_t>(interface)) == 0)
    {
        throw std::invalid_argument("DHCP needs a device with an IPv4 address");
    }
    return static_cast<uint32_t>(interface);
}

Ptr<Socket>
OpenDhcpSocket(const Ptr<NetDevice>& device, uint16_t port)
{
    const auto socket = Socket::CreateSocket(device->GetNode(), UdpSocketFactory::GetTypeId());
    socket->BindToNetDevice(device);
    socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
    return socket;
}

std::optional<std::vector<uint8_t>>
ReceiveDhcp(const Ptr<Socket>& socket)
{
    const auto packet = socket->Recv();
    if (!packet)
    {
        return std::nullopt;
    }
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

/** Not by a socket: ns-3's make the subnet's own broadcast address of 255.255.255.255. */
void
BroadcastDhcp(Ipv4Stack& stack,
              const Ptr<NetDevice>& device,
              const DhcpMessage& message,
              uint16_t fromPort,
              uint16_t toPort)
{
    Ipv4Header header;
    header.SetDestination(Ipv4Address::GetBroadcast());
    header.SetSource(stack.GetAddress(AddressedInterfaceOf(stack, device), 0).GetLocal());
    Socket::SocketErrno error;
    const auto route = stack.GetLpm().RouteOutput(nullptr, header, device, error);
    if (!route)
    {
        return; // the interface is down
    }
    const auto bytes = message.Encode();
    device->GetNode()->GetObject<UdpL4Protocol>()->Send(
        Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
        header.GetSource(),
        header.GetDestination(),
        fromPort,
        toPort,
        route);
}

} // namespace ns3::v6lab
