// SPDX-License-Identifier: GPL-2.0-only
// What happens without a packet, because time has passed: RFC 6146 3.5, 4.
#include "model/core/internet-checksum.h"
#include "model/core/nat64/emission.h"
#include "model/core/nat64/nat64-state.h"
#include "model/core/packet-facts.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr IcmpError PORT_UNREACHABLE_4{3, 3, 0};
constexpr IcmpError PORT_UNREACHABLE_6{1, 4, 0};
constexpr uint8_t PROBE_HOP_LIMIT = 64;
/** What the real translator puts in. */
constexpr uint8_t JOOL_HOP_LIMIT = 255;
constexpr uint16_t JOOL_WINDOW = 8192;
constexpr uint8_t ACK = 0x10;
constexpr uint32_t TCP_HEADER = 20;

void
Put16(HeadBytes& head, uint16_t value)
{
    head.push_back(static_cast<uint8_t>(value >> 8));
    head.push_back(static_cast<uint8_t>(value));
}

} // namespace

int64_t
Nat64Core::State::GetNextDeadline() const
{
    const uint32_t session = tables.GetFirst();
    const auto& syns = tables.GetSyns().GetAll();
    int64_t first = session == NO_RECORD ? NEVER : tables.GetSession(session).expiresNs;
    first = std::min(first, syns.empty() ? NEVER : syns.front().expiresNs);
    return std::min(first, m_fragments.GetDeadline().value_or(NEVER));
}

std::vector<Emission>
Nat64Core::State::Advance(const Surroundings& around, int64_t nowNs)
{
    Expire(around, nowNs);
    return std::exchange(m_due, {});
}

void
Nat64Core::State::Expire(const Surroundings& around, int64_t nowNs)
{
    assert(nowNs >= m_lastNs);
    m_lastNs = nowNs;
    if (nowNs < m_quietUntilNs)
    {
        return;
    }
    for (int64_t due = GetNextDeadline(); due <= nowNs; due = GetNextDeadline())
    {
        const uint32_t session = tables.GetFirst();
        const auto& syns = tables.GetSyns().GetAll();
        if (session != NO_RECORD && tables.GetSession(session).expiresNs == due)
        {
            ExpireSession(session);
        }
        else if (!syns.empty() && syns.front().expiresNs == due)
        {
            ExpireSyn(around);
        }
        else
        {
            ExpireDatagram(*m_fragments.GetFirst());
        }
    }
    m_quietUntilNs = std::min(GetNextDeadline(), nowNs + m_shortestNs);
}

/** At the time when it was due, even if the owner comes late. */
void
Nat64Core::State::ExpireSession(uint32_t session)
{
    const Session& expired = tables.GetSession(session);
    const int64_t dueNs = expired.expiresNs;
    const bool tcp = expired.kind == BibKind::Tcp;
    const TcpStep step = tcp ? Step(expired.state, TcpEvent::Timeout) : TcpStep{};
    if (step.action != TcpAction::Probe)
    {
        tables.End(session, dueNs);
        return;
    }
    m_due.push_back(Probe(expired));
    tables.Touch(session, TimerClass::TcpTransitory, dueNs);
    tables.Settle();
    tables.Move(session, step.next, dueNs);
}

/** RFC 6146 3.5.2.2: nobody inside opened the connection; the sender of the SYN shall know. */
void
Nat64Core::State::ExpireSyn(const Surroundings& around)
{
    const int64_t dueNs = tables.GetSyns().GetAll().front().expiresNs;
    const StoredSyn syn = tables.ExpireSyn(dueNs);
    const PacketIn in = syn.GetPacket();
    const ParseResult parsed = ParsePacket(in, m_checksums);
    if (!parsed.packet)
    {
        return;
    }
    const bool asItCame = !syn.hairpin || m_jool;
    Pass pass{in, *parsed.packet, around, dueNs, !asItCame, true};
    const Outcome refusal = Refuse(pass,
                                   Reason::StoredSynTimeout,
                                   in.bytes[0] >> 4 == 6 ? PORT_UNREACHABLE_6 : PORT_UNREACHABLE_4);
    for (const auto& emission : refusal.emissions)
    {
        if (asItCame)
        {
            m_due.push_back(emission);
            continue;
        }
        Outcome back;
        TurnBack(emission, pass, back);
        for (auto& translated : back.emissions)
        {
            translated.kind = EmissionKind::IcmpError;
            m_due.push_back(std::move(translated));
        }
    }
}

void
Nat64Core::State::ExpireDatagram(Datagram& datagram)
{
    for (const auto& held : datagram.held)
    {
        tables.Dropped(held.handle, Reason::FragmentTimeout, datagram.expiresNs);
    }
    m_fragments.Close(datagram);
}

/**
 * RFC 6146 3.5.2.2, ESTABLISHED: a segment that asks for an answer, sequence and acknowledgement
 * number 0, from the remote host to the IPv6 host.
 */
Emission
Nat64Core::State::Probe(const Session& session) const
{
    const TransportAddress inside = session.GetInside();
    const IpAddress remote6 = m_prefix.Embed(IpAddress::V4(session.remote4));
    Emission probe;
    probe.family = Family::V6;
    probe.kind = EmissionKind::Probe;
    HeadBytes& head = probe.head;
    const uint8_t hopLimit = m_jool ? JOOL_HOP_LIMIT : PROBE_HOP_LIMIT;
    head.assign({0x60, 0, 0, 0, 0, TCP_HEADER, protocol::TCP, hopLimit});
    head.insert(head.end(), remote6.GetBytes().begin(), remote6.GetBytes().end());
    head.insert(head.end(), inside.address.GetBytes().begin(), inside.address.GetBytes().end());
    const size_t upper = head.size();
    Put16(head, session.remotePort);
    Put16(head, inside.port);
    head.insert(head.end(), 8, 0); // sequence and acknowledgement number
    head.push_back(TCP_HEADER / 4 << 4);
    head.push_back(ACK);
    Put16(head, m_jool ? JOOL_WINDOW : uint16_t{0});
    head.insert(head.end(), 4, 0); // checksum, urgent pointer
    if (m_checksums)
    {
        const uint16_t checksum =
            InternetChecksum()
                .AddPseudoHeader(remote6, inside.address, protocol::TCP, TCP_HEADER)
                .Add(head.data() + upper, TCP_HEADER)
                .Get();
        head[upper + 16] = static_cast<uint8_t>(checksum >> 8);
        head[upper + 17] = static_cast<uint8_t>(checksum);
    }
    return probe;
}

} // namespace ns3::v6lab
