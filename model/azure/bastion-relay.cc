// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/bastion-relay.h"

#include "model/workload/tcp-transfer.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(BastionRelay);

namespace
{

/** That of a NIC in a virtual network (M1). */
constexpr uint16_t MTU = 1500;

void
Unhook(const Ptr<Socket>& socket)
{
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
}

} // namespace

TypeId
BastionRelay::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::BastionRelay")
                            .SetParent<Application>()
                            .SetGroupName("V6lab")
                            .AddConstructor<BastionRelay>()
                            .AddAttribute("Port",
                                          "Port that users connect to.",
                                          UintegerValue(443),
                                          MakeUintegerAccessor(&BastionRelay::m_port),
                                          MakeUintegerChecker<uint16_t>(1));
    return tid;
}

void
BastionRelay::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

void
BastionRelay::AddSession(uint32_t flow, const Endpoint& machine)
{
    m_targets[flow] = machine;
}

uint32_t
BastionRelay::GetSessions() const
{
    return static_cast<uint32_t>(m_legs.size() / 2);
}

void
BastionRelay::DoDispose()
{
    StopApplication();
    m_ledger = nullptr;
    Application::DoDispose();
}

void
BastionRelay::StartApplication()
{
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
BastionRelay::StopApplication()
{
    for (const auto& socket : m_listeners)
    {
        socket->Close();
    }
    m_listeners.clear();
    for (const auto& [socket, leg] : m_legs)
    {
        Unhook(socket);
    }
    m_legs.clear();
}

void
BastionRelay::Listen(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(GetNode(), TcpSocketFactory::GetTypeId());
    socket->SetAttribute("SegmentSize", UintegerValue(SegmentBytes(address.GetFamily(), MTU)));
    if (socket->Bind(ToSocketAddress({address, m_port})) != 0)
    {
        return; // somebody else serves this port
    }
    socket->Listen();
    socket->SetAcceptCallback(MakeCallback(&BastionRelay::OnRequest, this),
                              MakeCallback(&BastionRelay::OnAccept, this));
    socket->TraceConnectWithoutContext("Rx", MakeCallback(&BastionRelay::OnSyn, this));
    m_listeners.push_back(socket);
}

void
BastionRelay::OnSyn(Ptr<const Packet> packet, const TcpHeader&, Ptr<const TcpSocketBase>)
{
    m_synFlow = PacketIdentity::Of(packet).GetFlow();
}

bool
BastionRelay::OnRequest(Ptr<Socket>, const Address& from)
{
    // Called with the SYN, before the answer leaves: the last moment to make the answer's
    // addresses, which Azure's edge has changed, known as the flow's.
    m_asked[from] = m_synFlow;
    if (m_ledger && m_synFlow != 0)
    {
        const Endpoint peer = FromSocketAddress(from);
        PacketFacts facts;
        facts.source = peer.address;
        facts.sourcePort = peer.port;
        facts.destinationPort = m_port;
        facts.protocol = protocol::TCP;
        for (const IpAddress& local : AddressesOf(GetNode(), peer.address.GetFamily()))
        {
            facts.destination = local;
            m_ledger->Bind(m_synFlow, FlowKey::Of(facts), GetNode()->GetId());
        }
    }
    m_synFlow = 0;
    return true;
}

void
BastionRelay::OnAccept(Ptr<Socket> socket, const Address& from)
{
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&BastionRelay::OnSyn, this));
    const auto asked = m_asked.find(from);
    const uint32_t flow = asked == m_asked.end() ? 0 : asked->second;
    m_asked.erase(from);
    const auto target = m_targets.find(flow);
    const auto inner = target == m_targets.end() ? nullptr : Connect(flow, target->second);
    if (!inner)
    {
        socket->Close();
        return;
    }
    m_legs[socket].peer = inner;
    m_legs[socket].connected = true;
    m_legs[inner].peer = socket;
    Hook(socket);
    Hook(inner);
}

/** The second leg; null if it cannot even begin. */
Ptr<Socket>
BastionRelay::Connect(uint32_t flow, const Endpoint& machine)
{
    const auto route = FindRoute(GetNode(), machine.address);
    const auto socket = Socket::CreateSocket(GetNode(), TcpSocketFactory::GetTypeId());
    Address local;
    if (!route || socket->Bind() != 0 || socket->GetSockName(local) != 0)
    {
        return nullptr;
    }
    socket->SetAttribute("SegmentSize", UintegerValue(SegmentBytes(Family::V4, MTU)));
    if (m_ledger)
    {
        PacketFacts facts;
        facts.source = route->source;
        facts.sourcePort = FromSocketAddress(local).port;
        facts.destination = machine.address;
        facts.destinationPort = machine.port;
        facts.protocol = protocol::TCP;
        m_ledger->Bind(flow, FlowKey::Of(facts), GetNode()->GetId());
    }
    socket->SetConnectCallback(MakeCallback(&BastionRelay::OnConnected, this),
                               MakeCallback(&BastionRelay::OnClosed, this));
    return socket->Connect(ToSocketAddress(machine)) == 0 ? socket : nullptr;
}

void
BastionRelay::Hook(const Ptr<Socket>& socket)
{
    socket->SetRecvCallback(MakeCallback(&BastionRelay::OnReceive, this));
    socket->SetSendCallback(MakeCallback(&BastionRelay::OnSendSpace, this));
    socket->SetCloseCallbacks(MakeCallback(&BastionRelay::OnClosed, this),
                              MakeCallback(&BastionRelay::OnClosed, this));
}

void
BastionRelay::OnConnected(Ptr<Socket> socket)
{
    if (const auto found = m_legs.find(socket); found != m_legs.end())
    {
        found->second.connected = true;
        SendMore(socket);
    }
}

void
BastionRelay::OnReceive(Ptr<Socket> socket)
{
    const auto found = m_legs.find(socket);
    const Ptr<Socket> peer = found == m_legs.end() ? nullptr : found->second.peer;
    while (const auto packet = socket->Recv())
    {
        const uint32_t size = packet->GetSize();
        if (size == 0)
        {
            break; // end of the stream
        }
        if (peer)
        {
            std::vector<uint8_t> bytes(size); // without the tags of the connection it came by
            packet->CopyData(bytes.data(), size);
            m_legs[peer].bytes.push_back(Create<Packet>(bytes.data(), size));
        }
    }
    if (peer)
    {
        SendMore(peer);
    }
}

void
BastionRelay::OnSendSpace(Ptr<Socket> socket, uint32_t)
{
    SendMore(socket);
}

void
BastionRelay::SendMore(const Ptr<Socket>& socket)
{
    const auto found = m_legs.find(socket);
    if (found == m_legs.end() || !found->second.connected)
    {
        return;
    }
    auto& waiting = found->second.bytes;
    while (!waiting.empty() && socket->GetTxAvailable() >= waiting.front()->GetSize())
    {
        const auto packet = waiting.front();
        waiting.pop_front();
        if (socket->Send(packet) <= 0)
        {
            waiting.push_front(packet);
            return;
        }
    }
    if (waiting.empty() && found->second.ends)
    {
        End(socket);
    }
}

/** One leg is closed: so will the other be, when it has sent what it has. */
void
BastionRelay::OnClosed(Ptr<Socket> socket)
{
    const auto found = m_legs.find(socket);
    const Ptr<Socket> peer = found == m_legs.end() ? nullptr : found->second.peer;
    End(socket);
    if (const auto other = m_legs.find(peer); other != m_legs.end())
    {
        other->second.peer = nullptr;
        other->second.ends = true;
        if (!other->second.connected)
        {
            Unhook(peer);
            m_legs.erase(peer);
            Simulator::ScheduleNow(&Abandon, GetNode(), peer);
            return;
        }
        SendMore(peer);
    }
}

void
BastionRelay::End(const Ptr<Socket>& socket)
{
    m_legs.erase(socket);
    Unhook(socket);
    socket->Close();
}

} // namespace ns3::v6lab
