// SPDX-License-Identifier: GPL-2.0-only
// What people and tests see of the tables of virtual-ip6-tables.h.
#include "model/core/virtual-ip6/virtual-ip6-tables.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

auto
ToOrder(const BindingRecord& record)
{
    return std::make_tuple(record.inside.address, record.host.value_or(IpAddress()));
}

auto
ToOrder(const SessionRecord& record)
{
    return std::make_tuple(record.kind,
                           record.inside.address,
                           record.inside.port,
                           record.remote6.address,
                           record.remote6.port);
}

template <typename Record>
void
Sort(std::vector<Record>& records)
{
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
        return ToOrder(a) < ToOrder(b);
    });
}

} // namespace

BindingRecord
VirtualIp6Tables::ToRecord(const Peer& peer) const
{
    BindingRecord record;
    record.kind.reset();
    record.inside.address = peer.GetVirtual();
    record.outside.address = peer.GetPeer();
    record.createdNs = peer.createdNs;
    record.isStatic = peer.IsStatic();
    record.origin = peer.origin;
    if (!peer.IsStatic())
    {
        record.expiresNs = std::max(peer.heldUntilNs, peer.lastExpiryNs);
    }
    if (peer.host4 != 0)
    {
        record.host = peer.GetHost();
    }
    return record;
}

SessionRecord
VirtualIp6Tables::ToRecord(const Session& session) const
{
    SessionRecord record;
    record.kind = session.kind;
    record.inside.address = IpAddress::V4(session.remote4);
    record.inside.port = session.kind == BibKind::Icmp ? session.insidePort : session.remotePort;
    record.outside = {virtual6 ? virtual6(record.inside.address) : IpAddress(), record.inside.port};
    record.remote6 = session.GetInside();
    record.remote4 = session.GetOutside();
    record.state = session.state;
    record.createdNs = session.createdNs;
    record.expiresNs = session.expiresNs;
    return record;
}

void
VirtualIp6Tables::Tell(const Peer& peer, Change change, int64_t nowNs) const
{
    if (m_watch.binding)
    {
        m_watch.binding(ToRecord(peer), change, nowNs);
    }
}

void
VirtualIp6Tables::TellSession(const Session& session, Change change, int64_t nowNs) const
{
    if (m_watch.session)
    {
        m_watch.session(ToRecord(session), change, nowNs);
    }
}

std::vector<BindingRecord>
VirtualIp6Tables::GetBindings() const
{
    std::map<uint32_t, int64_t> reach; // of sessions that live, by binding
    for (const uint32_t place : m_sessions.GetPlaces())
    {
        int64_t& latest = reach[m_sessions[place].binding];
        latest = std::max(latest, m_sessions[place].expiresNs);
    }
    std::vector<BindingRecord> records;
    for (const uint32_t place : m_peers.GetPlaces())
    {
        records.push_back(ToRecord(m_peers[place]));
        auto& expiresNs = records.back().expiresNs;
        const auto live = reach.find(place);
        if (live != reach.end())
        {
            expiresNs = std::max(expiresNs.value_or(0), live->second);
        }
    }
    Sort(records);
    return records;
}

std::vector<SessionRecord>
VirtualIp6Tables::GetSessions() const
{
    std::vector<SessionRecord> records;
    for (const uint32_t place : m_sessions.GetPlaces())
    {
        records.push_back(ToRecord(m_sessions[place]));
    }
    Sort(records);
    return records;
}

VirtualIp6Usage
VirtualIp6Tables::GetUsage() const
{
    VirtualIp6Usage usage;
    usage.bindings = m_peers.GetSize();
    usage.resting = m_addresses.GetResting();
    usage.capacity = m_addresses.GetCapacity() * (m_perHost ? m_addresses.GetHosts() : 1);
    usage.sessions = m_sessionCount;
    usage.madeByPackets = m_made[static_cast<size_t>(BindingOrigin::Outside)];
    usage.madeByDns = m_made[static_cast<size_t>(BindingOrigin::Dns)];
    return usage;
}

std::string
VirtualIp6Tables::CheckInvariants() const
{
    std::string faults;
    std::map<uint32_t, uint32_t> sessions;
    for (const uint32_t place : m_sessions.GetPlaces())
    {
        const Session& session = m_sessions[place];
        const Peer& peer = m_peers[session.binding];
        ++sessions[session.binding];
        if (session.GetInside().address != peer.GetPeer() || session.outside4 != peer.virtual4 ||
            session.insidePort != session.outsidePort)
        {
            faults += "a session is not as its binding; ";
        }
    }
    std::set<std::pair<uint32_t, IpAddress>> known;
    size_t queued = 0;
    for (const uint32_t place : m_peers.GetPlaces())
    {
        const Peer& peer = m_peers[place];
        const std::string name = peer.GetPeer().ToString();
        for (const auto& address : {peer.GetPeer(), peer.GetVirtual()})
        {
            if (!known.emplace(peer.host4, address).second)
            {
                faults += address.ToString() + " is bound twice; ";
            }
        }
        const bool isQueued = m_holds.count({peer.queuedNs, place}) != 0;
        queued += isQueued ? 1 : 0;
        if (isQueued != (peer.queuedNs != NOT_QUEUED) || peer.queuedNs > peer.heldUntilNs)
        {
            faults += name + " waits at a wrong place; ";
        }
        if (peer.sessions != sessions[place] ||
            (peer.sessions == 0 && !isQueued && !peer.IsStatic()))
        {
            faults += name + " has a wrong count of sessions; ";
        }
        if (!m_addresses.Owns(peer.GetVirtual()))
        {
            faults += name + " has an address that is not the pool's; ";
        }
        sessions.erase(place);
    }
    faults += sessions.empty() ? "" : "a session has no binding; ";
    faults += queued == m_holds.size() ? "" : "somebody waits who is not there; ";
    return faults;
}

} // namespace ns3::v6lab
