// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/speaker.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::v6lab::bgp
{

namespace
{

size_t
PlaceOf(Family family)
{
    return family == Family::V4 ? 0 : 1;
}

IpAddress
UnspecifiedOf(Family family)
{
    return family == Family::V4 ? IpAddress() : *IpAddress::Parse("::");
}

} // namespace

Speaker::Peer::Peer(PeerSettings given, PeerIndex index)
    : settings(std::move(given)),
      session(settings.session),
      out(settings, index)
{
}

Speaker::Speaker(const SpeakerSettings& settings)
    : m_settings(settings),
      m_own(std::make_shared<PathAttributes>()),
      m_rib(settings.maxPaths)
{
    if (settings.as == 0 || settings.routerId == 0 || settings.maxPaths == 0)
    {
        throw std::invalid_argument("BGP speaker: as, routerId and maxPaths must not be 0");
    }
}

PeerIndex
Speaker::AddPeer(PeerSettings peer)
{
    peer.session.localAs = m_settings.as;
    peer.session.routerId = m_settings.routerId;
    peer.Check();
    const auto index = static_cast<PeerIndex>(m_peers.size());
    m_peers.emplace_back(std::move(peer), index);
    return index;
}

void
Speaker::AddNetwork(const Prefix& prefix, int64_t nowNs)
{
    Path path;
    path.routerId = m_settings.routerId;
    path.nextHop = UnspecifiedOf(prefix.GetFamily());
    path.attributes = m_own;
    Note(m_rib.Put(prefix, std::move(path)));
    Advertise(nowNs);
}

void
Speaker::RemoveNetwork(const Prefix& prefix, int64_t nowNs)
{
    Note(m_rib.Drop(prefix, OWN));
    Advertise(nowNs);
}

void
Speaker::Start(PeerIndex peer, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.Start(nowNs, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::Stop(PeerIndex peer, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.Stop(subcode::ADMINISTRATIVE_SHUTDOWN, {}, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::Reset(PeerIndex peer, uint8_t ceaseSubcode, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.Reset(ceaseSubcode, nowNs, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::ConnectionOpened(PeerIndex peer, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.ConnectionOpened(nowNs, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::ConnectionClosed(PeerIndex peer, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.ConnectionClosed(nowNs, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::Receive(PeerIndex peer, const uint8_t* bytes, size_t size, int64_t nowNs)
{
    SessionEvents events;
    m_peers[peer].session.Receive(bytes, size, nowNs, events);
    Take(peer, std::move(events), nowNs);
}

void
Speaker::Tick(int64_t nowNs)
{
    for (PeerIndex peer = 0; peer < m_peers.size(); ++peer)
    {
        SessionEvents events;
        m_peers[peer].session.Tick(nowNs, events);
        Absorb(peer, std::move(events));
    }
    Advertise(nowNs);
}

int64_t
Speaker::GetNextTimerNs() const
{
    int64_t next = NEVER;
    for (const auto& peer : m_peers)
    {
        next = std::min(next, peer.session.GetNextTimerNs());
        if (peer.session.GetState() == SessionState::Established)
        {
            next = std::min(next, peer.out.GetNextNs());
        }
    }
    return next;
}

std::vector<SpeakerEvent>
Speaker::TakeEvents()
{
    return std::exchange(m_events, {});
}

std::vector<Prefix>
Speaker::TakeChanges()
{
    const auto changes = std::exchange(m_changes, {});
    return {changes.begin(), changes.end()};
}

void
Speaker::Take(PeerIndex peer, SessionEvents events, int64_t nowNs)
{
    Absorb(peer, std::move(events));
    Advertise(nowNs);
}

void
Speaker::Absorb(PeerIndex index, SessionEvents events)
{
    Peer& peer = m_peers[index];
    for (size_t i = 0; i < events.size(); ++i) // it may grow on the way
    {
        if (const auto* received = std::get_if<UpdateReceived>(&events[i]))
        {
            if (peer.session.GetState() != SessionState::Established)
            {
                continue; // the session ended after it
            }
            Apply(index, received->update);
            if (IsTooMuch(peer))
            {
                peer.session.Stop(subcode::MAXIMUM_PREFIXES, {}, events);
            }
        }
        else if (std::holds_alternative<SessionUp>(events[i]))
        {
            peer.out.MarkAll(m_rib);
        }
        else if (std::holds_alternative<SessionDown>(events[i]))
        {
            peer.out.Clear();
            peer.received[0] = peer.received[1] = 0;
            for (const auto& change : m_rib.DropAll(index))
            {
                Note(change);
            }
        }
        m_events.push_back({index, std::move(events[i])});
    }
}

void
Speaker::Apply(PeerIndex index, const Update& update)
{
    for (const auto& prefix : update.withdrawn)
    {
        Withdraw(index, prefix);
    }
    for (const auto& announcement : update.announcements)
    {
        for (const auto& prefix : announcement.prefixes)
        {
            Announce(index, prefix, announcement, update);
        }
    }
}

void
Speaker::Announce(PeerIndex index, const Prefix& prefix, const Announcement& with, const Update& in)
{
    Peer& peer = m_peers[index];
    const PeerSettings& settings = peer.settings;
    if (!peer.session.Carries(prefix.GetFamily()))
    {
        return; // RFC 4760 8: not agreed on
    }
    const PathAttributes& attributes = *in.attributes;
    if (JudgeImport(settings, prefix, attributes, IsOurs(with.nextHop)) != ImportRefusal::None)
    {
        Withdraw(index, prefix); // it replaces what was let in before (RFC 4271 3.1)
        return;
    }
    Path path;
    path.peer = index;
    path.internal = settings.session.IsInternal();
    path.weight = settings.weight;
    path.localPref =
        path.internal ? attributes.localPref.value_or(DEFAULT_LOCAL_PREF) : settings.localPref;
    path.routerId = peer.session.GetPeerRouterId();
    path.peerAddress = settings.peerAddress;
    path.nextHop = with.nextHop;
    path.attributes = in.attributes;
    peer.received[PlaceOf(prefix.GetFamily())] += m_rib.Find(prefix, index) ? 0 : 1;
    Note(m_rib.Put(prefix, std::move(path)));
}

void
Speaker::Withdraw(PeerIndex index, const Prefix& prefix)
{
    if (m_rib.Find(prefix, index))
    {
        --m_peers[index].received[PlaceOf(prefix.GetFamily())];
        Note(m_rib.Drop(prefix, index));
    }
}

/** RFC 4271 6.7, RFC 4486 4. */
bool
Speaker::IsTooMuch(const Peer& peer) const
{
    const size_t most[2] = {peer.settings.maxPrefixesV4, peer.settings.maxPrefixesV6};
    return (most[0] != 0 && peer.received[0] > most[0]) ||
           (most[1] != 0 && peer.received[1] > most[1]);
}

void
Speaker::Note(const RibChange& change)
{
    if (change.selected)
    {
        m_changes.insert(change.prefix);
    }
    if (change.best)
    {
        for (auto& peer : m_peers)
        {
            if (peer.session.GetState() == SessionState::Established)
            {
                peer.out.Mark(change.prefix);
            }
        }
    }
}

bool
Speaker::IsOurs(const IpAddress& address) const
{
    return std::any_of(m_peers.begin(), m_peers.end(), [&address](const Peer& peer) {
        return address == peer.settings.localAddress || peer.settings.nextHopV4 == address ||
               peer.settings.nextHopV6 == address;
    });
}

void
Speaker::Advertise(int64_t nowNs)
{
    for (PeerIndex index = 0; index < m_peers.size(); ++index)
    {
        Peer& peer = m_peers[index];
        if (peer.session.GetState() != SessionState::Established)
        {
            continue;
        }
        SessionEvents events;
        for (auto& message : peer.out.Update(m_rib, peer.session, nowNs))
        {
            peer.session.Send(std::move(message), nowNs, events);
        }
        for (auto& event : events)
        {
            m_events.push_back({index, std::move(event)});
        }
    }
}

} // namespace ns3::v6lab::bgp
