// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bgp-transport.h"

#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/workload/socket-address.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t INTERNETWORK_CONTROL = 0xc0; // RFC 791 3.1
constexpr uint16_t USUAL_MTU = 1500;

/** ns-3 heeds it once the socket is bound. */
void
Mark(const Ptr<Socket>& socket)
{
    socket->SetIpTos(INTERNETWORK_CONTROL);
    socket->SetIpv6Tclass(INTERNETWORK_CONTROL);
}

/** Connect() takes the type of service of IPv4 from the address. */
Address
Marked(const Ptr<Socket>& socket, const Endpoint& remote)
{
    const Address address = ToSocketAddress(remote);
    if (remote.address.IsV6())
    {
        Mark(socket);
        return address;
    }
    auto marked = InetSocketAddress::ConvertFrom(address);
    marked.SetTos(INTERNETWORK_CONTROL);
    return marked;
}

uint16_t
MtuTo(const Ptr<ns3::Node>& node, const IpAddress& remote)
{
    const auto route = FindRoute(node, remote);
    return route ? route->mtu : USUAL_MTU;
}

} // namespace

BgpTransport::BgpTransport(Owner& owner, const Ptr<ns3::Node>& node)
    : m_owner(owner),
      m_node(node)
{
    Listen(Family::V4);
    Listen(Family::V6);
}

BgpTransport::~BgpTransport()
{
    for (auto& event : m_events)
    {
        event.Cancel();
    }
    for (const auto& listener : m_listeners)
    {
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeNullCallback<void, Ptr<Socket>, const Address&>());
        listener->Close();
    }
    for (bgp::PeerIndex peer = 0; peer < m_peers.size(); ++peer)
    {
        if (const auto socket = m_peers[peer].socket)
        {
            Unhook(socket);
            socket->TraceDisconnectWithoutContext(
                "Rx",
                MakeCallback(&BgpTransport::OnSegment, this, peer));
            Abandon(m_node, socket);
        }
    }
}

void
BgpTransport::Listen(Family family)
{
    const auto socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    const IpAddress any = family == Family::V4 ? IpAddress() : *IpAddress::Parse("::");
    if (socket->Bind(ToSocketAddress({any, PORT})) != 0)
    {
        return;
    }
    socket->SetAttribute("SegmentSize", UintegerValue(SegmentBytes(family, USUAL_MTU)));
    socket->Listen();
    socket->SetAcceptCallback(MakeCallback(&BgpTransport::OnRequest, this),
                              MakeCallback(&BgpTransport::OnAccept, this));
    m_listeners.push_back(socket);
}

void
BgpTransport::AddPeer(const IpAddress& local, const IpAddress& remote)
{
    m_peers.push_back({local, remote, nullptr, false});
}

bgp::PeerIndex
BgpTransport::Find(const IpAddress& remote) const
{
    const auto found = std::find_if(m_peers.begin(), m_peers.end(), [&](const Peer& peer) {
        return peer.remote == remote;
    });
    return found == m_peers.end() ? bgp::OWN : static_cast<bgp::PeerIndex>(found - m_peers.begin());
}

/** ns-3's TCP takes the source of the route, whatever address the socket is bound to. */
void
BgpTransport::Insist(const Peer& peer) const
{
    const auto route = FindRoute(m_node, peer.remote);
    if (!route || route->source == peer.local)
    {
        return;
    }
    const auto set = [&peer](const auto& routing) {
        if (routing)
        {
            routing->SetPreferredSource(peer.remote, peer.local);
        }
    };
    if (peer.remote.IsV4())
    {
        set(DynamicCast<Ipv4LpmRouting>(m_node->GetObject<Ipv4>()->GetRoutingProtocol()));
    }
    else
    {
        set(DynamicCast<Ipv6LpmRouting>(m_node->GetObject<Ipv6>()->GetRoutingProtocol()));
    }
}

void
BgpTransport::Open(bgp::PeerIndex index, Time patience)
{
    Close(index);
    Peer& peer = m_peers[index];
    Insist(peer);
    const auto socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    const Family family = peer.remote.GetFamily();
    const uint16_t mtu = MtuTo(m_node, peer.remote);
    // SYNs that fit into the time, doubling from about one second (RFC 6298 2.1, 5.5).
    const int tries = std::max(1, static_cast<int>(std::log2(patience.GetSeconds() + 1.0)));
    socket->SetAttribute("SegmentSize", UintegerValue(SegmentBytes(family, mtu)));
    socket->SetAttribute("ConnCount", UintegerValue(static_cast<uint32_t>(tries)));
    socket->SetAttribute("ConnTimeout",
                         TimeValue(Seconds(patience.GetSeconds() / ((1 << tries) - 1))));
    peer.socket = socket;
    Hook(index, socket);
    const bool bound = (family == Family::V4 ? socket->Bind() : socket->Bind6()) == 0;
    if (!bound || socket->Connect(Marked(socket, {peer.remote, PORT})) != 0)
    {
        OnClosed(index, socket);
    }
}

void
BgpTransport::Hook(bgp::PeerIndex peer, const Ptr<Socket>& socket)
{
    socket->SetConnectCallback(MakeCallback(&BgpTransport::OnConnected, this, peer),
                               MakeCallback(&BgpTransport::OnClosed, this, peer));
    socket->SetCloseCallbacks(MakeCallback(&BgpTransport::OnClosed, this, peer),
                              MakeCallback(&BgpTransport::OnClosed, this, peer));
    socket->SetRecvCallback(MakeCallback(&BgpTransport::OnReceive, this, peer));
    socket->TraceConnectWithoutContext("Rx", MakeCallback(&BgpTransport::OnSegment, this, peer));
}

void
BgpTransport::Unhook(const Ptr<Socket>& socket)
{
    socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
}

void
BgpTransport::Send(bgp::PeerIndex peer, const bgp::Bytes& bytes)
{
    if (m_peers[peer].connected)
    {
        m_peers[peer].socket->Send(
            Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    }
}

void
BgpTransport::Close(bgp::PeerIndex index)
{
    Peer& peer = m_peers[index];
    const auto socket = peer.socket;
    if (!socket)
    {
        return;
    }
    peer.socket = nullptr;
    Unhook(socket);
    socket->TraceDisconnectWithoutContext("Rx",
                                          MakeCallback(&BgpTransport::OnSegment, this, index));
    if (peer.connected)
    {
        socket->Close();
    }
    else
    {
        Simulator::ScheduleNow(&Abandon, m_node, socket); // ns-3 may be in the middle of it
    }
    peer.connected = false;
}

bool
BgpTransport::OnRequest(Ptr<Socket>, const Address& from)
{
    const bgp::PeerIndex peer = Find(FromSocketAddress(from).address);
    return peer != bgp::OWN && !m_peers[peer].socket && m_owner.IsAwaited(peer);
}

void
BgpTransport::OnAccept(Ptr<Socket> socket, const Address& from)
{
    const bgp::PeerIndex peer = Find(FromSocketAddress(from).address);
    if (peer == bgp::OWN || m_peers[peer].socket || !m_owner.IsAwaited(peer))
    {
        socket->Close(); // no longer welcome
        return;
    }
    Mark(socket);
    m_peers[peer].socket = socket;
    Hook(peer, socket);
    OnConnected(peer, socket);
}

void
BgpTransport::OnConnected(bgp::PeerIndex peer, Ptr<Socket> socket)
{
    m_events.push_back(Simulator::ScheduleNow(&BgpTransport::TellOpened, this, peer, socket));
}

void
BgpTransport::TellOpened(bgp::PeerIndex peer, Ptr<Socket> socket)
{
    if (m_peers[peer].socket == socket)
    {
        m_peers[peer].connected = true;
        m_owner.Opened(peer);
    }
    if (m_peers[peer].socket == socket)
    {
        OnReceive(peer, socket); // what came along with the last step of the handshake
    }
}

void
BgpTransport::OnReceive(bgp::PeerIndex peer, Ptr<Socket> socket)
{
    if (m_peers[peer].socket != socket || !m_peers[peer].connected)
    {
        return;
    }
    bgp::Bytes bytes;
    while (const auto packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            break; // end of the stream
        }
        const size_t before = bytes.size();
        bytes.resize(before + packet->GetSize());
        packet->CopyData(bytes.data() + before, packet->GetSize());
    }
    if (!bytes.empty())
    {
        m_owner.Received(peer, bytes);
    }
}

void
BgpTransport::OnSegment(bgp::PeerIndex peer,
                        Ptr<const Packet>,
                        const TcpHeader& header,
                        Ptr<const TcpSocketBase> socket)
{
    // ns-3 3.37 throws resets without a timestamp away, which RFC 7323 3.2 forbids.
    if (header.GetFlags() & TcpHeader::RST)
    {
        OnClosed(peer, ConstCast<TcpSocketBase>(socket));
    }
}

void
BgpTransport::OnClosed(bgp::PeerIndex peer, Ptr<Socket> socket)
{
    m_events.push_back(Simulator::ScheduleNow(&BgpTransport::TellClosed, this, peer, socket));
}

void
BgpTransport::TellClosed(bgp::PeerIndex peer, Ptr<Socket> socket)
{
    m_events.erase(std::remove_if(m_events.begin(),
                                  m_events.end(),
                                  [](const EventId& event) { return event.IsExpired(); }),
                   m_events.end());
    if (m_peers[peer].socket == socket)
    {
        Close(peer);
        m_owner.Closed(peer);
    }
}

} // namespace ns3::v6lab
