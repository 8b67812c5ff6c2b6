// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/echo-server.h"

#include "model/routing/packet-bytes.h"
#include "model/workload/called-address.h"
#include "model/workload/socket-address.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(EchoServer);

namespace
{

/** No broadcast and no group. */
bool
IsOwn(const Ptr<Node>& node, const IpAddress& address)
{
    return address.IsV4() ? node->GetObject<Ipv4>()->GetInterfaceForAddress(ToNs3V4(address)) >= 0
                          : node->GetObject<Ipv6>()->GetInterfaceForAddress(ToNs3V6(address)) >= 0;
}

} // namespace

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

/** Null if somebody else serves the port. */
Ptr<Socket>
EchoServer::Listen(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    if (socket->Bind(ToSocketAddress({address, m_port})) != 0)
    {
        return nullptr;
    }
    const bool any = address.IsUnspecified();
    socket->SetRecvPktInfo(any);
    socket->SetRecvCallback(
        MakeCallback(any ? &EchoServer::OnReceiveAny : &EchoServer::OnReceive, this));
    m_sockets[address] = socket;
    return socket;
}

void
EchoServer::StopApplication()
{
    for (const auto& [address, socket] : m_sockets)
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
EchoServer::OnReceiveAny(Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        m_rx(packet, from);
        Answer(SocketFor(TakeCalledAddress(packet), socket), packet, from);
    }
}

Ptr<Socket>
EchoServer::SocketFor(const std::optional<IpAddress>& called, const Ptr<Socket>& any)
{
    if (!called || called->IsLinkLocal() || !IsOwn(GetNode(), *called))
    {
        return any;
    }
    const auto known = m_sockets.find(*called);
    const auto own = known != m_sockets.end() ? known->second : Listen(*called);
    return own ? own : any;
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
