// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/load-balancer.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;

uint64_t
RuleKey(Index frontend, uint8_t protocol, uint16_t port)
{
    return uint64_t{frontend} << 32 | uint64_t{protocol} << 16 | port;
}

bool
HasPorts(uint8_t protocol)
{
    return protocol == protocol::TCP || protocol == protocol::UDP;
}

bool
IsIcmp(uint8_t protocol)
{
    return protocol == protocol::ICMPV4 || protocol == protocol::ICMPV6;
}

bool
IsSyn(const PacketFacts& packet)
{
    return packet.protocol == protocol::TCP && (packet.tcpFlags & (SYN | ACK)) == SYN;
}

} // namespace

LoadBalancer::LoadBalancer(LoadBalancerSettings settings)
    : m_settings((Demand(FindFaults(settings)), std::move(settings))),
      m_pools(m_settings),
      m_flows(m_settings.flows, m_settings.seed),
      m_hash(m_settings.seed + 1),
      m_counters(m_settings.rules.size())
{
    for (Index i = 0; i < m_settings.frontends.size(); ++i)
    {
        m_frontends.emplace(m_settings.frontends[i].address, i);
    }
    for (Index i = 0; i < m_settings.rules.size(); ++i)
    {
        const BalancingRule& rule = m_settings.rules[i];
        const uint8_t protocol = rule.IsHaPorts()                         ? uint8_t{0}
                                 : rule.protocol == BalancedProtocol::Tcp ? protocol::TCP
                                                                          : protocol::UDP;
        m_ruleOf.emplace(RuleKey(rule.frontend, protocol, rule.frontendPort), i);
    }
}

std::optional<Index>
LoadBalancer::FindRule(const IpAddress& frontend, const PacketFacts& packet) const
{
    const auto known = m_frontends.find(frontend);
    if (known == m_frontends.end() || packet.source.GetFamily() != frontend.GetFamily())
    {
        return std::nullopt;
    }
    if (packet.destination == frontend)
    {
        const auto rule =
            m_ruleOf.find(RuleKey(known->second, packet.protocol, packet.destinationPort));
        if (rule != m_ruleOf.end())
        {
            return rule->second;
        }
    }
    const auto all = m_ruleOf.find(RuleKey(known->second, 0, 0));
    if (all == m_ruleOf.end() || !(HasPorts(packet.protocol) || IsIcmp(packet.protocol)))
    {
        return std::nullopt;
    }
    return all->second;
}

bool
LoadBalancer::IsForWholePackets(const IpAddress& frontend, const PacketFacts& packet) const
{
    const auto known = m_frontends.find(frontend);
    const auto isOf = [&](const BalancingRule& rule) {
        const bool tcp = rule.protocol == BalancedProtocol::Tcp;
        return !rule.IsHaPorts() && rule.frontend == known->second &&
               packet.protocol == (tcp ? protocol::TCP : protocol::UDP);
    };
    return known != m_frontends.end() && packet.destination == frontend &&
           std::any_of(m_settings.rules.begin(), m_settings.rules.end(), isOf);
}

LoadBalancer::Place
LoadBalancer::PlaceOf(Index rule, const IpAddress& frontend, const PacketFacts& packet) const
{
    Place place;
    FlowKey& key = place.key;
    key.rule = static_cast<uint16_t>(rule);
    key.protocol = packet.protocol;
    key.client = packet.source;
    key.destination = packet.destination;
    if (!packet.fragment) // all fragments of a datagram go one way
    {
        key.clientPort = packet.sourcePort;
        key.destinationPort = packet.destinationPort;
    }
    place.through = packet.destination != frontend;
    place.turned = place.through && std::pair(key.destination, key.destinationPort) <
                                        std::pair(key.client, key.clientPort);
    if (place.turned) // flow symmetry: both directions are one flow
    {
        std::swap(key.client, key.destination);
        std::swap(key.clientPort, key.destinationPort);
    }
    return place;
}

Balanced
LoadBalancer::Deliver(Index sender,
                      const IpAddress& frontend,
                      const PacketFacts& packet,
                      int64_t nowNs)
{
    const auto rule = FindRule(frontend, packet);
    if (packet.fragment && IsForWholePackets(frontend, packet))
    {
        return Balanced::Refused(Reason::AzureBalancerFragment, rule.value_or(NOTHING));
    }
    if (!rule)
    {
        return Balanced::Refused(Reason::AzureBalancerNoRule);
    }
    const Place place = PlaceOf(*rule, frontend, packet);
    uint32_t flow = m_flows.Find(place.key);
    if (flow != NO_RECORD && (m_flows[flow].expiresNs <= nowNs || !Keeps(m_flows[flow], packet)))
    {
        m_flows.Remove(flow);
        flow = NO_RECORD;
    }
    const auto member = flow != NO_RECORD ? m_flows[flow].member : Choose(place.key);
    if (!member)
    {
        return Balanced::Refused(Reason::AzureBalancerNoBackend, *rule);
    }
    const Balanced balanced = ToMember(place, *member, sender);
    if (balanced.reason == Reason::None)
    {
        Note(flow != NO_RECORD ? flow : m_flows.Add(place.key, *member),
             packet,
             place.turned,
             nowNs);
    }
    return balanced;
}

bool
LoadBalancer::Keeps(const BalancedFlow& flow, const PacketFacts& packet) const
{
    const bool starts = IsSyn(packet);
    if (starts && flow.IsClosed()) // the next connection from the same port
    {
        return false;
    }
    switch (m_pools.GetStanding(flow.rule, flow.member))
    {
    case BalancedPools::Standing::Absent:
        return false;
    case BalancedPools::Standing::Up:
        return true;
    default:
        break;
    }
    if (m_pools.TreatsAllAsUp(flow.rule))
    {
        return true;
    }
    // L3: established TCP connections stay, unless this is the only instance.
    const bool alone = m_pools.CountMembers(flow.rule) == 1;
    return flow.protocol == protocol::TCP && !alone &&
           (!starts || (flow.seen & BalancedFlow::ESTABLISHED));
}

std::optional<uint32_t>
LoadBalancer::Choose(const FlowKey& key) const
{
    const auto& eligible = m_pools.GetEligible(key.rule);
    if (eligible.empty())
    {
        return std::nullopt;
    }
    // L1. The rule is no part of it: with SourceIP a client has one instance for all its rules.
    uint64_t rest = 0;
    switch (m_settings.rules[key.rule].loadDistribution)
    {
    case LoadDistribution::Default:
        rest = uint64_t{key.clientPort} << 32 | uint64_t{key.destinationPort} << 16 |
               uint64_t{key.protocol};
        break;
    case LoadDistribution::SourceIPProtocol:
        rest = key.protocol;
        break;
    case LoadDistribution::SourceIP:
        break;
    }
    const uint8_t* client = key.client.GetBytes().data();
    const uint8_t* destination = key.destination.GetBytes().data();
    const uint64_t hash = m_hash(m_hash(Word64(client), Word64(client + 8), rest),
                                 Word64(destination),
                                 Word64(destination + 8));
    return eligible[(hash >> 32) * eligible.size() >> 32];
}

Balanced
LoadBalancer::ToMember(const Place& place, uint32_t number, Index sender) const
{
    const PoolMember& member = m_pools.GetMember(number);
    if (sender != NOTHING && member.nic == sender) // L7
    {
        return Balanced::Refused(Reason::AzureBalancerHairpin, place.key.rule);
    }
    Balanced balanced;
    balanced.rule = place.key.rule;
    balanced.member = member;
    const BalancingRule& rule = m_settings.rules[place.key.rule];
    if (!place.through && !rule.enableFloatingIp)
    {
        balanced.rewrite.destination = member.address;
        if (rule.backendPort != rule.frontendPort)
        {
            balanced.rewrite.destinationPort = rule.backendPort;
        }
    }
    return balanced;
}

void
LoadBalancer::Note(uint32_t place, const PacketFacts& packet, bool fromServer, int64_t nowNs)
{
    BalancedFlow& flow = m_flows[place];
    const BalancingRule& rule = m_settings.rules[flow.rule];
    if (flow.protocol == protocol::TCP && !packet.fragment)
    {
        const uint8_t flags = packet.tcpFlags;
        flow.seen |= !(flags & SYN) ? BalancedFlow::ESTABLISHED : 0;
        flow.seen |= !(flags & FIN) ? 0
                     : fromServer   ? BalancedFlow::SERVER_FIN
                                    : BalancedFlow::CLIENT_FIN;
        flow.seen |= flags & RST ? BalancedFlow::RESET : 0;
    }
    BalancerCounters& counters = m_counters[flow.rule];
    ++counters.packets;
    counters.bytes += packet.length;
    counters.syns += IsSyn(packet);
    m_flows.Touch(place,
                  flow.protocol == protocol::TCP ? rule.idleTimeoutInMinutes
                                                 : m_settings.udpIdleMinutes,
                  nowNs);
}

void
LoadBalancer::SetHealth(Index probe, const IpAddress& member, bool up)
{
    m_pools.SetHealth(probe, member, up);
}

void
LoadBalancer::SetMembers(Index pool, std::vector<PoolMember> members)
{
    LoadBalancerSettings changed = m_settings;
    changed.pools.at(pool).members = members;
    Demand(FindFaults(changed));
    m_settings.pools[pool].members = std::move(members);
    m_pools.PoolChanged(pool);
}

std::vector<IdleConnection>
LoadBalancer::Expire(int64_t nowNs)
{
    std::vector<IdleConnection> idle;
    for (uint32_t place = m_flows.GetExpired(nowNs); place != NO_RECORD;
         place = m_flows.GetExpired(nowNs))
    {
        const BalancedFlow& flow = m_flows[place];
        if (flow.protocol == protocol::TCP && !flow.IsClosed())
        {
            const bool v4 = m_pools.GetMember(flow.member).address.IsV4();
            const auto address = [&](const uint8_t* bytes) {
                return v4 ? IpAddress::V4(uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 |
                                          uint32_t{bytes[2]} << 8 | bytes[3])
                          : IpAddress::V6(bytes);
            };
            idle.push_back({flow.rule,
                            address(flow.client),
                            address(flow.destination),
                            flow.clientPort,
                            flow.destinationPort,
                            m_pools.GetMember(flow.member),
                            m_settings.rules[flow.rule].enableTcpReset});
        }
        m_flows.Remove(place);
    }
    return idle;
}

} // namespace ns3::v6lab::azure
