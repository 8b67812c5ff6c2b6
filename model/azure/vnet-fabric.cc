// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/vnet-fabric.h"

#include "model/core/special-addresses.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

VnetFabric::VnetFabric() = default;
VnetFabric::~VnetFabric() = default;

void
VnetFabric::DoDispose()
{
    m_prober.reset();
    for (auto& event : m_idleEvents)
    {
        event.Cancel();
    }
    m_delivery.reset();
    m_nics.clear();
    m_internetNics.clear();
    Object::DoDispose();
}

azure::Estate&
VnetFabric::EditEstate()
{
    m_delivery.reset();
    m_sharedSources.Reload();
    m_guard.Reload();
    return m_estate;
}

Ptr<FabricNic>
VnetFabric::Attach(const Ptr<ns3::Node>& node, azure::Index nic)
{
    NS_ASSERT_MSG(nic < m_estate.nics.size(), "The estate has no such NIC");
    auto device = CreateObject<FabricNic>();
    device->Connect(this, FabricNic::Side::Azure, nic);
    node->AddDevice(device);
    m_nics.resize(std::max<size_t>(m_nics.size(), nic + 1));
    m_nics[nic] = PeekPointer(device);
    return device;
}

Ptr<FabricNic>
VnetFabric::AttachInternet(const Ptr<ns3::Node>& node, const azure::InternetHost& host)
{
    auto device = CreateObject<FabricNic>();
    auto& hosts = EditEstate().internetHosts;
    device->Connect(this, FabricNic::Side::Internet, static_cast<azure::Index>(hosts.size()));
    hosts.push_back(host);
    node->AddDevice(device);
    m_internetNics.resize(hosts.size());
    m_internetNics.back() = PeekPointer(device);
    return device;
}

void
VnetFabric::Detach(const FabricNic& nic)
{
    auto& list = nic.GetSide() == FabricNic::Side::Azure ? m_nics : m_internetNics;
    if (nic.GetEstateIndex() < list.size())
    {
        list[nic.GetEstateIndex()] = nullptr;
    }
}

std::vector<azure::EffectiveRoute>
VnetFabric::GetEffectiveRoutes(azure::Index nic) const
{
    return azure::EffectiveRoutes(m_estate, m_estate.nics[nic].subnet);
}

azure::Delivery&
VnetFabric::GetDelivery()
{
    if (!m_delivery)
    {
        m_delivery = std::make_unique<azure::Delivery>(m_estate);
    }
    return *m_delivery;
}

void
VnetFabric::Carry(FabricNic& from, const Ptr<Packet>& packet, uint16_t protocol)
{
    const auto ends = Ends::Of(packet, protocol);
    if (!ends)
    {
        return Drop(Reason::MalformedHeader, from, packet, PacketEvent::FABRIC);
    }
    if (m_prober && from.GetSide() == FabricNic::Side::Azure && IsToProber(*ends) &&
        m_prober->Take(from.GetEstateIndex(), packet))
    {
        return;
    }
    if (StaysOnLink(*ends))
    {
        const auto facts = PacketHead(packet).Facts();
        if (!facts || !IsLinkControl(*facts))
        {
            Drop(IsPlatformAddress(ends->destination) ? Reason::AzurePlatformAddress
                                                      : Reason::AzureNotRoutable,
                 from,
                 packet,
                 PacketEvent::FABRIC);
        }
        return;
    }
    Route(from, *ends, packet, protocol);
}

void
VnetFabric::Route(FabricNic& from, const Ends& ends, const Ptr<Packet>& packet, uint16_t protocol)
{
    azure::Decision decision = Decide(from, ends, packet);
    const auto leaves = Leaves(from, decision, packet);
    if (from.GetSide() == FabricNic::Side::Azure)
    {
        NoteNic(from.GetEstateIndex(), azure::RuleDirection::Outbound, packet, {}, leaves);
    }
    if (IsRefused(leaves, from, packet))
    {
        return;
    }
    if (decision.nat64 != azure::NOTHING)
    {
        return CarryTo4(from, packet, decision.nat64);
    }
    if (!Judge(decision, from, packet))
    {
        if (decision.reason == Reason::InternetNoPublicMapping && CarryTo6(from, packet))
        {
            return;
        }
        return Drop(decision.reason, from, packet, PacketEvent::FABRIC);
    }
    const auto enters = decision.endpoint == azure::NOTHING
                            ? m_guard.Enters(decision, packet)
                            : m_guard.EntersEndpoint(decision.endpoint, packet); // R8
    if (decision.kind == azure::Decision::Kind::ToNic)
    {
        NoteNic(decision.target, azure::RuleDirection::Inbound, packet, decision.rewrite, enters);
    }
    if (IsRefused(enters, from, packet))
    {
        return;
    }
    if (IsClosedFrontend(decision))
    {
        return Drop(Reason::AzurePublicAddressClosed, from, packet, PacketEvent::FABRIC);
    }
    Send(from, decision, packet, protocol);
}

void
VnetFabric::Send(FabricNic& from,
                 azure::Decision& decision,
                 const Ptr<Packet>& packet,
                 uint16_t protocol)
{
    FabricNic* target = FindTarget(decision);
    if (target == nullptr)
    {
        return Drop(Reason::AzureNoSuchAddress, from, packet, PacketEvent::FABRIC);
    }
    const int64_t now = Simulator::Now().GetNanoSeconds();
    const auto departure =
        from.Admit(packet->GetSize(), now, m_nicDataRate.GetBitRate(), m_nicQueuePackets);
    if (!departure)
    {
        return Drop(Reason::QueueFull, from, packet, from.GetNodeId());
    }
    if (decision.kind == azure::Decision::Kind::ToNic &&
        decision.crossing == azure::Crossing::Internet)
    {
        NoteInbound(decision, packet);
    }
    Simulator::ScheduleWithContext(target->GetNodeId(),
                                   NanoSeconds(*departure - now + DelayOf(decision.crossing)),
                                   &FabricNic::Receive,
                                   target,
                                   Translate(decision, from, packet),
                                   protocol);
}

azure::Decision
VnetFabric::Decide(const FabricNic& from, const Ends& ends, const Ptr<Packet>& packet)
{
    auto& delivery = GetDelivery();
    if (from.GetSide() == FabricNic::Side::Internet)
    {
        if (const auto facts = PacketHead(packet).Facts(); facts && !IsPublic(ends.destination))
        {
            const int64_t now = Simulator::Now().GetNanoSeconds();
            if (const auto answer = m_services.Answer(from.GetEstateIndex(), *facts, now))
            {
                return *answer; // R8, R9
            }
        }
        return delivery.FromInternet(ends.source, ends.destination);
    }
    const Named named = NameOf(from, ends, packet);
    const auto& answer = named.answer;
    auto decision = delivery.FromNic(
        from.GetEstateIndex(),
        named.source,
        ends.destination,
        answer && answer->isPublic ? std::optional<IpAddress>(answer->frontend) : std::nullopt);
    if (decision.choices != nullptr)
    {
        decision.target = (*decision.choices)[FlowHash(packet) % decision.choices->size()];
    }
    // What a user-defined route leads to an appliance never gets back to a public frontend.
    const bool lost = answer && answer->isPublic && decision.crossing != azure::Crossing::Internet;
    if (answer && !lost && decision.reason == Reason::None)
    {
        decision.rewrite.source = answer->rewrite.source;
        decision.rewrite.sourcePort = answer->rewrite.sourcePort;
        const PacketHead head(packet);
        const auto facts = head.Facts();
        NoteEnds(answer->balancer,
                 {answer->balancer, facts->destination, facts->destinationPort, facts->sourcePort},
                 head,
                 true);
    }
    if (decision.reason == Reason::AzureOutboundSourceNotOwned && IsAsymmetricReturn(from, packet))
    {
        decision.reason = Reason::AzureAsymmetricReturn;
    }
    return decision;
}

/** A packet that its NIC must not send at all is not worth the question. */
azure::SecurityVerdict
VnetFabric::Leaves(const FabricNic& from,
                   const azure::Decision& decision,
                   const Ptr<Packet>& packet)
{
    const bool asks = from.GetSide() == FabricNic::Side::Azure &&
                      decision.reason != Reason::AzureSourceNotOwned &&
                      decision.reason != Reason::AzurePlatformAddress;
    return asks ? m_guard.Leaves(from.GetEstateIndex(), packet) : azure::SecurityVerdict();
}

bool
VnetFabric::IsRefused(const azure::SecurityVerdict& verdict,
                      const FabricNic& from,
                      const Ptr<Packet>& packet)
{
    if (verdict.Passes())
    {
        return false;
    }
    const auto* deciding = verdict.Deciding();
    const std::string rule = deciding ? azure::RuleText(m_estate, *deciding) : "";
    Drop(verdict.reason, from, packet, PacketEvent::FABRIC, deciding ? rule.c_str() : nullptr);
    return true;
}

bool
VnetFabric::Judge(azure::Decision& decision, const FabricNic& from, const Ptr<Packet>& packet)
{
    if (decision.kind == azure::Decision::Kind::Drop)
    {
        return false;
    }
    if (packet->GetSize() > from.GetMtu())
    {
        decision.reason = Reason::PacketTooBig;
        return false;
    }
    if (decision.keepsPrivate)
    {
        const auto facts = PacketHead(packet).Facts();
        decision.reason = facts ? m_services.Begin(decision,
                                                   from.GetEstateIndex(),
                                                   *facts,
                                                   Simulator::Now().GetNanoSeconds())
                                : Reason::MalformedHeader;
    }
    if (decision.sharedSource)
    {
        const auto facts = PacketHead(packet).Facts();
        decision.reason = facts ? ShareSource(decision, from, *facts) : Reason::MalformedHeader;
    }
    if (decision.sharedDestination && decision.reason == Reason::None)
    {
        decision.reason = FindBehindShared(decision, packet);
    }
    if (decision.balancer != azure::NOTHING && decision.reason == Reason::None)
    {
        decision.reason = Balance(decision, from, packet);
    }
    return decision.reason == Reason::None;
}

void
VnetFabric::NoteNic(azure::Index nic,
                    azure::RuleDirection direction,
                    const Ptr<Packet>& packet,
                    const azure::Rewrite& rewrite,
                    const azure::SecurityVerdict& verdict)
{
    if (m_nicPacket.IsEmpty())
    {
        return;
    }
    PacketHead head(packet);
    head.Apply(rewrite);
    if (const auto facts = head.Facts())
    {
        m_nicPacket({nic, direction, *facts, verdict});
    }
}

FabricNic*
VnetFabric::FindTarget(const azure::Decision& decision) const
{
    const auto& list = decision.kind == azure::Decision::Kind::ToNic ? m_nics : m_internetNics;
    return decision.target < list.size() ? list[decision.target] : nullptr;
}

} // namespace ns3::v6lab
