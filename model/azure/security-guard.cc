// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/security-guard.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

SecurityGuard::SecurityGuard(const azure::Estate& estate)
    : m_estate(estate)
{
}

void
SecurityGuard::SetFlowIdle(const Time& idle)
{
    m_flowIdle = idle;
}

void
SecurityGuard::SetFlows(uint32_t flows)
{
    m_flows = flows;
}

void
SecurityGuard::Reload()
{
    m_gate.reset();
}

void
SecurityGuard::RoutesChanged(const std::vector<azure::Index>& subnets)
{
    for (const auto subnet : m_gate ? subnets : std::vector<azure::Index>())
    {
        m_gate->Forget(subnet);
    }
}

azure::SecurityGate&
SecurityGuard::GetGate()
{
    if (!m_gate)
    {
        m_gate = std::make_unique<azure::SecurityGate>(m_estate);
    }
    return *m_gate;
}

azure::SecurityVerdict
SecurityGuard::Leaves(azure::Index nic, const Ptr<const Packet>& packet)
{
    if (!GetGate().Guards(nic))
    {
        return {};
    }
    azure::Passage passage;
    passage.nic = nic;
    passage.direction = azure::RuleDirection::Outbound;
    return Check(passage, PacketHead(packet));
}

azure::SecurityVerdict
SecurityGuard::Enters(const azure::Decision& decision, const Ptr<const Packet>& packet)
{
    if (decision.kind != azure::Decision::Kind::ToNic || !GetGate().Guards(decision.target))
    {
        return {};
    }
    PacketHead head(packet);
    head.Apply(decision.rewrite);
    azure::Passage passage;
    passage.nic = decision.target;
    passage.fromInternet = decision.crossing == azure::Crossing::Internet;
    return Check(passage, head);
}

azure::SecurityVerdict
SecurityGuard::Enters(azure::Index nic, const Ptr<const Packet>& packet)
{
    if (!GetGate().Guards(nic))
    {
        return {};
    }
    azure::Passage passage;
    passage.nic = nic;
    return Check(passage, PacketHead(packet));
}

azure::SecurityVerdict
SecurityGuard::EntersEndpoint(azure::Index endpoint, const Ptr<const Packet>& packet)
{
    const auto facts = PacketHead(packet).Facts();
    return facts ? GetGate().JudgeEndpoint(endpoint, azure::TupleOf(*facts))
                 : azure::SecurityVerdict();
}

azure::SecurityVerdict
SecurityGuard::Check(azure::Passage& passage, const PacketHead& head)
{
    if (!m_filter)
    {
        m_filter = std::make_unique<azure::SecurityFilter>(m_flows, m_flowIdle.GetNanoSeconds());
    }
    passage.facts = head.Facts().value_or(PacketFacts());
    passage.quoted = passage.facts.icmpError ? head.QuotedFacts() : std::nullopt;
    return m_filter->Check(*m_gate, passage, Simulator::Now().GetNanoSeconds());
}

} // namespace ns3::v6lab
