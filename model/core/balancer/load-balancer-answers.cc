// SPDX-License-Identifier: GPL-2.0-only
// What belongs to a balanced flow besides the client's packets: answers, and ICMP errors both ways.
#include "model/core/balancer/load-balancer.h"

#include <utility>

namespace ns3::v6lab::azure
{

namespace
{

/** The packet as its answer has it. */
PacketFacts
Turned(PacketFacts packet)
{
    std::swap(packet.source, packet.destination);
    std::swap(packet.sourcePort, packet.destinationPort);
    return packet;
}

} // namespace

Balanced
LoadBalancer::DeliverError(Index sender, const IpAddress& frontend, const PacketFacts& quoted) const
{
    // What the client's side complains of is an answer, and belongs to the flow that it answers.
    const PacketFacts asked = Turned(quoted);
    const auto rule = FindRule(frontend, asked);
    if (!rule)
    {
        return Balanced::Refused(Reason::AzureBalancerNoRule);
    }
    const Place place = PlaceOf(*rule, frontend, asked);
    const uint32_t flow = m_flows.Find(place.key);
    if (flow == NO_RECORD && !place.through)
    {
        return Balanced::Refused(Reason::AzureBalancerNoRule, *rule);
    }
    const auto member = flow != NO_RECORD ? m_flows[flow].member : Choose(place.key);
    return member ? ToMember(place, *member, sender)
                  : Balanced::Refused(Reason::AzureBalancerNoBackend, *rule);
}

std::optional<FlowKey>
LoadBalancer::KeyOfAnswer(Index nic, const PacketFacts& packet) const
{
    FlowKey key;
    key.protocol = packet.protocol;
    key.client = packet.destination;
    key.clientPort = packet.destinationPort;
    key.destinationPort = packet.sourcePort;
    if (m_frontends.count(packet.source)) // floating IP: the instance answers as the frontend
    {
        const auto rule = FindRule(packet.source, Turned(packet));
        if (!rule || !m_settings.rules[*rule].enableFloatingIp)
        {
            return std::nullopt;
        }
        key.rule = static_cast<uint16_t>(*rule);
        key.destination = packet.source;
        return key;
    }
    const auto member = m_pools.FindMember(packet.source);
    if (!member || m_pools.GetMember(*member).nic != nic)
    {
        return std::nullopt;
    }
    const auto index = m_pools.FindReturn(*member, packet.protocol, packet.sourcePort);
    if (!index)
    {
        return std::nullopt;
    }
    const BalancingRule& rule = m_settings.rules[*index];
    key.rule = static_cast<uint16_t>(*index);
    key.destination = m_settings.frontends[rule.frontend].address;
    key.destinationPort = rule.IsHaPorts() ? packet.sourcePort : rule.frontendPort;
    if (packet.fragment)
    {
        key.clientPort = key.destinationPort = 0;
    }
    return key;
}

Rewrite
LoadBalancer::ToFrontend(Index index, const PacketFacts& answer) const
{
    const BalancingRule& rule = m_settings.rules[index];
    const IpAddress& frontend = m_settings.frontends[rule.frontend].address;
    Rewrite rewrite;
    if (answer.source != frontend)
    {
        rewrite.source = frontend;
        if (rule.backendPort != rule.frontendPort)
        {
            rewrite.sourcePort = rule.frontendPort;
        }
    }
    return rewrite;
}

bool
LoadBalancer::IsOf(uint32_t number, Index nic, const PacketFacts& answer) const
{
    const PoolMember& member = m_pools.GetMember(number);
    return member.nic == nic &&
           (member.address == answer.source || m_frontends.count(answer.source) != 0);
}

std::optional<Rewrite>
LoadBalancer::Return(Index nic, const PacketFacts& packet, int64_t nowNs)
{
    const auto key = KeyOfAnswer(nic, packet);
    const uint32_t place = key ? m_flows.Find(*key) : NO_RECORD;
    if (place == NO_RECORD || m_flows[place].expiresNs <= nowNs ||
        !IsOf(m_flows[place].member, nic, packet))
    {
        return std::nullopt;
    }
    Note(place, packet, true, nowNs);
    return ToFrontend(key->rule, packet);
}

std::optional<Rewrite>
LoadBalancer::ReturnError(Index nic, const PacketFacts& quoted) const
{
    const PacketFacts answer = Turned(quoted);
    const auto key = KeyOfAnswer(nic, answer);
    const uint32_t place = key ? m_flows.Find(*key) : NO_RECORD;
    if (place == NO_RECORD || !IsOf(m_flows[place].member, nic, answer))
    {
        return std::nullopt;
    }
    return ToFrontend(key->rule, answer);
}

} // namespace ns3::v6lab::azure
