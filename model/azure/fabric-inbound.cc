// SPDX-License-Identifier: GPL-2.0-only
// R19: flows from the Internet whose answers leave by an appliance.
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

/** R19: whether an appliance's NIC sends out the answer, or an ICMP error, to a noted flow. */
bool
VnetFabric::IsAsymmetricReturn(const FabricNic& from, const Ptr<Packet>& packet)
{
    const PacketHead head(packet);
    const auto facts = head.Facts();
    if (!facts || m_inbound.Size() == 0)
    {
        return false;
    }
    const auto quoted = facts->icmpError ? head.QuotedFacts() : std::nullopt;
    const auto owner = GetDelivery().NearestOwner(from.GetEstateIndex(), facts->source);
    azure::NicFlow flow{owner,
                        facts->protocol,
                        facts->sourcePort,
                        facts->destinationPort,
                        facts->source,
                        facts->destination};
    if (quoted) // went the other way
    {
        flow.protocol = quoted->protocol;
        flow.port = quoted->destinationPort;
        flow.remotePort = quoted->sourcePort;
    }
    return m_inbound.Recall(flow, Simulator::Now().GetNanoSeconds());
}

/** R19: notes what comes in by a public address if its answers will not go out there. */
void
VnetFabric::NoteInbound(const azure::Decision& decision, const Ptr<Packet>& packet)
{
    const auto facts = PacketHead(packet).Facts();
    if (!facts || decision.sharedDestination)
    {
        return;
    }
    const auto& rewrite = decision.rewrite;
    const IpAddress remote = rewrite.source.value_or(facts->source);
    if (GetDelivery().LeavesElsewhere(decision.target, remote))
    {
        m_inbound.Note({decision.target,
                        facts->protocol,
                        rewrite.destinationPort.value_or(facts->destinationPort),
                        rewrite.sourcePort.value_or(facts->sourcePort),
                        rewrite.destination.value_or(facts->destination),
                        remote},
                       Simulator::Now().GetNanoSeconds());
    }
}

} // namespace ns3::v6lab
