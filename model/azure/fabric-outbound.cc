// SPDX-License-Identifier: GPL-2.0-only
// Flows to the Internet that share a public address, and their answers.
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

Reason
VnetFabric::ShareSource(azure::Decision& decision, const FabricNic& from, const PacketFacts& facts)
{
    const bool ported = facts.protocol == protocol::TCP || facts.protocol == protocol::UDP;
    if (!ported || facts.fragment)
    {
        return Reason::AzureOutboundUnsupported;
    }
    decision.rewrite.sourcePort = m_sharedOutbound.Map({from.GetEstateIndex(),
                                                        facts.protocol,
                                                        facts.sourcePort,
                                                        facts.destinationPort,
                                                        facts.source,
                                                        facts.destination},
                                                       Simulator::Now().GetNanoSeconds());
    return decision.rewrite.sourcePort ? Reason::None : Reason::AzureSnatExhausted;
}

Reason
VnetFabric::FindBehindShared(azure::Decision& decision, const Ptr<Packet>& packet)
{
    const PacketHead head(packet);
    const auto facts = head.Facts();
    if (!facts || (facts->fragment && !facts->icmpError))
    {
        return Reason::AzureOutboundUnsupported;
    }
    const int64_t now = Simulator::Now().GetNanoSeconds();
    const azure::SharedOutbound::Flow* flow = nullptr;
    if (facts->icmpError)
    {
        // RFC 5508 4.2: it must quote a packet that this flow may have sent.
        const auto quoted = head.QuotedFacts();
        flow = quoted ? m_sharedOutbound.Find(quoted->protocol, quoted->sourcePort, now) : nullptr;
        const bool expected = flow && quoted->source == facts->destination &&
                              flow->remote == quoted->destination &&
                              flow->remotePort == quoted->destinationPort;
        flow = expected ? flow : nullptr;
    }
    else
    {
        flow = m_sharedOutbound.Find(facts->protocol, facts->destinationPort, now);
        const bool expected =
            flow && flow->remote == decision.rewrite.source.value_or(facts->source) &&
            flow->remotePort == decision.rewrite.sourcePort.value_or(facts->sourcePort);
        flow = expected ? flow : nullptr;
    }
    if (flow == nullptr)
    {
        return Reason::InternetNoPublicMapping;
    }
    decision.target = flow->nic;
    decision.rewrite.destination = flow->address;
    decision.rewrite.destinationPort = flow->port;
    return Reason::None;
}

} // namespace ns3::v6lab
