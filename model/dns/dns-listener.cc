// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-listener.h"

#include "model/core/dns/dns-type.h"
#include "model/dns/packet-text.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DnsListener);

TypeId
DnsListener::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::DnsListener")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<DnsListener>()
            .AddAttribute("ServiceTime",
                          "Time that a worker needs for a query; 0: none.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&DnsListener::m_serviceTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Workers",
                          "Queries that are handled at once, where they need time.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&DnsListener::m_workers),
                          MakeUintegerChecker<uint32_t>(1, 65536))
            .AddAttribute("QueuePlaces",
                          "Queries that may wait for a worker; more are thrown away.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&DnsListener::m_queuePlaces),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("IdleTimeout",
                          "How long a connection may stay without a query (RFC 7766 6.2.3).",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&DnsListener::m_idleTimeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Overloaded",
                            "A query was thrown away, because too many waited; its sender.",
                            MakeTraceSourceAccessor(&DnsListener::m_overloaded),
                            "ns3::v6lab::DnsListener::OverloadedCallback");
    return tid;
}

void
DnsListener::SetHandler(const Handler& handler)
{
    m_handler = handler;
}

void
DnsListener::DoDispose()
{
    Stop();
    m_handler = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
DnsListener::Start(const Ptr<ns3::Node>& node)
{
    m_node = node;
    for (const Family family : {Family::V4, Family::V6})
    {
        // Answers must come from the address that was asked: a socket bound to it does that.
        for (const IpAddress& address : AddressesOf(node, family))
        {
            ListenUdp(address);
        }
    }
    if (node->GetObject<Ipv4>())
    {
        ListenUdp(IpAddress());
        ListenTcp(IpAddress());
    }
    if (node->GetObject<Ipv6>())
    {
        ListenUdp(*IpAddress::Parse("::"));
        ListenTcp(*IpAddress::Parse("::"));
    }
}

void
DnsListener::ListenUdp(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    if (socket->Bind(ToSocketAddress({address, dns::PORT})) != 0)
    {
        return; // somebody else serves this port
    }
    socket->SetRecvCallback(MakeCallback(&DnsListener::OnDatagram, this, address));
    m_sockets.push_back(socket);
}

void
DnsListener::ListenTcp(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    if (socket->Bind(ToSocketAddress({address, dns::PORT})) != 0)
    {
        return;
    }
    socket->Listen();
    socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                              MakeCallback(&DnsListener::OnAccept, this));
    m_sockets.push_back(socket);
}

void
DnsListener::Stop()
{
    for (const auto& socket : m_sockets)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeNullCallback<void, Ptr<Socket>, const Address&>());
        socket->Close();
    }
    m_sockets.clear();
    while (!m_connections.empty())
    {
        OnClosed(m_connections.begin()->first);
    }
}

void
DnsListener::Serve(const DnsClient& client, const std::string& query, const Answer& answer)
{
    if (m_serviceTime.IsZero())
    {
        m_handler(client, query, answer);
        return;
    }
    if (!m_queue)
    {
        m_queue.emplace(m_serviceTime, m_workers, m_queuePlaces);
    }
    const auto done = m_queue->Admit(Simulator::Now());
    if (!done)
    {
        m_overloaded(client.from);
        return;
    }
    const Ptr<DnsListener> self(this);
    Simulator::Schedule(*done - Simulator::Now(), [self, client, query, answer] {
        if (self->m_handler)
        {
            self->m_handler(client, query, answer);
        }
    });
}

void
DnsListener::OnDatagram(IpAddress asked, Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        const DnsClient client{FromSocketAddress(from), asked, false};
        Serve(client, BytesOf(packet), [socket, from](const std::string& bytes) {
            socket->SendTo(reinterpret_cast<const uint8_t*>(bytes.data()),
                           static_cast<uint32_t>(bytes.size()),
                           0,
                           from);
        });
    }
}

void
DnsListener::OnAccept(Ptr<Socket> socket, const Address& from)
{
    Connection& connection = m_connections[socket];
    connection.client = {FromSocketAddress(from), IpAddress(), true};
    connection.idle = Simulator::Schedule(m_idleTimeout, &DnsListener::OnIdle, this, socket);
    socket->SetRecvCallback(MakeCallback(&DnsListener::OnStream, this));
    socket->SetSendCallback(MakeCallback(&DnsListener::OnSendSpace, this));
    socket->SetCloseCallbacks(MakeCallback(&DnsListener::OnClosed, this),
                              MakeCallback(&DnsListener::OnClosed, this));
}

void
DnsListener::OnStream(Ptr<Socket> socket)
{
    while (const auto packet = socket->Recv())
    {
        const auto found = m_connections.find(socket);
        if (found == m_connections.end() || packet->GetSize() == 0)
        {
            return;
        }
        Connection& connection = found->second;
        connection.idle.Cancel();
        connection.idle = Simulator::Schedule(m_idleTimeout, &DnsListener::OnIdle, this, socket);
        const std::string received = BytesOf(packet);
        connection.stream.Put(Data(received), received.size());
        const DnsClient client = connection.client;
        const Ptr<DnsListener> self(this);
        // Handling a query may end its connection: look it up again for each.
        for (auto open = found; open != m_connections.end(); open = m_connections.find(socket))
        {
            const auto query = open->second.stream.Take();
            if (!query)
            {
                break;
            }
            Serve(client, *query, [self, socket](const std::string& bytes) {
                self->AnswerStream(socket, bytes);
            });
        }
    }
}

void
DnsListener::AnswerStream(const Ptr<Socket>& socket, const std::string& bytes)
{
    const auto found = m_connections.find(socket);
    if (found != m_connections.end()) // else the client has gone
    {
        found->second.unsent += DnsStream::Frame(bytes);
        SendMore(socket, found->second);
    }
}

void
DnsListener::SendMore(const Ptr<Socket>& socket, Connection& connection)
{
    while (!connection.unsent.empty())
    {
        const auto size = std::min<uint32_t>(static_cast<uint32_t>(connection.unsent.size()),
                                             socket->GetTxAvailable());
        const auto* bytes = reinterpret_cast<const uint8_t*>(connection.unsent.data());
        if (size == 0 || socket->Send(bytes, size, 0) <= 0)
        {
            return;
        }
        connection.unsent.erase(0, size);
    }
}

void
DnsListener::OnSendSpace(Ptr<Socket> socket, uint32_t)
{
    const auto found = m_connections.find(socket);
    if (found != m_connections.end())
    {
        SendMore(socket, found->second);
    }
}

void
DnsListener::OnIdle(Ptr<Socket> socket)
{
    OnClosed(socket);
}

void
DnsListener::OnClosed(Ptr<Socket> socket)
{
    const auto found = m_connections.find(socket);
    if (found == m_connections.end())
    {
        return;
    }
    found->second.idle.Cancel();
    m_connections.erase(found);
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->Close();
}

} // namespace ns3::v6lab
