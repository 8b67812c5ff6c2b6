// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat44/nat44-table.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;

PoolSettings
PoolOf(const Nat44Settings& settings, const IpAddress& outside)
{
    PoolRange range;
    range.first = range.last = outside;
    range.firstPort = settings.firstPort;
    range.lastPort = settings.lastPort;
    PoolSettings pool;
    pool.ranges = {range};
    pool.seed = settings.seed;
    return pool;
}

/** Protocol, address and port in one word. */
uint64_t
KeyOf(BibKind kind, const TransportAddress& inside)
{
    return static_cast<uint64_t>(kind) << 48 | uint64_t{inside.address.ToV4()} << 16 | inside.port;
}

uint64_t
KeyOf(BibKind kind, uint16_t port)
{
    return static_cast<uint64_t>(kind) << 48 | port;
}

} // namespace

Nat44Table::Nat44Table(const Nat44Settings& settings, const IpAddress& outside)
    : m_settings((CheckSettings(settings), settings)),
      m_outside(outside),
      m_pool(PoolOf(settings, outside)),
      m_byInside(0, Hash{TableHash(settings.seed)}),
      m_byPort(0, Hash{TableHash(settings.seed)})
{
}

Nat44Table::Port
Nat44Table::Outbound(BibKind kind,
                     const TransportAddress& inside,
                     const TransportAddress& remote,
                     uint8_t tcpFlags,
                     int64_t nowNs)
{
    const auto found = m_byInside.find(KeyOf(kind, inside));
    if (found == m_byInside.end())
    {
        return kind == BibKind::Tcp && (tcpFlags & RST) ? Port{0, Reason::TcpWithoutSession}
                                                        : Make(kind, inside, remote, nowNs);
    }
    Mapping& mapping = *found->second;
    if (mapping.closing && (tcpFlags & (SYN | RST | FIN)) == SYN) // the next connection
    {
        mapping.answered = mapping.closing = false;
    }
    mapping.closing = mapping.closing || (tcpFlags & (FIN | RST));
    Touch(found->second, nowNs);
    return {mapping.port, Reason::None};
}

std::optional<TransportAddress>
Nat44Table::Inbound(BibKind kind, uint16_t port, uint8_t tcpFlags, int64_t nowNs)
{
    const auto found = m_byPort.find(KeyOf(kind, port));
    if (found == m_byPort.end())
    {
        return std::nullopt;
    }
    Mapping& mapping = *found->second;
    mapping.answered = mapping.answered || (tcpFlags & ACK);
    mapping.closing = mapping.closing || (tcpFlags & (FIN | RST));
    Touch(found->second, nowNs);
    return mapping.inside;
}

std::optional<uint16_t>
Nat44Table::FindPort(BibKind kind, const TransportAddress& inside) const
{
    const auto found = m_byInside.find(KeyOf(kind, inside));
    return found == m_byInside.end() ? std::nullopt : std::optional(found->second->port);
}

std::optional<TransportAddress>
Nat44Table::FindInside(BibKind kind, uint16_t port) const
{
    const auto found = m_byPort.find(KeyOf(kind, port));
    return found == m_byPort.end() ? std::nullopt : std::optional(found->second->inside);
}

Nat44Table::Port
Nat44Table::Make(BibKind kind,
                 const TransportAddress& inside,
                 const TransportAddress& remote,
                 int64_t nowNs)
{
    if (m_sizes[static_cast<size_t>(kind)] >= m_settings.mappings)
    {
        return {0, Reason::BindingLimit};
    }
    Pool4::Request request;
    request.kind = kind;
    request.inside = inside;
    request.remote = remote;
    request.nowNs = nowNs;
    const auto allocation = m_pool.Allocate(request);
    if (allocation.reason != Reason::None)
    {
        return {0, allocation.reason};
    }
    Mapping mapping;
    mapping.inside = inside;
    mapping.port = allocation.outside.port;
    mapping.kind = kind;
    mapping.timer = kind == BibKind::Udp   ? TimerClass::Udp
                    : kind == BibKind::Tcp ? TimerClass::TcpTransitory
                                           : TimerClass::Icmp;
    Queue& queue = m_queues[static_cast<size_t>(mapping.timer)];
    const auto made = queue.insert(queue.end(), mapping);
    m_byInside.emplace(KeyOf(kind, inside), made);
    m_byPort.emplace(KeyOf(kind, mapping.port), made);
    ++m_sizes[static_cast<size_t>(kind)];
    Touch(made, nowNs);
    return {mapping.port, Reason::None};
}

void
Nat44Table::Touch(Queue::iterator mapping, int64_t nowNs)
{
    Queue& from = m_queues[static_cast<size_t>(mapping->timer)];
    if (mapping->kind == BibKind::Tcp)
    {
        mapping->timer = mapping->answered && !mapping->closing ? TimerClass::TcpEstablished
                                                                : TimerClass::TcpTransitory;
    }
    mapping->expiresNs = nowNs + GetTimeout(mapping->timer);
    Queue& to = m_queues[static_cast<size_t>(mapping->timer)];
    to.splice(to.end(), from, mapping);
}

void
Nat44Table::Erase(Queue::iterator mapping, int64_t nowNs)
{
    m_pool.Release(mapping->kind, {m_outside, mapping->port}, mapping->inside.address, nowNs);
    m_byInside.erase(KeyOf(mapping->kind, mapping->inside));
    m_byPort.erase(KeyOf(mapping->kind, mapping->port));
    --m_sizes[static_cast<size_t>(mapping->kind)];
    m_queues[static_cast<size_t>(mapping->timer)].erase(mapping);
}

void
Nat44Table::Expire(int64_t nowNs)
{
    for (auto& queue : m_queues)
    {
        while (!queue.empty() && queue.front().expiresNs <= nowNs)
        {
            Erase(queue.begin(), nowNs);
        }
    }
}

uint32_t
Nat44Table::GetSize(BibKind kind) const
{
    return m_sizes[static_cast<size_t>(kind)];
}

int64_t
Nat44Table::GetTimeout(TimerClass timer) const
{
    switch (timer)
    {
    case TimerClass::Udp:
        return m_settings.timeouts.udp;
    case TimerClass::TcpEstablished:
        return m_settings.timeouts.tcpEstablished;
    case TimerClass::TcpOpening:
    case TimerClass::TcpTransitory:
        return m_settings.timeouts.tcpTransitory;
    default:
        return m_settings.timeouts.icmp;
    }
}

} // namespace ns3::v6lab
