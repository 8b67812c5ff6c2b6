// SPDX-License-Identifier: GPL-2.0-only
// NAT64 of NAT gateways (D4): packets for 64:ff9b::/96 leave as IPv4, answers come back as IPv6.
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

GatewayNat64&
VnetFabric::GetNat64(azure::Index gateway)
{
    m_nat64.resize(std::max<size_t>(m_nat64.size(), gateway + 1));
    if (!m_nat64[gateway])
    {
        m_nat64[gateway] = std::make_unique<GatewayNat64>(m_estate.natGateways[gateway].settings);
    }
    return *m_nat64[gateway];
}

void
VnetFabric::CarryTo4(FabricNic& from, const Ptr<Packet>& packet, azure::Index gateway)
{
    const auto facts = PacketHead(packet).Facts();
    const bool carried =
        facts && !facts->fragment &&
        (facts->protocol == protocol::TCP || facts->protocol == protocol::UDP || facts->icmpError);
    if (!carried)
    {
        return Drop(Reason::AzureOutboundUnsupported, from, packet, PacketEvent::FABRIC);
    }
    const auto result = GetNat64(gateway).Translate(packet, Simulator::Now().GetNanoSeconds());
    for (const auto& error : result.errors)
    {
        Inject(from, error, m_vnetDelay.GetNanoSeconds());
    }
    if (result.reason != Reason::None)
    {
        return Drop(result.reason, from, packet, PacketEvent::FABRIC);
    }
    for (const auto& made : result.packets)
    {
        const auto ends = Ends::Of(made, ETHERTYPE_V4);
        ReportTranslation(from, packet, made);
        auto decision = GetDelivery().FromInternet(ends->source, ends->destination);
        if (!Judge(decision, from, made))
        {
            Drop(decision.reason, from, made, PacketEvent::FABRIC);
        }
        else if (!IsRefused(m_guard.Enters(decision, made), from, made))
        {
            Send(from, decision, made, ETHERTYPE_V4);
        }
    }
}

bool
VnetFabric::CarryTo6(FabricNic& from, const Ptr<Packet>& packet)
{
    const PacketHead head(packet);
    const auto facts = head.Facts();
    const auto quoted = facts && facts->icmpError ? head.QuotedFacts() : std::nullopt;
    const auto gateway = std::find_if(m_nat64.begin(), m_nat64.end(), [&](const auto& one) {
        return one && facts && one->Knows(*facts, quoted);
    });
    if (gateway == m_nat64.end())
    {
        return false;
    }
    const auto result = (*gateway)->Translate(packet, Simulator::Now().GetNanoSeconds());
    for (const auto& error : result.errors)
    {
        Inject(from, error, m_internetDelay.GetNanoSeconds());
    }
    if (result.reason != Reason::None)
    {
        Drop(result.reason, from, packet, PacketEvent::FABRIC);
    }
    const auto& place = m_estate.natGateways[static_cast<size_t>(gateway - m_nat64.begin())];
    for (const auto& made : result.packets)
    {
        const auto ends = Ends::Of(made, ETHERTYPE_V6);
        azure::Decision decision;
        decision.kind = azure::Decision::Kind::ToNic;
        decision.crossing = azure::Crossing::Internet;
        decision.target = GetDelivery().FindOwner(m_estate.subnets[place.subnets.front()].vnet,
                                                  ends->destination);
        ReportTranslation(from, packet, made);
        if (decision.target == azure::NOTHING)
        {
            Drop(Reason::AzureNoSuchAddress, from, made, PacketEvent::FABRIC);
        }
        else if (!IsRefused(m_guard.Enters(decision, made), from, made))
        {
            Send(from, decision, made, ETHERTYPE_V6);
        }
    }
    return true;
}

} // namespace ns3::v6lab
