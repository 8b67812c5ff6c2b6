// SPDX-License-Identifier: GPL-2.0-only
// Flows to the Internet that share a public address, and their answers.
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

Reason
VnetFabric::ShareSource(azure::Decision& decision, const FabricNic& from, const PacketFacts& facts)
{
    const auto mapping =
        m_sharedSources.Outbound(from.GetEstateIndex(), facts, Simulator::Now().GetNanoSeconds());
    if (mapping.reason == Reason::None)
    {
        decision.rewrite.source = mapping.address;
        decision.rewrite.sourcePort = mapping.port;
    }
    return mapping.reason;
}

Reason
VnetFabric::FindBehindShared(azure::Decision& decision, const Ptr<Packet>& packet)
{
    PacketHead head(packet);
    head.Apply(decision.rewrite); // what another shared address has made of it
    const auto facts = head.Facts();
    if (!facts)
    {
        return Reason::MalformedHeader;
    }
    std::optional<azure::SnatInside> inside;
    if (facts->icmpError)
    {
        // RFC 5508 4.2: it must quote a packet that this flow may have sent.
        const auto quoted = head.QuotedFacts();
        const bool own = quoted && quoted->source == facts->destination;
        inside = own ? m_sharedSources.FindBehind(*quoted) : std::nullopt;
    }
    else if (!facts->fragment)
    {
        inside = m_sharedSources.Inbound(*facts, Simulator::Now().GetNanoSeconds());
    }
    if (inside)
    {
        decision.target = inside->nic;
        decision.rewrite.destination = inside->address;
        decision.rewrite.destinationPort = inside->port;
        decision.balancer = azure::NOTHING;
        return Reason::None;
    }
    if (decision.balancer != azure::NOTHING) // a frontend has rules for others, too
    {
        decision.sharedDestination = false;
        return Reason::None;
    }
    return facts->fragment && !facts->icmpError ? Reason::AzureOutboundUnsupported
                                                : Reason::InternetNoPublicMapping;
}

} // namespace ns3::v6lab
