// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-servers.h"

#include <algorithm>
#include <cstdlib>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST = 65536;                      // zones can name any number of servers
constexpr int64_t UNKNOWN_ROUND_TRIP = 400'000'000; // a near server that is known comes first
constexpr uint32_t MOST_DOUBLINGS = 16;

} // namespace

DnsServers::Server&
DnsServers::At(const IpAddress& server)
{
    if (m_servers.size() >= MOST && m_servers.count(server) == 0)
    {
        m_servers.clear();
    }
    return m_servers[server];
}

const DnsServers::Server&
DnsServers::Of(const IpAddress& server) const
{
    static const Server UNKNOWN;
    const auto found = m_servers.find(server);
    return found == m_servers.end() ? UNKNOWN : found->second;
}

int64_t
DnsServers::GetTimeout(const IpAddress& server) const
{
    const Server& known = Of(server);
    const int64_t once =
        known.smoothedNs == 0 ? m_timing.firstTimeoutNs : known.smoothedNs + 4 * known.variationNs;
    const int64_t base = std::clamp(once, m_timing.minTimeoutNs, m_timing.maxTimeoutNs);
    return std::min(base << std::min(known.losses, MOST_DOUBLINGS), m_timing.maxTimeoutNs);
}

int64_t
DnsServers::GetRoundTrip(const IpAddress& server) const
{
    const Server& known = Of(server);
    return known.smoothedNs == 0 ? UNKNOWN_ROUND_TRIP : known.smoothedNs;
}

bool
DnsServers::IsDead(const IpAddress& server, int64_t nowNs) const
{
    return Of(server).deadUntilNs > nowNs;
}

bool
DnsServers::IsPlain(const IpAddress& server) const
{
    return Of(server).plain;
}

void
DnsServers::NoteReply(const IpAddress& server, int64_t roundTripNs)
{
    Server& known = At(server);
    roundTripNs = std::max<int64_t>(roundTripNs, 1);
    if (known.smoothedNs == 0)
    {
        known.smoothedNs = roundTripNs;
        known.variationNs = roundTripNs / 2;
    }
    else
    {
        known.variationNs += (std::abs(known.smoothedNs - roundTripNs) - known.variationNs) / 4;
        known.smoothedNs =
            std::max<int64_t>(known.smoothedNs + (roundTripNs - known.smoothedNs) / 8, 1);
    }
    known.losses = 0;
    known.deaths = 0;
    known.deadUntilNs = 0;
}

void
DnsServers::NoteTimeout(const IpAddress& server, int64_t nowNs)
{
    Server& known = At(server);
    if (++known.losses >= m_timing.deadAfter)
    {
        Die(known, nowNs);
    }
}

void
DnsServers::NoteUnreachable(const IpAddress& server, int64_t nowNs)
{
    Die(At(server), nowNs);
}

void
DnsServers::NotePlain(const IpAddress& server)
{
    At(server).plain = true;
}

void
DnsServers::Die(Server& server, int64_t nowNs)
{
    if (server.deadUntilNs > nowNs)
    {
        return; // it is dead already: no new death
    }
    const uint32_t doublings = std::min(server.deaths++, MOST_DOUBLINGS);
    server.deadUntilNs = nowNs + std::min(m_timing.deadTimeNs << doublings, m_timing.maxDeadTimeNs);
}

} // namespace ns3::v6lab
