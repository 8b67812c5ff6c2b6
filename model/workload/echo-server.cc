// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/echo-server.h"

#include "model/workload/socket-address.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(EchoServer);

TypeId
EchoServer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::EchoServer")
                            .SetParent<Application>()
                            .SetGroupName("V6lab")
                            .AddConstructor<EchoServer>()
                            .AddAttribute("Port",
                                          "Port to listen on.",
                                          UintegerValue(7),
                                          MakeUintegerAccessor(&EchoServer::m_port),
                                          MakeUintegerChecker<uint16_t>(1))
                            .AddTraceSource("Rx",
                                            "A datagram arrived; packet and sender.",
                                            MakeTraceSourceAccessor(&EchoServer::m_rx),
                                            "ns3::Packet::AddressTracedCallback");
    return tid;
}

void
EchoServer::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

void
EchoServer::DoDispose()
{
    StopApplication();
    m_ledger = nullptr;
    Application::DoDispose();
}

void
EchoServer::StartApplication()
{
    for (const Family family : {Family::V4, Family::V6})
    {
        for (const IpAddress& address : AddressesOf(GetNode(), family))
        {
            Listen(address);
        }
    }
    // For addresses that the node does not have yet.
    if (GetNode()->GetObject<Ipv4>())
    {
        Listen(IpAddress());
    }
    if (GetNode()->GetObject<Ipv6>())
    {
        Listen(*IpAddress::Parse("::"));
    }
}

void
EchoServer::Listen(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    if (socket->Bind(ToSocketAddress({address, m_port})) != 0)
    {
        return; // somebody else serves this port
    }
    socket->SetRecvCallback(MakeCallback(&EchoServer::OnReceive, this));
    m_sockets.push_back(socket);
}

void
EchoServer::StopApplication()
{
    for (const auto& socket : m_sockets)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->Close();
    }
    m_sockets.clear();
}

void
EchoServer::OnReceive(Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        m_rx(packet, from);
        Answer(socket, packet, from);
    }
}

void
EchoServer::Answer(const Ptr<Socket>& socket, const Ptr<Packet>& packet, const Address& from)
{
    const uint32_t flow = m_ledger ? PacketIdentity::Of(packet).GetFlow() : 0;
    packet->RemoveAllPacketTags();
    packet->RemoveAllByteTags();
    if (flow != 0)
    {
        m_ledger->Arrive(flow, GetNode()->GetId(), FromSocketAddress(from).address);
        packet->AddPacketTag(m_ledger->NextIdentity(flow));
    }
    socket->SendTo(packet, 0, from);
}

} // namespace ns3::v6lab
