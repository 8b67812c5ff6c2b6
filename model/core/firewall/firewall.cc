// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall.h"

#include "model/core/nat64/tcp-machine.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;
constexpr uint32_t MOST_TRIES = 8192; //!< ports that are tried for a flow, so that time is bounded

bool
IsFirstSyn(const PacketFacts& packet)
{
    return (packet.tcpFlags & (FIN | SYN | RST | ACK)) == SYN;
}

/** Too short to have ports, or to the port that nobody may have (RFC 6335 6). */
bool
LacksPort(const PacketFacts& packet)
{
    return (packet.protocol == protocol::TCP || packet.protocol == protocol::UDP) &&
           packet.destinationPort == 0;
}

bool
IsEchoReply(const PacketFacts& packet)
{
    return (packet.protocol == protocol::ICMPV4 && packet.icmpType == 0) ||
           (packet.protocol == protocol::ICMPV6 && packet.icmpType == 129);
}

bool
IsPing(const FirewallEnds& ends)
{
    return ends.protocol == protocol::ICMPV4 || ends.protocol == protocol::ICMPV6;
}

bool
HasPorts(const FirewallEnds& ends)
{
    return ends.protocol == protocol::TCP || ends.protocol == protocol::UDP || IsPing(ends);
}

/** A packet in the middle of something, which no rule can let in (M2: asymmetric flows die). */
bool
IsBegun(const PacketFacts& packet)
{
    return packet.protocol == protocol::TCP ? !IsFirstSyn(packet) : IsEchoReply(packet);
}

FirewallVerdict
Refused(Reason reason, const FirewallRuling* rule = nullptr)
{
    FirewallVerdict verdict;
    verdict.reason = reason;
    verdict.rule = rule;
    return verdict;
}

FirewallVerdict
Passed(const azure::Rewrite& rewrite)
{
    FirewallVerdict verdict;
    verdict.rewrite = rewrite;
    return verdict;
}

DatagramId
IdOf(const PacketFacts& packet)
{
    return {packet.source, packet.destination, packet.protocol, packet.fragmentId};
}

FirewallTimer
TimerOf(const PacketFacts& packet)
{
    switch (packet.protocol)
    {
    case protocol::UDP:
        return FirewallTimer::Udp;
    case protocol::ICMPV4:
    case protocol::ICMPV6:
        return FirewallTimer::Icmp;
    default:
        return FirewallTimer::Other;
    }
}

FirewallSettings
Checked(const FirewallSettings& settings)
{
    CheckSettings(settings);
    return settings;
}

} // namespace

Firewall::Firewall(const FirewallSettings& settings)
    : m_settings(Checked(settings)),
      m_dnat(settings.dnat),
      m_rules(settings.collections),
      m_flows(settings),
      m_fragments(settings.datagrams, settings.timeouts.fragment),
      m_refused(settings.datagrams, settings.timeouts.fragment),
      m_random(settings.seed)
{
}

FirewallVerdict
Firewall::Judge(const FirewallPacket& packet, int64_t nowNs)
{
    m_flows.Expire(nowNs);
    const PacketFacts& facts = packet.facts;
    if (facts.family == Family::V6 && !m_settings.carriesIpv6)
    {
        return Refused(Reason::FirewallNoIpv6);
    }
    if (facts.laterFragment)
    {
        return JudgeLater(packet, nowNs);
    }
    const auto verdict = LacksPort(facts)  ? Refused(Reason::MalformedHeader)
                         : facts.icmpError ? JudgeError(packet)
                                           : JudgeWhole(packet, nowNs);
    if (facts.fragment)
    {
        Remember(IdOf(facts), verdict, nowNs);
    }
    return verdict;
}

/** The first fragment that came last decides: a datagram that is sent again may be judged anew. */
void
Firewall::Remember(const DatagramId& datagram, const FirewallVerdict& verdict, int64_t nowNs)
{
    m_fragments.Forget(datagram);
    m_refused.Forget(datagram);
    if (verdict.reason == Reason::None)
    {
        m_fragments.Announce(datagram, verdict.rewrite, nowNs);
    }
    else
    {
        m_refused.Announce(datagram, Refused(verdict.reason, verdict.rule), nowNs);
    }
}

void
Firewall::Refuse(const PacketFacts& first, Reason reason, int64_t nowNs)
{
    Remember(IdOf(first), Refused(reason), nowNs);
}

bool
Firewall::IsRefused(const PacketFacts& later, int64_t nowNs)
{
    return later.laterFragment && m_refused.Find(IdOf(later), nowNs);
}

FirewallVerdict
Firewall::JudgeLater(const FirewallPacket& packet, int64_t nowNs)
{
    const DatagramId datagram = IdOf(packet.facts);
    if (const auto* rewrite = m_fragments.Find(datagram, nowNs))
    {
        return Passed(*rewrite);
    }
    const auto* refused = m_refused.Find(datagram, nowNs);
    return refused ? *refused : Refused(Reason::NoFirstFragment);
}

/** RFC 5508 4.2: what it quotes went the other way. */
FirewallVerdict
Firewall::JudgeError(const FirewallPacket& packet) const
{
    const auto found = packet.quoted ? m_flows.Find(FirewallEnds::Of(*packet.quoted).Back())
                                     : FirewallFlows::Found();
    if (found)
    {
        return Passed(m_flows[found.place].RewriteOf(found.isBack));
    }
    return packet.own && m_settings.takesOwn ? FirewallVerdict()
                                             : Refused(Reason::FirewallNoConnection);
}

FirewallVerdict
Firewall::JudgeWhole(const FirewallPacket& packet, int64_t nowNs)
{
    const auto found = m_flows.Find(FirewallEnds::Of(packet.facts));
    if (!found)
    {
        return Begin(packet, nowNs);
    }
    const FirewallFlow& flow = m_flows[found.place];
    const bool ended = flow.timer == FirewallTimer::TcpClosing;
    if (ended && !found.isBack && IsFirstSyn(packet.facts)) // the next one from the same port
    {
        m_flows.Remove(found.place);
        return Begin(packet, nowNs);
    }
    const auto rewrite = flow.RewriteOf(found.isBack);
    return Continue(found, packet.facts, nowNs) ? Passed(rewrite)
                                                : Refused(Reason::FirewallNoConnection);
}

FirewallVerdict
Firewall::Begin(const FirewallPacket& packet, int64_t nowNs)
{
    const auto* dnat = IsBegun(packet.facts) ? nullptr : m_dnat.Match(packet.facts, packet.zone);
    if (dnat)
    {
        return Open(packet, dnat, true, nowNs);
    }
    if (packet.own && m_settings.takesOwn)
    {
        return {};
    }
    if (IsBegun(packet.facts) && !(m_settings.picksUpTcp && packet.facts.protocol == protocol::TCP))
    {
        return Refused(Reason::FirewallNoConnection);
    }
    const auto* rule = packet.own ? nullptr : m_rules.Match(packet.facts, packet.zone);
    if (rule && !rule->allow)
    {
        return Refused(Reason::FirewallDenied, rule);
    }
    if (!rule && (packet.own || !m_settings.allowsByDefault))
    {
        return Refused(Reason::FirewallNoRule);
    }
    return Open(packet, rule, false, nowNs);
}

FirewallVerdict
Firewall::Open(const FirewallPacket& packet, const FirewallRuling* rule, bool dnat, int64_t nowNs)
{
    const FirewallEnds there = FirewallEnds::Of(packet.facts);
    FirewallEnds out = there;
    if (dnat)
    {
        out.destination = rule->server;
        out.destinationPort =
            rule->serverPort && !IsPing(there) ? rule->serverPort : there.destinationPort;
    }
    const bool takesPort = NeedsPort(out, dnat);
    if (takesPort ? !ChoosePort(out) : static_cast<bool>(m_flows.Find(out.Back())))
    {
        ++m_portFailures;
        return Refused(Reason::FirewallNoPort, rule);
    }
    const uint32_t place = m_flows.Add(there, out.Back(), takesPort);
    FirewallVerdict verdict;
    verdict.isNew = true;
    verdict.rule = rule;
    verdict.rewrite = m_flows[place].RewriteOf(false);
    Continue({place, false}, packet.facts, nowNs);
    return verdict;
}

bool
Firewall::NeedsPort(const FirewallEnds& out, bool dnat) const
{
    const auto& addresses = m_settings.snatAddresses;
    const auto& kept = m_settings.privateRanges;
    return HasPorts(out) &&
           std::any_of(addresses.begin(),
                       addresses.end(),
                       [&](const IpAddress& address) {
                           return address.GetFamily() == out.source.GetFamily();
                       }) &&
           (dnat ? m_settings.snatsDnat
                 : std::none_of(kept.begin(), kept.end(), [&](const Prefix& prefix) {
                       return prefix.Contains(out.destination);
                   }));
}

/** A random address first, and the others once its ports are exhausted. */
bool
Firewall::ChoosePort(FirewallEnds& out)
{
    const auto& addresses = m_settings.snatAddresses;
    const size_t first = m_random() % addresses.size();
    for (size_t i = 0; i < addresses.size(); ++i)
    {
        const IpAddress& address = addresses[(first + i) % addresses.size()];
        if (address.GetFamily() == out.source.GetFamily() && ChoosePortOf(address, out))
        {
            return true;
        }
    }
    return false;
}

/** A port serves any number of flows as long as their other ends differ. */
bool
Firewall::ChoosePortOf(const IpAddress& address, FirewallEnds& out)
{
    FirewallEnds tried = out;
    tried.source = address;
    const uint32_t count = uint32_t{m_settings.lastPort} - m_settings.firstPort + 1;
    const auto start = static_cast<uint32_t>(m_random() % count);
    for (uint32_t i = 0; i < std::min(count, MOST_TRIES); ++i)
    {
        tried.sourcePort = static_cast<uint16_t>(m_settings.firstPort + (start + i) % count);
        if (IsPing(tried)) // one identifier in both places
        {
            tried.destinationPort = tried.sourcePort;
        }
        if (!m_flows.Find(tried.Back()))
        {
            out = tried;
            return true;
        }
    }
    return false;
}

bool
Firewall::Continue(const FirewallFlows::Found& found, const PacketFacts& packet, int64_t nowNs)
{
    if (packet.protocol == protocol::TCP)
    {
        return StepTcp(found, packet, nowNs);
    }
    m_flows.Start(found.place, TimerOf(packet), nowNs);
    return true;
}

/**
 * M2: until the other side's SYN came by, nothing but SYN and RST can be right. If it answers on
 * another way, the connection dies with its third segment.
 */
bool
Firewall::StepTcp(const FirewallFlows::Found& found, const PacketFacts& packet, int64_t nowNs)
{
    FirewallFlow& flow = m_flows[found.place];
    const bool opening = flow.state == TcpState::Closed || flow.state == TcpState::V6Init;
    if (opening && (packet.tcpFlags & (SYN | RST)) == 0)
    {
        if (m_settings.picksUpTcp)
        {
            flow.state = TcpState::Established;
            m_flows.Start(found.place, FirewallTimer::TcpIdle, nowNs);
        }
        return m_settings.picksUpTcp;
    }
    if (flow.timer == FirewallTimer::TcpClosing) // late segments pass and change nothing
    {
        return true;
    }
    const Family side = found.isBack ? Family::V4 : Family::V6;
    flow.state = Step(flow.state, ToTcpEvent(side, packet.tcpFlags)).next;
    const bool reset = packet.tcpFlags & RST;
    const bool closed = reset || flow.state == TcpState::V4FinV6FinReceived;
    m_flows.Start(found.place,
                  closed                           ? FirewallTimer::TcpClosing
                  : flow.state == TcpState::V6Init ? FirewallTimer::TcpHalfOpen
                                                   : FirewallTimer::TcpIdle,
                  nowNs);
    return true;
}

double
Firewall::GetPortUse() const
{
    const double ports = double{1} + m_settings.lastPort - m_settings.firstPort;
    const auto addresses = static_cast<double>(m_settings.snatAddresses.size());
    return addresses > 0 ? std::min(1.0, m_flows.GetPorts() / (ports * addresses)) : 0;
}

} // namespace ns3::v6lab
