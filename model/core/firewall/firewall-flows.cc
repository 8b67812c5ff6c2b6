// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall-flows.h"

namespace ns3::v6lab
{

FirewallEnds
FirewallEnds::Of(const PacketFacts& packet)
{
    return {packet.source,
            packet.destination,
            packet.sourcePort,
            packet.destinationPort,
            packet.protocol};
}

azure::Rewrite
FirewallFlow::RewriteOf(bool isBack) const
{
    const FirewallEnds& in = isBack ? back : there;
    const FirewallEnds out = (isBack ? there : back).Back();
    azure::Rewrite rewrite;
    rewrite.quotedIsFlow = true;
    if (!(in.source == out.source) || in.sourcePort != out.sourcePort)
    {
        rewrite.source = out.source;
        rewrite.sourcePort = out.sourcePort;
    }
    if (!(in.destination == out.destination) || in.destinationPort != out.destinationPort)
    {
        rewrite.destination = out.destination;
        rewrite.destinationPort = out.destinationPort;
    }
    return rewrite;
}

FirewallFlows::FirewallFlows(const FirewallSettings& settings)
    : m_limit(settings.flows),
      m_timeouts(settings.timeouts),
      m_hash(settings.seed),
      m_queues(m_records)
{
}

uint64_t
FirewallFlows::HashOf(const FirewallEnds& ends) const
{
    const uint8_t* from = ends.source.GetBytes().data();
    const uint8_t* to = ends.destination.GetBytes().data();
    const uint64_t ports =
        uint64_t{ends.sourcePort} << 32 | uint64_t{ends.destinationPort} << 16 | ends.protocol;
    return m_hash(m_hash(Word64(from), Word64(from + 8)),
                  m_hash(Word64(to), Word64(to + 8)),
                  ports);
}

FirewallFlows::Found
FirewallFlows::Find(const FirewallEnds& ends) const
{
    const uint32_t place = m_index.Find(HashOf(ends), [&](uint32_t at) {
        return m_records[at].there == ends || m_records[at].back == ends;
    });
    return {place, place != NO_RECORD && !(m_records[place].there == ends)};
}

uint32_t
FirewallFlows::Add(const FirewallEnds& there, const FirewallEnds& back, bool hasPort)
{
    if (m_size >= m_limit)
    {
        m_queues.Settle();
        Remove(m_queues.GetFirst(
            [this](size_t timer) { return SpanOf(static_cast<FirewallTimer>(timer)); }));
    }
    const uint32_t place = m_records.Take();
    FirewallFlow& flow = m_records[place];
    flow.there = there;
    flow.back = back;
    flow.hasPort = hasPort;
    m_index.Insert(HashOf(there), place);
    if (!(there == back))
    {
        m_index.Insert(HashOf(back), place);
    }
    ++m_size;
    m_ports += hasPort ? 1 : 0;
    return place;
}

void
FirewallFlows::Remove(uint32_t place)
{
    const FirewallFlow& flow = m_records[place];
    m_index.Erase(HashOf(flow.there), place);
    if (!(flow.there == flow.back))
    {
        m_index.Erase(HashOf(flow.back), place);
    }
    --m_size;
    m_ports -= flow.hasPort ? 1 : 0;
    m_queues.Remove(place);
    m_records.Free(place);
}

int64_t
FirewallFlows::SpanOf(FirewallTimer timer) const
{
    switch (timer)
    {
    case FirewallTimer::TcpHalfOpen:
        return m_timeouts.tcpHalfOpen;
    case FirewallTimer::TcpIdle:
        return m_timeouts.tcpIdle;
    case FirewallTimer::TcpClosing:
        return m_timeouts.tcpClosing;
    case FirewallTimer::Udp:
        return m_timeouts.udp;
    case FirewallTimer::Icmp:
        return m_timeouts.icmp;
    default:
        return m_timeouts.other;
    }
}

void
FirewallFlows::Start(uint32_t place, FirewallTimer timer, int64_t nowNs)
{
    m_queues.Push(place, timer, nowNs + SpanOf(timer));
}

void
FirewallFlows::Expire(int64_t nowNs)
{
    m_queues.Settle();
    for (uint32_t place = m_queues.GetFirst();
         place != NO_RECORD && m_records[place].expiresNs <= nowNs;
         place = m_queues.GetFirst())
    {
        Remove(place);
        m_queues.Settle();
    }
}

} // namespace ns3::v6lab
