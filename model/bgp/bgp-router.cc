// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bgp-router.h"

#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/simulated-time.h"
#include "model/workload/socket-address.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(BgpRouter);

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{1} << 26; //!< of random numbers, one for each node

} // namespace

BgpRouter::BgpRouter()
    : m_chance(CreateObject<UniformRandomVariable>())
{
}

BgpRouter::~BgpRouter() = default;

int64_t
BgpRouter::AssignStreams(int64_t stream)
{
    m_chance->SetStream(stream);
    return 1;
}

void
BgpRouter::DoDispose()
{
    for (auto& start : m_starts)
    {
        start.Cancel();
    }
    m_timer.Cancel();
    m_transport.reset();
    m_bfdSockets.reset();
    m_forwarding.reset();
    m_peers.clear();
    m_speaker.reset();
    m_sink = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

bgp::Speaker&
BgpRouter::Speaker()
{
    if (m_speaker)
    {
        return *m_speaker;
    }
    m_node = GetObject<Node>();
    if (!m_node)
    {
        throw std::invalid_argument("BgpRouter: must be aggregated to a node");
    }
    const auto own = AddressesOf(m_node, Family::V4);
    bgp::SpeakerSettings settings;
    settings.as = m_asn;
    settings.routerId =
        m_routerId == Ipv4Address::GetAny() && !own.empty() ? own.front().ToV4() : m_routerId.Get();
    settings.address = IpAddress::V4(settings.routerId);
    settings.maxPaths = m_maxPaths;
    m_speaker = std::make_unique<bgp::Speaker>(settings);
    BgpTransport::Owner& transportOwner = *this;
    BfdSockets::Owner& bfdOwner = *this;
    m_transport = std::make_unique<BgpTransport>(transportOwner, m_node);
    m_forwarding = std::make_unique<BgpForwarding>(m_node);
    if (m_useBfd)
    {
        m_bfdSockets = std::make_unique<BfdSockets>(bfdOwner, m_node);
    }
    AssignStreams(FIRST_STREAM + int64_t{m_node->GetId()});
    WatchInterfaces();
    return *m_speaker;
}

/** An address of the same interface. */
std::optional<IpAddress>
BgpRouter::NeighbourAddress(const IpAddress& local, Family family) const
{
    const auto node = GetObject<Node>();
    const auto all = SourcesOf(node, local.GetFamily());
    const auto mine = std::find_if(all.begin(), all.end(), [&](const SourceCandidate& one) {
        return one.address == local;
    });
    for (const auto& other : SourcesOf(node, family))
    {
        if (mine != all.end() && other.interface == mine->interface)
        {
            return other.address;
        }
    }
    return std::nullopt;
}

bgp::PeerSettings
BgpRouter::MakeNeighbor(const IpAddress& local, const IpAddress& remote, uint32_t asn) const
{
    bgp::PeerSettings settings;
    settings.session.peerAs = asn;
    settings.session.holdSeconds = static_cast<uint16_t>(m_holdTime.GetSeconds());
    settings.session.keepaliveNs = m_keepalive.GetNanoSeconds();
    settings.session.connectRetryNs = m_connectRetry.GetNanoSeconds();
    settings.session.idleHoldNs = m_idleHold.GetNanoSeconds();
    settings.session.passive = local < remote;
    settings.localAddress = local;
    settings.peerAddress = remote;
    settings.session.families = {local.GetFamily()};
    const Family other = local.IsV4() ? Family::V6 : Family::V4;
    if (const auto hop = NeighbourAddress(local, other))
    {
        (other == Family::V6 ? settings.nextHopV6 : settings.nextHopV4) = hop;
        settings.session.families = {Family::V4, Family::V6};
    }
    return settings;
}

bgp::PeerIndex
BgpRouter::AddNeighbor(const bgp::PeerSettings& settings)
{
    bgp::Speaker& speaker = Speaker();
    for (bgp::PeerIndex other = 0; other < speaker.GetPeerCount(); ++other)
    {
        if (speaker.GetPeerSettings(other).peerAddress == settings.peerAddress)
        {
            throw std::invalid_argument("BgpRouter: there is a neighbor " +
                                        settings.peerAddress.ToString() + " already");
        }
    }
    const auto peer = speaker.AddPeer(settings);
    m_peers.emplace_back();
    m_transport->AddPeer(settings.localAddress, settings.peerAddress);
    m_starts.push_back(Simulator::ScheduleNow(&BgpRouter::StartNeighbor, this, peer));
    return peer;
}

void
BgpRouter::StartNeighbor(bgp::PeerIndex peer)
{
    Speaker().Start(peer, NowNs());
    Pump();
}

void
BgpRouter::StopNeighbor(bgp::PeerIndex peer)
{
    Speaker().Stop(peer, NowNs());
    Pump();
}

void
BgpRouter::Originate(const std::vector<Prefix>& prefixes)
{
    for (const auto& prefix : prefixes)
    {
        Speaker().AddNetwork(prefix, NowNs());
    }
    Pump();
}

void
BgpRouter::Withdraw(const Prefix& prefix)
{
    Speaker().RemoveNetwork(prefix, NowNs());
    Pump();
}

void
BgpRouter::SetRouteSink(const RouteSink& sink)
{
    m_sink = sink;
    if (!m_sink || !m_speaker)
    {
        return;
    }
    for (const auto& [prefix, entry] : m_speaker->GetRib().GetEntries())
    {
        m_sink(prefix, entry.selected);
    }
}

bool
BgpRouter::IsAwaited(bgp::PeerIndex peer) const
{
    const auto state = m_speaker->GetSession(peer).GetState();
    return state == bgp::SessionState::Active || state == bgp::SessionState::Connect;
}

void
BgpRouter::Opened(bgp::PeerIndex peer)
{
    m_speaker->ConnectionOpened(peer, NowNs());
    Pump();
}

void
BgpRouter::Closed(bgp::PeerIndex peer)
{
    m_speaker->ConnectionClosed(peer, NowNs());
    Pump();
}

void
BgpRouter::Received(bgp::PeerIndex peer, const bgp::Bytes& bytes)
{
    m_speaker->Receive(peer, bytes.data(), bytes.size(), NowNs());
    Pump();
}

void
BgpRouter::Pump()
{
    if (!m_speaker || m_pumping)
    {
        return;
    }
    m_pumping = true;
    for (auto events = m_speaker->TakeEvents(); !events.empty(); events = m_speaker->TakeEvents())
    {
        for (const auto& event : events)
        {
            Handle(event);
        }
    }
    TellStates();
    for (const auto& prefix : m_speaker->TakeChanges())
    {
        OnChange(prefix);
    }
    m_pumping = false;
    Schedule();
}

void
BgpRouter::Handle(const bgp::SpeakerEvent& event)
{
    const bgp::PeerIndex peer = event.peer;
    if (const auto* send = std::get_if<bgp::SendBytes>(&event.event))
    {
        m_transport->Send(peer, send->bytes);
    }
    else if (std::holds_alternative<bgp::OpenConnection>(event.event))
    {
        const auto& session = m_speaker->GetPeerSettings(peer).session;
        m_transport->Open(peer, NanoSeconds(static_cast<uint64_t>(session.connectRetryNs)));
    }
    else if (std::holds_alternative<bgp::CloseConnection>(event.event))
    {
        m_transport->Close(peer);
    }
    else if (std::holds_alternative<bgp::SessionUp>(event.event))
    {
        OnUp(peer);
    }
    else if (const auto* down = std::get_if<bgp::SessionDown>(&event.event))
    {
        OnDown(peer, *down);
    }
    else if (const auto* update = std::get_if<bgp::UpdateReceived>(&event.event))
    {
        OnUpdate(peer, update->update);
    }
}

void
BgpRouter::OnChange(const Prefix& prefix)
{
    const auto* entry = m_speaker->GetRib().Find(prefix);
    BgpRouteEvent event;
    event.prefix = prefix;
    event.change = entry ? BgpRouteChange::Selected : BgpRouteChange::Lost;
    if (entry)
    {
        event.paths = entry->selected;
        event.peer = entry->selected.front().peer;
        event.neighbor = entry->selected.front().peerAddress;
    }
    if (m_installRoutes)
    {
        m_forwarding->Set(prefix, event.paths);
    }
    m_route(event);
    if (m_sink)
    {
        m_sink(prefix, event.paths);
    }
}

void
BgpRouter::OnTimer()
{
    m_timerNs = bgp::NEVER;
    m_speaker->Tick(NowNs());
    Pump();
    for (bgp::PeerIndex peer = 0; peer < m_peers.size(); ++peer)
    {
        if (const auto& session = m_peers[peer].bfd)
        {
            if (session->GetNextTimerNs() <= NowNs())
            {
                session->Tick(NowNs(), m_chance->GetValue());
            }
            ServeBfd(peer);
        }
    }
    Schedule();
}

void
BgpRouter::Schedule()
{
    int64_t next = m_speaker->GetNextTimerNs();
    for (const auto& peer : m_peers)
    {
        next = peer.bfd ? std::min(next, peer.bfd->GetNextTimerNs()) : next;
    }
    if (next == m_timerNs)
    {
        return;
    }
    m_timer.Cancel();
    m_timerNs = next;
    if (next != bgp::NEVER)
    {
        const auto wait = static_cast<uint64_t>(std::max<int64_t>(0, next - NowNs()));
        m_timer = Simulator::Schedule(NanoSeconds(wait), &BgpRouter::OnTimer, this);
    }
}

void
BgpRouter::WatchInterfaces()
{
    const auto listener = MakeCallback(&BgpRouter::OnInterface, this);
    if (const auto v4 = m_node->GetObject<Ipv4>())
    {
        v4->GetRoutingProtocol()->TraceConnectWithoutContext("InterfaceChanged", listener);
    }
    if (const auto v6 = m_node->GetObject<Ipv6>())
    {
        v6->GetRoutingProtocol()->TraceConnectWithoutContext("InterfaceChanged", listener);
    }
}

/** A neighbour on a link without carrier is lost at once. */
void
BgpRouter::OnInterface(uint32_t interface, bool up)
{
    if (!m_speaker)
    {
        return;
    }
    for (bgp::PeerIndex peer = 0; !up && peer < m_peers.size(); ++peer)
    {
        if (m_peers[peer].onInterface == static_cast<int32_t>(interface))
        {
            m_transport->Close(peer);
            m_speaker->ConnectionClosed(peer, NowNs());
        }
    }
    m_forwarding->Refresh();
    Pump();
}

} // namespace ns3::v6lab
