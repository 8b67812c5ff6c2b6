// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/dhcpv6-link.h"

#include "model/dhcp/link-client.h"
#include "model/routing/packet-bytes.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::v6lab
{

Duid
DuidOf(const Ptr<NetDevice>& device)
{
    return MakeDuid(HardwareOf(device));
}

Ptr<Socket>
OpenOnLink(const Ptr<ns3::Node>& node,
           const Ptr<NetDevice>& device,
           uint16_t port,
           const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->BindToNetDevice(device);
    socket->Bind(Inet6SocketAddress(ToNs3V6(address), port));
    return socket;
}

std::optional<Dhcpv6Datagram>
Receive(const Ptr<Socket>& socket)
{
    ns3::Address from;
    const auto packet = socket->RecvFrom(from);
    if (!packet)
    {
        return std::nullopt;
    }
    Dhcpv6Datagram datagram;
    datagram.from = ToCore(Inet6SocketAddress::ConvertFrom(from).GetIpv6());
    datagram.bytes.resize(packet->GetSize());
    packet->CopyData(datagram.bytes.data(), packet->GetSize());
    return datagram;
}

void
SendTo(const Ptr<Socket>& socket,
       const IpAddress& destination,
       uint16_t port,
       const Dhcpv6Message& message)
{
    const auto bytes = message.Encode();
    socket->SendTo(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                   0,
                   Inet6SocketAddress(ToNs3V6(destination), port));
}

} // namespace ns3::v6lab
