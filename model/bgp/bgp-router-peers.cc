// SPDX-License-Identifier: GPL-2.0-only
// What a BgpRouter does as its sessions come and go, and what it tells of them.
#include "model/bgp/bgp-router.h"
#include "model/routing/simulated-time.h"

#include <algorithm>

namespace ns3::v6lab
{

void
BgpRouter::OnUp(bgp::PeerIndex index)
{
    Peer& peer = m_peers[index];
    TellState(index);
    const auto place = m_forwarding->Resolve(m_speaker->GetPeerSettings(index).peerAddress);
    peer.onInterface = place && place->onLink ? static_cast<int32_t>(place->interface) : -1;
    if (!m_useBfd)
    {
        return;
    }
    bfd::SessionSettings settings;
    settings.intervalNs = m_bfdInterval.GetNanoSeconds();
    settings.multiplier = m_bfdMultiplier;
    settings.discriminator = index + 1;
    peer.bfd = std::make_unique<bfd::Session>(settings);
    peer.bfd->Start(NowNs());
}

void
BgpRouter::OnDown(bgp::PeerIndex index, const bgp::SessionDown& down)
{
    Peer& peer = m_peers[index];
    if (peer.bfd)
    {
        SendBfd(index, peer.bfd->Stop());
        peer.bfd.reset();
    }
    const bool said = down.cause != bgp::DownCause::ConnectionClosed;
    TellState(index,
              index == m_bfdLost ? "bfd-down" : ToWord(down.cause),
              said ? bgp::ToText(down.error) : "");
    peer.onInterface = -1;
    for (const auto& prefix : std::exchange(peer.known, {}))
    {
        m_route({BgpRouteChange::Withdrawn,
                 prefix,
                 index,
                 m_speaker->GetPeerSettings(index).peerAddress,
                 {}});
    }
}

void
BgpRouter::OnUpdate(bgp::PeerIndex peer, const bgp::Update& update)
{
    for (const auto& prefix : update.withdrawn)
    {
        NoteRoute(peer, prefix);
    }
    for (const auto& announcement : update.announcements)
    {
        for (const auto& prefix : announcement.prefixes)
        {
            NoteRoute(peer, prefix);
        }
    }
}

/** As the tables have it by now: what came and went within one message is not told. */
void
BgpRouter::NoteRoute(bgp::PeerIndex index, const Prefix& prefix)
{
    Peer& peer = m_peers[index];
    const bgp::Path* path = m_speaker->GetRib().Find(prefix, index);
    BgpRouteEvent event;
    event.prefix = prefix;
    event.peer = index;
    event.neighbor = m_speaker->GetPeerSettings(index).peerAddress;
    if (path)
    {
        peer.known.insert(prefix);
        event.paths = {*path};
        m_route(event);
    }
    else if (peer.known.erase(prefix) != 0)
    {
        event.change = BgpRouteChange::Withdrawn;
        m_route(event);
    }
}

void
BgpRouter::TellStates()
{
    for (bgp::PeerIndex peer = 0; peer < m_peers.size(); ++peer)
    {
        if (m_speaker->GetSession(peer).GetState() != m_peers[peer].state)
        {
            TellState(peer);
        }
    }
}

void
BgpRouter::TellState(bgp::PeerIndex peer, const std::string& cause, const std::string& notification)
{
    BgpPeerEvent event;
    event.peer = peer;
    event.neighbor = m_speaker->GetPeerSettings(peer).peerAddress;
    event.asn = m_speaker->GetPeerSettings(peer).session.peerAs;
    event.from = m_peers[peer].state;
    event.to = cause.empty() ? m_speaker->GetSession(peer).GetState() : bgp::SessionState::Idle;
    event.cause = cause;
    event.notification = notification;
    m_peers[peer].state = event.to;
    m_peerState(event);
}

void
BgpRouter::SendBfd(bgp::PeerIndex peer, const bfd::Packet& packet)
{
    const auto& settings = m_speaker->GetPeerSettings(peer);
    m_bfdSockets->Send(settings.localAddress,
                       settings.peerAddress,
                       m_peers[peer].onInterface >= 0,
                       packet);
}

void
BgpRouter::BfdReceived(const IpAddress& from, bool oneHop, const bfd::Packet& packet)
{
    for (bgp::PeerIndex peer = 0; peer < m_peers.size(); ++peer)
    {
        const bool ours = m_peers[peer].bfd &&
                          m_speaker->GetPeerSettings(peer).peerAddress == from &&
                          oneHop == (m_peers[peer].onInterface >= 0);
        if (ours)
        {
            m_peers[peer].bfd->Receive(packet, NowNs());
            ServeBfd(peer);
            Schedule();
        }
    }
}

void
BgpRouter::ServeBfd(bgp::PeerIndex index)
{
    const auto& session = m_peers[index].bfd;
    for (const auto& packet : session->TakePackets())
    {
        SendBfd(index, packet);
    }
    if (session->TakeLoss())
    {
        m_bfdLost = index;
        m_speaker->Reset(index, bgp::subcode::BFD_DOWN, NowNs());
        Pump(); // the session is gone after it
        m_bfdLost = bgp::OWN;
    }
}

} // namespace ns3::v6lab
