// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bfd-sockets.h"

#include "model/workload/socket-address.h"

#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t FIRST_SOURCE_PORT = 49152; // RFC 5881 4
constexpr uint8_t TTL = 255;
constexpr uint8_t INTERNETWORK_CONTROL = 0xc0; // RFC 791 3.1

/** The TTL or hop limit that it came with; 0 if that is not known. */
uint8_t
TakeTtl(const Ptr<Packet>& packet)
{
    SocketIpTtlTag v4;
    SocketIpv6HopLimitTag v6;
    if (packet->RemovePacketTag(v4))
    {
        return v4.GetTtl();
    }
    return packet->RemovePacketTag(v6) ? v6.GetHopLimit() : uint8_t{0};
}

} // namespace

BfdSockets::BfdSockets(Owner& owner, const Ptr<ns3::Node>& node)
    : m_owner(owner),
      m_node(node)
{
    for (const Family family : {Family::V4, Family::V6})
    {
        Listen(family, ONE_HOP_PORT);
        Listen(family, MULTIHOP_PORT);
    }
}

BfdSockets::~BfdSockets()
{
    for (const auto& socket : m_listeners)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->Close();
    }
    for (const auto& [remote, socket] : m_senders)
    {
        socket->Close();
    }
}

void
BfdSockets::Listen(Family family, uint16_t port)
{
    const auto socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    const IpAddress any = family == Family::V4 ? IpAddress() : *IpAddress::Parse("::");
    if (socket->Bind(ToSocketAddress({any, port})) != 0)
    {
        return;
    }
    socket->SetIpRecvTtl(true);
    socket->SetIpv6RecvHopLimit(true);
    socket->SetRecvCallback(MakeCallback(&BfdSockets::OnReceive, this, port));
    m_listeners.push_back(socket);
}

Ptr<Socket>
BfdSockets::SenderTo(const IpAddress& local, const IpAddress& remote)
{
    auto& socket = m_senders[remote];
    if (!socket)
    {
        const auto port = static_cast<uint16_t>(FIRST_SOURCE_PORT + m_senders.size() - 1);
        socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
        socket->Bind(ToSocketAddress({local, port}));
        socket->SetIpTtl(TTL);
        socket->SetIpv6HopLimit(TTL);
        socket->SetIpTos(INTERNETWORK_CONTROL);
        socket->SetIpv6Tclass(INTERNETWORK_CONTROL);
    }
    return socket;
}

void
BfdSockets::Send(const IpAddress& local,
                 const IpAddress& remote,
                 bool oneHop,
                 const bfd::Packet& packet)
{
    const auto bytes = packet.Encode();
    SenderTo(local, remote)
        ->SendTo(Create<Packet>(bytes.data(), bytes.size()),
                 0,
                 ToSocketAddress({remote, oneHop ? ONE_HOP_PORT : MULTIHOP_PORT}));
}

void
BfdSockets::OnReceive(uint16_t port, Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        const bool oneHop = port == ONE_HOP_PORT;
        if (oneHop && TakeTtl(packet) != TTL)
        {
            continue;
        }
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        if (const auto read = bfd::Packet::Decode(bytes.data(), bytes.size()))
        {
            m_owner.BfdReceived(FromSocketAddress(from).address, oneHop, *read);
        }
    }
}

} // namespace ns3::v6lab
