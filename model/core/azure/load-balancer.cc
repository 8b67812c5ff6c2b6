// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/load-balancer.h"

#include "model/core/packet-facts.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab::azure
{

namespace
{

constexpr std::array<const char*, 3> WORDS{"Default", "SourceIP", "SourceIPProtocol"};

uint64_t
Mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

/** The same on every machine: std::hash promises nothing. */
uint64_t
MixAddress(uint64_t seed, const IpAddress& address)
{
    for (const uint8_t byte : address.GetBytes())
    {
        seed = seed * 0x100000001b3ULL ^ byte;
    }
    return Mix(seed);
}

/** L1: of the fields that the distribution looks at. */
uint64_t
HashOf(const FrontendFlow& flow, LoadDistribution distribution)
{
    uint64_t hash = MixAddress(MixAddress(0x9e3779b97f4a7c15ULL, flow.source), flow.destination);
    if (distribution != LoadDistribution::SourceIP)
    {
        hash = Mix(hash + flow.protocol);
    }
    if (distribution == LoadDistribution::Default)
    {
        hash = Mix(hash + (uint64_t{flow.sourcePort} << 16 | flow.destinationPort));
    }
    return hash;
}

} // namespace

const char*
ToWord(LoadDistribution distribution)
{
    return WORDS[static_cast<size_t>(distribution)];
}

std::optional<LoadDistribution>
LoadDistributionFromWord(const std::string& word)
{
    const auto found = std::find(WORDS.begin(), WORDS.end(), word);
    return found == WORDS.end() ? std::nullopt
                                : std::optional(LoadDistribution(found - WORDS.begin()));
}

size_t
FrontendFlowHash::operator()(const FrontendFlow& flow) const noexcept
{
    return static_cast<size_t>(HashOf(flow, LoadDistribution::Default));
}

LoadBalancer::LoadBalancer(LoadBalancingRule rule, size_t capacity)
    : m_rule(std::move(rule)),
      m_capacity(std::max<size_t>(capacity, 1)),
      m_up(m_rule.backends.size(), true)
{
}

void
LoadBalancer::SetHealth(size_t backend, bool up)
{
    m_up.at(backend) = up;
}

void
LoadBalancer::SetBackends(const std::vector<IpAddress>& backends)
{
    std::vector<bool> up;
    for (const auto& backend : backends)
    {
        const auto before = PlaceOf(backend);
        up.push_back(!before || m_up[*before]);
    }
    m_rule.backends = backends;
    m_up = std::move(up);
}

std::optional<size_t>
LoadBalancer::PlaceOf(const IpAddress& backend) const
{
    const auto& all = m_rule.backends;
    const auto found = std::find(all.begin(), all.end(), backend);
    return found == all.end() ? std::nullopt
                              : std::optional(static_cast<size_t>(found - all.begin()));
}

bool
LoadBalancer::Matches(const FrontendFlow& flow) const
{
    const bool known = flow.protocol == protocol::TCP || flow.protocol == protocol::UDP;
    return known && flow.destination == m_rule.frontend &&
           (m_rule.protocol == 0 || m_rule.protocol == flow.protocol) &&
           (m_rule.frontendPort == 0 || m_rule.frontendPort == flow.destinationPort);
}

/** L3: of the flows at a backend that is down, TCP stays, but with no other backend in the pool. */
bool
LoadBalancer::Stays(const FrontendFlow& flow, size_t backend) const
{
    return m_up[backend] || (flow.protocol == protocol::TCP && m_rule.backends.size() > 1);
}

std::optional<size_t>
LoadBalancer::Pick(const FrontendFlow& flow) const
{
    const auto up = static_cast<size_t>(std::count(m_up.begin(), m_up.end(), true));
    const bool all = up == 0 && m_rule.allProbedUp;
    const size_t choices = all ? m_up.size() : up;
    if (choices == 0)
    {
        return std::nullopt;
    }
    size_t skip = HashOf(flow, m_rule.distribution) % choices;
    size_t place = 0;
    while (!(all || m_up[place]) || skip-- != 0)
    {
        ++place;
    }
    return place;
}

LoadBalancer::Choice
LoadBalancer::Towards(size_t backend, const FrontendFlow& flow, bool fresh) const
{
    Choice choice;
    choice.backend = backend;
    choice.fresh = fresh;
    choice.address = m_rule.floatingIp ? m_rule.frontend : m_rule.backends[backend];
    choice.port =
        m_rule.floatingIp || m_rule.backendPort == 0 ? flow.destinationPort : m_rule.backendPort;
    return choice;
}

void
LoadBalancer::Remember(const FrontendFlow& flow, size_t backend, int64_t nowNs)
{
    while (!m_uses.empty() &&
           (m_uses.size() >= m_capacity || nowNs - m_uses.front().lastUsedNs >= m_rule.idleNs))
    {
        m_byFlow.erase(m_uses.front().flow);
        m_uses.pop_front();
    }
    m_byFlow.emplace(flow, m_uses.insert(m_uses.end(), {flow, m_rule.backends[backend], nowNs}));
}

LoadBalancer::Choice
LoadBalancer::Choose(const FrontendFlow& flow, int64_t nowNs)
{
    if (!Matches(flow))
    {
        return {Refusal::NoRule};
    }
    const auto known = m_byFlow.find(flow);
    if (known != m_byFlow.end())
    {
        const auto use = known->second;
        const auto backend = PlaceOf(use->backend);
        if (nowNs - use->lastUsedNs < m_rule.idleNs && backend && Stays(flow, *backend))
        {
            use->lastUsedNs = nowNs;
            m_uses.splice(m_uses.end(), m_uses, use);
            return Towards(*backend, flow, false);
        }
        m_uses.erase(use);
        m_byFlow.erase(known);
    }
    const auto backend = Pick(flow);
    if (!backend)
    {
        return {Refusal::NoBackend};
    }
    Remember(flow, *backend, nowNs);
    return Towards(*backend, flow, true);
}

} // namespace ns3::v6lab::azure
