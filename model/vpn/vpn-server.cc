// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-server.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/tunnel-payload.h"
#include "model/vpn/vpn-keeper.h"
#include "model/vpn/vpn-tunnel.h"
#include "model/workload/called-address.h"

#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VpnServer);

namespace
{

constexpr uint32_t IPV6_MINIMUM_MTU = 1280; // RFC 8200 5

/** Some link of the node speaks IPv6, with an address already or not. */
bool
SpeaksIpv6(const Ptr<ns3::Node>& node)
{
    return node->GetObject<Ipv6Stack>()->GetNInterfaces() > 1; // one is the loopback
}

} // namespace

TypeId
VpnServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::VpnServer")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<VpnServer>()
            .AddAttribute("Port",
                          "UDP port that it serves.",
                          UintegerValue(6080),
                          MakeUintegerAccessor(&VpnServer::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Mtu",
                          "Bytes of the largest packet for a client, 1280 or more; 0: what the "
                          "narrowest of the node's links leaves under UDP and IPv6, or IPv4 if "
                          "none of them speaks IPv6.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&VpnServer::m_mtu),
                          MakeUintegerChecker<uint32_t>(0, LARGEST_MTU));
    return tid;
}

VpnServer::VpnServer() = default;
VpnServer::~VpnServer() = default;

void
VpnServer::DoDispose()
{
    for (const auto& [address, socket] : m_sockets)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        socket->Close();
    }
    m_sockets.clear();
    m_interface.Close();
    m_node = nullptr;
    m_plane = nullptr;
    Object::DoDispose();
}

void
VpnServer::AddPrefix(const Prefix& prefix)
{
    m_prefixes.push_back(prefix);
}

void
VpnServer::Attach(const Ptr<ns3::Node>& node)
{
    m_node = node;
    m_plane = node->GetObject<ForwardingPlane>();
    if (!m_plane || !m_plane->IsForwarding())
    {
        throw std::invalid_argument("a VPN server needs a node with v6lab's stack that forwards");
    }
    if (m_prefixes.empty())
    {
        throw std::invalid_argument("prefixes: a VPN server needs one for its clients");
    }
    if (m_mtu > 0 && m_mtu < IPV6_MINIMUM_MTU)
    {
        throw std::invalid_argument("Mtu: 0 or at least 1280 is allowed (RFC 8200 5)");
    }
    for (const Family family : {Family::V4, Family::V6})
    {
        auto addresses = AddressesOf(node, family);
        addresses.push_back(family == Family::V4 ? IpAddress() : *IpAddress::Parse("::"));
        for (const IpAddress& address : addresses)
        {
            if (!Listen(address))
            {
                throw std::invalid_argument("Port: " + std::to_string(m_port) + " of " +
                                            address.ToString() + " is taken");
            }
        }
    }
    const auto mtu = m_mtu > 0 ? static_cast<uint16_t>(m_mtu) : GetUsualMtu();
    m_interface.Open(node, mtu, MakeCallback(&VpnServer::OnPacket, this));
    for (const Prefix& prefix : m_prefixes)
    {
        m_interface.AddRoute(prefix);
    }
    VpnKeeper::Keep(node, this);
}

bool
VpnServer::Listen(const IpAddress& address)
{
    const auto socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    if (socket->Bind(ToSocketAddress({address, m_port})) != 0)
    {
        return false;
    }
    const bool any = address.IsUnspecified();
    socket->SetRecvPktInfo(any);
    socket->SetRecvCallback(
        MakeCallback(any ? &VpnServer::OnReceiveAny : &VpnServer::OnReceive, this));
    m_sockets[address] = socket;
    return true;
}

/** The answers have to come from the address that was called. */
bool
VpnServer::Serves(const IpAddress& called)
{
    const auto own = AddressesOf(m_node, called.GetFamily());
    return std::find(own.begin(), own.end(), called) != own.end() &&
           (m_sockets.count(called) != 0 || Listen(called));
}

uint16_t
VpnServer::GetUsualMtu() const
{
    uint32_t link = 1500;
    for (uint32_t i = 0; i < m_node->GetNDevices(); ++i)
    {
        link = std::min<uint32_t>(link, m_node->GetDevice(i)->GetMtu());
    }
    const Family outer = SpeaksIpv6(m_node) ? Family::V6 : Family::V4;
    return static_cast<uint16_t>(std::max(link - VpnTunnel::OverheadOf(outer), IPV6_MINIMUM_MTU));
}

size_t
VpnServer::GetClients() const
{
    return m_clients.size();
}

Ptr<NetDevice>
VpnServer::GetDevice() const
{
    return m_interface.GetDevice();
}

void
VpnServer::OnReceive(Ptr<Socket> socket)
{
    Address own;
    socket->GetSockName(own);
    Address from;
    while (const auto payload = socket->RecvFrom(from))
    {
        Open(payload, {FromSocketAddress(from), FromSocketAddress(own)});
    }
}

/** For an address that has come after the server, or for none that it serves. */
void
VpnServer::OnReceiveAny(Ptr<Socket> socket)
{
    Address from;
    while (const auto payload = socket->RecvFrom(from))
    {
        const auto called = TakeCalledAddress(payload);
        if (called && Serves(*called))
        {
            Open(payload, {FromSocketAddress(from), {*called, m_port}});
        }
        else if (Arrival* arrival = m_plane->GetArrival())
        {
            arrival->Refuse(Reason::NoListener);
        }
    }
}

/** A packet of a client: from now on it is forwarded like any other. */
void
VpnServer::Open(const Ptr<Packet>& payload, const Client& from)
{
    if (Arrival* arrival = m_plane->GetArrival()) // what brought it has arrived
    {
        arrival->Accept();
    }
    const auto facts = FactsOf(payload);
    const Reason fault = FaultOf(payload, m_plane->ChecksumEnabled());
    if (!facts || fault != Reason::None)
    {
        m_plane->OnDrop(facts ? fault : Reason::MalformedHeader,
                        payload,
                        facts ? *facts : OuterFacts(payload->GetSize(), from.at, from.local));
        return;
    }
    const bool ours =
        std::any_of(m_prefixes.begin(), m_prefixes.end(), [&facts](const Prefix& prefix) {
            return prefix.Contains(facts->source);
        });
    if (!ours)
    {
        m_plane->OnDrop(Reason::VpnForeignSource, payload, *facts);
        return;
    }
    m_clients[facts->source] = from; // who moves is known by the last packet: nobody authenticates
    const auto packet = TunnelPayload(payload);
    if (m_plane->IsWatched())
    {
        m_plane->OnTunnel(Action::Decapsulate,
                          packet,
                          OuterFacts(payload->GetSize(), from.at, from.local, *m_plane),
                          *facts);
    }
    m_interface.Write(packet);
}

void
VpnServer::OnPacket(const Ptr<Packet>& frame, Family family)
{
    const auto facts = FactsOf(frame);
    const auto client = m_clients.find(facts->destination);
    if (client == m_clients.end())
    {
        m_plane->OnDrop(Reason::VpnNoClient, frame, *facts);
        const IcmpError error = icmp::HostUnreachable(family);
        family == Family::V4 ? m_node->GetObject<Ipv4Stack>()->SendError(error, frame, Arrived())
                             : m_node->GetObject<Ipv6Stack>()->SendError(error, frame, Arrived());
        return;
    }
    const auto payload = TunnelPayload(frame);
    const auto& [at, local] = client->second;
    if (m_plane->IsWatched())
    {
        m_plane->OnTunnel(Action::Encapsulate,
                          payload,
                          *facts,
                          OuterFacts(facts->length, local, at));
    }
    m_sockets.at(local.address)->SendTo(payload, 0, ToSocketAddress(at));
}

} // namespace ns3::v6lab
