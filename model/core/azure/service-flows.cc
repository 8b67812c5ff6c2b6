// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/service-flows.h"

namespace ns3::v6lab::azure
{

Reason
ServiceFlows::Begin(const Decision& decision, Index nic, const PacketFacts& facts, int64_t nowNs)
{
    const bool ported = facts.protocol == protocol::TCP || facts.protocol == protocol::UDP;
    if (!ported || facts.fragment)
    {
        return Reason::AzureEndpointUnsupported;
    }
    while (!m_uses.empty() &&
           (m_uses.size() >= CAPACITY || nowNs - m_uses.front().lastUsedNs >= IDLE_NS))
    {
        m_byFlow.erase(m_uses.front().flow);
        m_uses.pop_front();
    }
    const NicFlow flow{decision.target,
                       facts.protocol,
                       facts.destinationPort,
                       facts.sourcePort,
                       decision.rewrite.destination.value_or(facts.destination),
                       facts.source};
    const auto known = m_byFlow.find(flow);
    if (known == m_byFlow.end())
    {
        const Use use{flow, nic, facts.destination, decision.crossing, nowNs};
        m_byFlow.emplace(flow, m_uses.insert(m_uses.end(), use));
        return Reason::None;
    }
    if (known->second->nic != nic) // two networks use one address, and by chance one port
    {
        return Reason::AzureEndpointUnsupported;
    }
    known->second->lastUsedNs = nowNs;
    m_uses.splice(m_uses.end(), m_uses, known->second);
    return Reason::None;
}

std::optional<Decision>
ServiceFlows::Answer(Index host, const PacketFacts& facts, int64_t nowNs)
{
    const auto known = m_byFlow.find({host,
                                      facts.protocol,
                                      facts.sourcePort,
                                      facts.destinationPort,
                                      facts.source,
                                      facts.destination});
    if (facts.fragment || known == m_byFlow.end() || nowNs - known->second->lastUsedNs >= IDLE_NS)
    {
        return std::nullopt;
    }
    Use& use = *known->second;
    use.lastUsedNs = nowNs;
    m_uses.splice(m_uses.end(), m_uses, known->second);
    Decision decision;
    decision.kind = Decision::Kind::ToNic;
    decision.target = use.nic;
    decision.crossing = use.crossing;
    if (use.called != facts.source)
    {
        decision.rewrite.source = use.called;
    }
    return decision;
}

} // namespace ns3::v6lab::azure
