// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/snat-table.h"

#include "model/core/nat64/tcp-machine.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;
constexpr size_t MOST_ADDRESSES = 256;

bool
IsSyn(const PacketFacts& packet)
{
    return (packet.tcpFlags & (SYN | ACK | RST)) == SYN;
}

bool
IsCarried(const PacketFacts& packet)
{
    return !packet.fragment &&
           (packet.protocol == protocol::TCP || packet.protocol == protocol::UDP);
}

SnatMapping
Refused(Reason reason)
{
    SnatMapping mapping;
    mapping.reason = reason;
    return mapping;
}

SnatSettings
Checked(const SnatSettings& settings)
{
    if (settings.addresses.empty() || settings.addresses.size() > MOST_ADDRESSES)
    {
        throw std::invalid_argument("SNAT addresses: 1 to 256");
    }
    if (settings.flows == 0)
    {
        throw std::invalid_argument("SNAT flows: at least 1");
    }
    return settings;
}

} // namespace

SnatTable::SnatTable(const SnatSettings& settings)
    : m_settings(Checked(settings)),
      m_flows(settings.seed),
      m_ports(m_settings, m_flows)
{
    for (size_t i = 0; i < settings.addresses.size(); ++i)
    {
        m_numbers.emplace(settings.addresses[i], static_cast<uint8_t>(i));
    }
}

SnatEnds
SnatTable::EndsOf(Index nic, const PacketFacts& packet) const
{
    SnatEnds ends;
    ends.nic = nic;
    ends.inside = packet.source;
    ends.remote = packet.destination;
    ends.insidePort = packet.sourcePort;
    ends.remotePort = packet.destinationPort;
    ends.protocol = packet.protocol;
    if (m_settings.udpByAddress && packet.protocol == protocol::UDP)
    {
        ends.remotePort = 0;
    }
    return ends;
}

std::optional<SnatOutside>
SnatTable::OutsideOf(const IpAddress& address,
                     uint16_t port,
                     const IpAddress& remote,
                     uint16_t remotePort,
                     uint8_t protocol) const
{
    const auto number = m_numbers.find(address);
    if (number == m_numbers.end())
    {
        return std::nullopt;
    }
    const bool byAddress = m_settings.udpByAddress && protocol == protocol::UDP;
    return SnatOutside{remote,
                       byAddress ? uint16_t{0} : remotePort,
                       port,
                       number->second,
                       protocol};
}

SnatOutside
SnatTable::OutsideOf(const SnatFlow& flow) const
{
    return {flow.GetRemote(), flow.remotePort, flow.outsidePort, flow.address, flow.protocol};
}

SnatMapping
SnatTable::Outbound(Index nic,
                    const PacketFacts& packet,
                    const SnatAllotment& allotment,
                    int64_t nowNs)
{
    if (!IsCarried(packet))
    {
        return Refused(Reason::AzureOutboundUnsupported);
    }
    Expire(nowNs);
    const SnatEnds ends = EndsOf(nic, packet);
    uint32_t place = m_flows.FindInside(ends);
    const bool tcp = packet.protocol == protocol::TCP;
    if (place != NO_RECORD && tcp && IsSyn(packet) && m_flows[place].IsHeld())
    {
        m_flows.Detach(place); // the next connection from the same port
        place = NO_RECORD;
    }
    if (place == NO_RECORD)
    {
        if (tcp && !IsSyn(packet))
        {
            return Refused(Reason::AzureSnatNoConnection);
        }
        const SnatMapping made = Make(ends, allotment);
        if (made.reason != Reason::None)
        {
            return made;
        }
        place = m_flows.FindInside(ends);
    }
    Heard(place, Family::V6, packet.tcpFlags, nowNs);
    const SnatFlow& flow = m_flows[place];
    return {Reason::None, m_settings.addresses[flow.address], flow.outsidePort};
}

SnatMapping
SnatTable::Make(const SnatEnds& ends, const SnatAllotment& allotment)
{
    const auto carries = [&](const SnatSpan& span) {
        return m_settings.addresses.at(span.address).GetFamily() == ends.inside.GetFamily();
    };
    if (!allotment.empty() && std::none_of(allotment.begin(), allotment.end(), carries))
    {
        return Refused(Reason::AzureNoOutboundMethod);
    }
    SnatOutside wanted;
    wanted.remote = ends.remote;
    wanted.remotePort = ends.remotePort;
    wanted.protocol = ends.protocol;
    const auto chosen =
        m_flows.GetSize() < m_settings.flows ? m_ports.Choose(allotment, wanted) : std::nullopt;
    if (!chosen)
    {
        ++m_failures;
        return Refused(Reason::AzureSnatExhausted);
    }
    ++m_successes;
    m_flows.Add(ends, *chosen);
    m_ports.Take(*chosen);
    return {};
}

std::optional<SnatInside>
SnatTable::Inbound(const PacketFacts& packet, int64_t nowNs)
{
    Expire(nowNs);
    const auto outside = OutsideOf(packet.destination,
                                   packet.destinationPort,
                                   packet.source,
                                   packet.sourcePort,
                                   packet.protocol);
    const uint32_t place = outside && IsCarried(packet) ? m_flows.FindOutside(*outside) : NO_RECORD;
    if (place == NO_RECORD || m_flows[place].detached)
    {
        return std::nullopt;
    }
    Heard(place, Family::V4, packet.tcpFlags, nowNs);
    const SnatFlow& flow = m_flows[place];
    return SnatInside{flow.nic, flow.GetInside(), flow.insidePort};
}

std::optional<SnatInside>
SnatTable::FindBehind(const PacketFacts& quoted) const
{
    const auto outside = OutsideOf(quoted.source,
                                   quoted.sourcePort,
                                   quoted.destination,
                                   quoted.destinationPort,
                                   quoted.protocol);
    const uint32_t place = outside ? m_flows.FindOutside(*outside) : NO_RECORD;
    if (place == NO_RECORD || m_flows[place].detached)
    {
        return std::nullopt;
    }
    const SnatFlow& flow = m_flows[place];
    return SnatInside{flow.nic, flow.GetInside(), flow.insidePort};
}

void
SnatTable::Heard(uint32_t place, Family side, uint8_t tcpFlags, int64_t nowNs)
{
    SnatFlow& flow = m_flows[place];
    if (flow.protocol == protocol::UDP)
    {
        return Start(place, SnatTimer::UdpIdle, nowNs);
    }
    if (flow.IsHeld()) // late segments pass and change nothing
    {
        return;
    }
    if (tcpFlags & RST)
    {
        flow.state = TcpState::Trans;
        return Start(place, SnatTimer::ResetHold, nowNs);
    }
    flow.state = Step(flow.state, ToTcpEvent(side, tcpFlags)).next;
    switch (flow.state)
    {
    case TcpState::V6Init:
        return Start(place, SnatTimer::HalfOpen, nowNs);
    case TcpState::V4FinV6FinReceived:
        return Start(place, SnatTimer::FinHold, nowNs);
    default:
        return Start(place, SnatTimer::TcpIdle, nowNs);
    }
}

int64_t
SnatTable::SpanOf(SnatTimer timer) const
{
    const SnatTimers& timers = m_settings.timers;
    switch (timer)
    {
    case SnatTimer::HalfOpen:
        return timers.halfOpen;
    case SnatTimer::TcpIdle:
        return timers.tcpIdle;
    case SnatTimer::FinHold:
        return timers.finHold;
    case SnatTimer::ResetHold:
        return timers.resetHold;
    case SnatTimer::UdpIdle:
        return timers.udpIdle;
    default:
        return timers.udpHold;
    }
}

void
SnatTable::Start(uint32_t place, SnatTimer timer, int64_t nowNs)
{
    m_flows.Start(place, timer, nowNs + SpanOf(timer));
}

void
SnatTable::Expire(int64_t nowNs)
{
    for (uint32_t place = m_flows.GetExpired(nowNs); place != NO_RECORD;
         place = m_flows.GetExpired(nowNs))
    {
        const int64_t endedNs = m_flows[place].expiresNs;
        if (m_flows[place].timer == SnatTimer::UdpIdle && m_settings.timers.udpHold > 0)
        {
            m_flows.Detach(place);
            Start(place, SnatTimer::UdpHold, endedNs);
            continue;
        }
        m_ports.Give(OutsideOf(m_flows[place]));
        m_flows.Remove(place);
    }
}

} // namespace ns3::v6lab::azure
