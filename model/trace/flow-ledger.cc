// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/flow-ledger.h"

#include "ns3/assert.h"

#include <tuple>
#include <utility>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(FlowLedger);

FlowKey
FlowKey::Of(const PacketFacts& facts)
{
    FlowKey key{facts.source,
                facts.destination,
                facts.sourcePort,
                facts.destinationPort,
                facts.protocol};
    if (std::tie(key.high, key.highPort) < std::tie(key.low, key.lowPort))
    {
        std::swap(key.low, key.high);
        std::swap(key.lowPort, key.highPort);
    }
    return key;
}

size_t
FlowKeyHash::operator()(const FlowKey& key) const noexcept
{
    const std::hash<IpAddress> hash;
    const size_t ports = size_t{key.lowPort} << 24 ^ size_t { key.highPort } << 8 ^ key.protocol;
    return hash(key.low) ^ (hash(key.high) * 3) ^ (ports * 0x9e3779b97f4a7c15ULL);
}

const char*
ToWord(Outcome outcome)
{
    switch (outcome)
    {
    case Outcome::Delivered:
        return "delivered";
    case Outcome::Partial:
        return "partial";
    case Outcome::Failed:
        break;
    }
    return "failed";
}

TypeId
FlowLedger::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::FlowLedger")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<FlowLedger>();
    return tid;
}

uint32_t
FlowLedger::Open(const FlowRecord& record)
{
    m_flows.push_back(record);
    return static_cast<uint32_t>(m_flows.size());
}

void
FlowLedger::Bind(uint32_t flow, const FlowKey& key)
{
    m_byKey[key] = flow;
}

PacketIdentity
FlowLedger::NextIdentity(uint32_t flow)
{
    return PacketIdentity(flow, ++m_lastPacket);
}

void
FlowLedger::Stamp(const Ptr<const Packet>& packet, const PacketFacts& facts)
{
    if (PacketIdentity::Of(packet).GetFlow() != 0)
    {
        return;
    }
    if (const uint32_t flow = Find(facts))
    {
        packet->AddPacketTag(NextIdentity(flow));
    }
}

uint32_t
FlowLedger::Find(const PacketFacts& facts) const
{
    const auto found = m_byKey.find(FlowKey::Of(facts));
    return found == m_byKey.end() ? 0 : found->second;
}

FlowRecord&
FlowLedger::Get(uint32_t flow)
{
    NS_ASSERT_MSG(flow >= 1 && flow <= m_flows.size(), "flow " << flow << " was never opened");
    return m_flows[flow - 1];
}

const std::vector<FlowRecord>&
FlowLedger::GetFlows() const
{
    return m_flows;
}

void
FlowLedger::OnDrop(const PacketEvent& event)
{
    const uint32_t tagged = event.identity.GetFlow();
    const uint32_t flow = tagged != 0 ? tagged : Find(event.before);
    if (flow != 0)
    {
        Get(flow).reason = event.reason;
    }
}

} // namespace ns3::v6lab
