// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-tunnel.h"

#include "model/routing/ipv4-fragments.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/tunnel-payload.h"
#include "model/workload/destination-choice.h"

#include "ns3/ipv4-header.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VpnTunnel);

namespace
{

constexpr uint32_t IPV6_MINIMUM_MTU = 1280; // RFC 8200 5
constexpr uint16_t ETHERNET_MTU = 1500;
constexpr uint8_t DONT_FRAGMENT = 0x40; // RFC 791 3.1, byte 6

bool
MayBeCut(const Ptr<const Packet>& frame, const PacketFacts& facts)
{
    uint8_t head[7] = {};
    frame->CopyData(head, sizeof(head));
    return facts.family == Family::V4 && (head[6] & DONT_FRAGMENT) == 0;
}

} // namespace

TypeId
VpnTunnel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::VpnTunnel")
                            .SetParent<VpnService>()
                            .SetGroupName("V6lab")
                            .AddConstructor<VpnTunnel>()
                            .AddAttribute("Port",
                                          "UDP port of the server.",
                                          UintegerValue(6080),
                                          MakeUintegerAccessor(&VpnTunnel::m_port),
                                          MakeUintegerChecker<uint16_t>(1));
    return tid;
}

VpnTunnel::VpnTunnel() = default;
VpnTunnel::~VpnTunnel() = default;

void
VpnTunnel::AddServer(const IpAddress& address)
{
    m_servers.push_back(address);
}

void
VpnTunnel::SetServerSource(const std::function<std::vector<IpAddress>()>& source)
{
    m_late = source;
}

std::vector<IpAddress>
VpnTunnel::Servers() const
{
    auto servers = m_servers;
    if (m_late)
    {
        const auto late = m_late();
        servers.insert(servers.end(), late.begin(), late.end());
    }
    return servers;
}

bool
VpnTunnel::IsServerThere() const
{
    if (!m_late) // the usual case, asked for each packet
    {
        return true;
    }
    const auto servers = Servers();
    return std::count(servers.begin(), servers.end(), m_server.address) != 0;
}

const char*
VpnTunnel::GetKind() const
{
    return "vpn-tunnel";
}

uint32_t
VpnTunnel::OverheadOf(Family outer)
{
    return (outer == Family::V4 ? 20 : 40) + 8;
}

void
VpnTunnel::Start()
{
    if (m_servers.empty() && !m_late)
    {
        throw std::invalid_argument("server: a tunnel needs an address of its VPN server");
    }
}

void
VpnTunnel::DoDispose()
{
    if (m_socket)
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_socket->Close();
        m_socket = nullptr;
    }
    m_late = nullptr;
    VpnService::DoDispose();
}

/**
 * By the way to the server that there is; as long as there is none, what the narrowest link leaves
 * under the longer of the headers that may be needed.
 */
uint16_t
VpnTunnel::GetUsualMtu() const
{
    const auto known = SortFor(m_node, Servers());
    if (const auto route = known.empty() ? std::nullopt : FindRoute(m_node, known.front()))
    {
        return static_cast<uint16_t>(
            std::max(route->mtu - OverheadOf(known.front().GetFamily()), IPV6_MINIMUM_MTU));
    }
    uint32_t link = ETHERNET_MTU;
    for (uint32_t i = 0; i < m_node->GetNDevices(); ++i)
    {
        link = std::min<uint32_t>(link, m_node->GetDevice(i)->GetMtu());
    }
    const bool onlyV4 = !m_late && std::all_of(m_servers.begin(),
                                               m_servers.end(),
                                               [](const IpAddress& a) { return a.IsV4(); });
    const uint32_t room = link - OverheadOf(onlyV4 ? Family::V4 : Family::V6);
    return static_cast<uint16_t>(std::max(room, IPV6_MINIMUM_MTU));
}

bool
VpnTunnel::FindServer()
{
    const bool called = m_socket && IsServerThere();
    if (const auto route = called ? FindRoute(m_node, m_server.address) : std::nullopt)
    {
        m_local.address = route->source; // which may change, as the socket is bound to none
        m_linkMtu = route->mtu;
        return true;
    }
    const auto known = SortFor(m_node, Servers());
    const auto route = known.empty() ? std::nullopt : FindRoute(m_node, known.front());
    if (!route)
    {
        return false;
    }
    const IpAddress best = known.front();
    if (m_socket)
    {
        m_socket->Close();
    }
    m_socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
    Address local;
    if ((best.IsV4() ? m_socket->Bind() : m_socket->Bind6()) != 0 ||
        m_socket->GetSockName(local) != 0)
    {
        m_socket = nullptr;
        return false;
    }
    m_socket->SetRecvCallback(MakeCallback(&VpnTunnel::OnReceive, this));
    m_server = {best, m_port};
    m_local = {route->source, FromSocketAddress(local).port};
    m_linkMtu = route->mtu;
    return true;
}

/** Of an application's packet that the way to the server carries, in bytes. */
uint32_t
VpnTunnel::RoomFor(Family inner) const
{
    const uint32_t path = m_plane->GetPathMtu(m_server.address);
    const uint32_t outer = path == 0 ? m_linkMtu : std::min<uint32_t>(path, m_linkMtu);
    const uint32_t room = outer - OverheadOf(m_server.address.GetFamily());
    return inner == Family::V6 ? std::max(room, IPV6_MINIMUM_MTU) : room;
}

void
VpnTunnel::Take(const Ptr<Packet>& frame, const PacketFacts& facts)
{
    if (!FindServer())
    {
        Refuse(Reason::VpnNoServer, frame, facts, icmp::NoRoute(facts.family));
        return;
    }
    const uint32_t room = RoomFor(facts.family);
    if (facts.length <= room)
    {
        Wrap(frame, facts);
    }
    else if (MayBeCut(frame, facts))
    {
        Cut(frame);
    }
    else
    {
        const bool v4 = facts.family == Family::V4;
        Refuse(v4 ? Reason::FragmentationNeeded : Reason::PacketTooBig,
               frame,
               facts,
               icmp::TooBig(facts.family, room));
    }
}

void
VpnTunnel::Cut(const Ptr<Packet>& frame)
{
    Ipv4Header header;
    if (m_plane->ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    const auto payload = frame->Copy();
    payload->RemoveHeader(header);
    for (const auto& [piece, pieceHeader] : CutPacket(payload, header, RoomFor(Family::V4)))
    {
        piece->AddHeader(pieceHeader);
        Wrap(piece, *FactsOf(piece));
    }
}

void
VpnTunnel::Wrap(const Ptr<Packet>& frame, const PacketFacts& facts)
{
    const auto payload = TunnelPayload(frame);
    if (m_plane->IsWatched())
    {
        m_plane->OnTunnel(Action::Encapsulate,
                          payload,
                          facts,
                          OuterFacts(facts.length, m_local, m_server));
    }
    m_socket->SendTo(payload, 0, ToSocketAddress(m_server));
}

void
VpnTunnel::OnReceive(Ptr<Socket> socket)
{
    Address from;
    while (const auto payload = socket->RecvFrom(from))
    {
        const Endpoint sender = FromSocketAddress(from);
        const auto facts = FactsOf(payload);
        if (!(sender.address == m_server.address) || sender.port != m_server.port)
        {
            continue; // anybody may send to a UDP port
        }
        if (Arrival* arrival = m_plane->GetArrival()) // what brought it has arrived
        {
            arrival->Accept();
        }
        if (!facts)
        {
            m_plane->OnDrop(Reason::MalformedHeader, payload, PacketFacts());
            continue;
        }
        const auto packet = TunnelPayload(payload);
        if (m_plane->IsWatched())
        {
            m_plane->OnTunnel(Action::Decapsulate,
                              packet,
                              OuterFacts(payload->GetSize(), m_server, m_local, *m_plane),
                              *facts);
        }
        Write(packet);
    }
}

} // namespace ns3::v6lab
