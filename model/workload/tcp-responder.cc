// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-responder.h"

#include "model/workload/socket-address.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <string_view>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(TcpResponder);

namespace
{

/** Bytes handed to the socket at once. */
constexpr uint32_t CHUNK = 1200;

/** What health probes ask for (RFC 9112 3), and what they get. */
constexpr std::string_view HTTP_GET = "GET ";
constexpr std::string_view HTTP_OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/** TCP does not tell ns-3's sockets the client's MSS: fit the node's narrowest link. */
uint32_t
NarrowestMtu(const Ptr<ns3::Node>& node)
{
    uint32_t mtu = 65535;
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        mtu = std::min<uint32_t>(mtu, node->GetDevice(i)->GetMtu());
    }
    return mtu;
}

} // namespace

TypeId
TcpResponder::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::TcpResponder")
                            .SetParent<Application>()
                            .SetGroupName("V6lab")
                            .AddConstructor<TcpResponder>()
                            .AddAttribute("Port",
                                          "Port to listen on.",
                                          UintegerValue(80),
                                          MakeUintegerAccessor(&TcpResponder::m_port),
                                          MakeUintegerChecker<uint16_t>(1))
                            .AddTraceSource("Rx",
                                            "Bytes of a request arrived; packet and sender.",
                                            MakeTraceSourceAccessor(&TcpResponder::m_rx),
                                            "ns3::Packet::AddressTracedCallback");
    return tid;
}

void
TcpResponder::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

void
TcpResponder::DoDispose()
{
    StopApplication();
    m_ledger = nullptr;
    Application::DoDispose();
}

void
TcpResponder::StartApplication()
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
TcpResponder::Listen(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(GetNode(), TcpSocketFactory::GetTypeId());
    const uint32_t segment = SegmentBytes(address.GetFamily(), NarrowestMtu(GetNode()));
    socket->SetAttribute("SegmentSize", UintegerValue(segment));
    if (socket->Bind(ToSocketAddress({address, m_port})) != 0)
    {
        return; // somebody else serves this port
    }
    socket->Listen();
    socket->SetAcceptCallback(MakeCallback(&TcpResponder::OnRequest, this),
                              MakeCallback(&TcpResponder::OnAccept, this));
    if (m_ledger)
    {
        socket->TraceConnectWithoutContext("Rx", MakeCallback(&TcpResponder::OnSyn, this));
    }
    m_listeners.push_back(socket);
}

void
TcpResponder::StopApplication()
{
    for (const auto& socket : m_listeners)
    {
        socket->Close();
    }
    m_listeners.clear();
    for (const auto& connection : m_connections)
    {
        Unhook(connection.first);
    }
    m_connections.clear();
}

void
TcpResponder::Unhook(const Ptr<Socket>& socket)
{
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
}

void
TcpResponder::OnSyn(Ptr<const Packet> packet,
                    const TcpHeader& header,
                    Ptr<const TcpSocketBase> socket)
{
    const Ptr<Socket> own(ConstCast<TcpSocketBase>(socket));
    const bool listens = std::count(m_listeners.begin(), m_listeners.end(), own) != 0;
    if ((header.GetFlags() & TcpHeader::RST) && !listens)
    {
        // The caller does not want the connection any more (RFC 9293 3.10.7.4). ns-3 3.37 throws
        // resets without a timestamp away and would send SYN-ACKs on.
        Simulator::ScheduleNow(&Abandon, GetNode(), own);
        return;
    }
    m_synFlow = PacketIdentity::Of(packet).GetFlow();
}

bool
TcpResponder::OnRequest(Ptr<Socket>, const Address& from)
{
    // Called with the SYN, before the answer leaves: the last moment to make the answer's
    // addresses, which translation may have changed, known as the flow's.
    if (m_ledger && m_synFlow != 0)
    {
        const Endpoint peer = FromSocketAddress(from);
        PacketFacts facts;
        facts.source = peer.address;
        facts.sourcePort = peer.port;
        facts.destinationPort = m_port;
        facts.protocol = protocol::TCP;
        for (uint32_t i = 0; i < GetNode()->GetNDevices(); ++i) // those of VPNs, too
        {
            const auto device = GetNode()->GetDevice(i);
            for (const auto& local : SourcesOf(GetNode(), peer.address.GetFamily(), device))
            {
                facts.destination = local.address;
                m_ledger->Bind(m_synFlow, FlowKey::Of(facts), GetNode()->GetId());
            }
        }
        if (m_ledger->Arrive(m_synFlow, GetNode()->GetId(), peer.address))
        {
            Asked& asked = m_asked[from];
            asked.flow = m_synFlow;
            asked.meter.Start(); // the request follows one round trip later
        }
    }
    m_synFlow = 0;
    return true;
}

void
TcpResponder::OnAccept(Ptr<Socket> socket, const Address& from)
{
    // The accepted socket inherits the listener's trace, which only a SYN needs.
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&TcpResponder::OnSyn, this));
    Connection& connection = m_connections[socket];
    connection = Connection();
    if (const auto asked = m_asked.find(from); asked != m_asked.end())
    {
        connection.flow = asked->second.flow;
        connection.meter = asked->second.meter;
        m_asked.erase(asked);
    }
    socket->SetRecvCallback(MakeCallback(&TcpResponder::OnReceive, this));
    socket->SetSendCallback(MakeCallback(&TcpResponder::OnSendSpace, this));
    socket->SetCloseCallbacks(MakeCallback(&TcpResponder::OnClosed, this),
                              MakeCallback(&TcpResponder::OnClosed, this));
}

void
TcpResponder::OnReceive(Ptr<Socket> socket)
{
    const auto found = m_connections.find(socket);
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        const uint32_t size = packet->GetSize();
        if (size == 0 || found == m_connections.end())
        {
            break;
        }
        Connection& connection = found->second;
        m_rx(packet, from);
        if (m_ledger && connection.flow != 0)
        {
            m_ledger->Converse(connection.flow,
                               GetNode()->GetId(),
                               FromSocketAddress(from).address);
        }
        if (connection.received < TransferHeader::BYTES)
        {
            packet->CopyData(connection.start.data() + connection.received,
                             TransferHeader::BYTES - static_cast<uint32_t>(connection.received));
        }
        connection.received += size;
        Measure(connection, size);
        AnswerIfComplete(socket, connection);
    }
}

void
TcpResponder::Measure(Connection& connection, uint32_t bytes)
{
    if (!m_ledger || connection.flow == 0 || connection.received < TransferHeader::BYTES)
    {
        return;
    }
    const TransferHeader header = TransferHeader::Decode(connection.start);
    if (header.replyBytes >= header.requestBytes)
    {
        return; // the client measures the answer
    }
    connection.meter.Count(m_ledger->Get(connection.flow), bytes);
}

void
TcpResponder::AnswerIfComplete(const Ptr<Socket>& socket, Connection& connection)
{
    if (connection.answered || connection.received < TransferHeader::BYTES)
    {
        return;
    }
    if (std::equal(HTTP_GET.begin(), HTTP_GET.end(), connection.start.begin()))
    {
        connection.answered = true;
        socket->Send(reinterpret_cast<const uint8_t*>(HTTP_OK.data()),
                     static_cast<uint32_t>(HTTP_OK.size()),
                     0);
        return;
    }
    const TransferHeader header = TransferHeader::Decode(connection.start);
    if (connection.received >= header.requestBytes)
    {
        connection.answered = true;
        connection.toSend = header.replyBytes;
        SendMore(socket, connection);
    }
}

void
TcpResponder::OnSendSpace(Ptr<Socket> socket, uint32_t)
{
    const auto found = m_connections.find(socket);
    if (found != m_connections.end())
    {
        SendMore(socket, found->second);
    }
}

void
TcpResponder::SendMore(const Ptr<Socket>& socket, Connection& connection)
{
    while (connection.toSend > 0)
    {
        const auto size = static_cast<uint32_t>(
            std::min<uint64_t>({connection.toSend, CHUNK, socket->GetTxAvailable()}));
        if (size == 0 || socket->Send(Create<Packet>(size)) <= 0)
        {
            return;
        }
        connection.toSend -= size;
    }
}

void
TcpResponder::OnClosed(Ptr<Socket> socket)
{
    m_connections.erase(socket);
    // Before closing: with segments that came out of order, ns-3 resets the connection instead and
    // would call this again.
    Unhook(socket);
    socket->Close();
}

} // namespace ns3::v6lab
