// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/vnet-fabric.h"

#include "model/core/azure/rewrite.h"
#include "model/core/special-addresses.h"
#include "model/trace/raw-header.h"

#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VnetFabric);

TypeId
VnetFabric::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::VnetFabric")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<VnetFabric>()
            .AddAttribute("VnetDelay",
                          "One way within a virtual network (T1).",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&VnetFabric::m_vnetDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("PeeringDelay",
                          "One way between peered networks of one region (P8).",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&VnetFabric::m_peeringDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("GlobalPeeringDelay",
                          "One way between peered networks of two regions.",
                          TimeValue(MilliSeconds(40)),
                          MakeTimeAccessor(&VnetFabric::m_globalPeeringDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("InternetDelay",
                          "One way to, from or over the public internet.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&VnetFabric::m_internetDelay),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("NicDataRate",
                          "Egress limit of NICs that set none themselves (T3); 0bps: unlimited.",
                          DataRateValue(DataRate(1'000'000'000)),
                          MakeDataRateAccessor(&VnetFabric::m_nicDataRate),
                          MakeDataRateChecker())
            .AddAttribute("NicQueuePackets",
                          "Packets that may wait in front of that limit.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&VnetFabric::m_nicQueuePackets),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SecurityFlowIdle",
                          "How long network security groups remember a flow that is idle [K].",
                          TimeValue(Seconds(240)),
                          MakeTimeAccessor(&VnetFabric::SetSecurityFlowIdle,
                                           &VnetFabric::GetSecurityFlowIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute(
                "SecurityFlows",
                "Flows that network security groups remember in all [K].",
                UintegerValue(1'000'000),
                MakeUintegerAccessor(&VnetFabric::SetSecurityFlows, &VnetFabric::GetSecurityFlows),
                MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Hop",
                            "Something happened to a packet: translated or dropped.",
                            MakeTraceSourceAccessor(&VnetFabric::m_hop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("Drop",
                            "A packet was dropped, and why.",
                            MakeTraceSourceAccessor(&VnetFabric::m_drop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("NicPacket",
                            "A packet passes the NIC of a virtual network, or is refused there.",
                            MakeTraceSourceAccessor(&VnetFabric::m_nicPacket),
                            "ns3::v6lab::NicPacketCallback");
    return tid;
}

VnetFabric::VnetFabric() = default;
VnetFabric::~VnetFabric() = default;

void
VnetFabric::DoDispose()
{
    m_delivery.reset();
    m_nics.clear();
    m_internetNics.clear();
    Object::DoDispose();
}

azure::Estate&
VnetFabric::EditEstate()
{
    m_delivery.reset();
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

void
VnetFabric::SetSecurityFlowIdle(Time idle)
{
    m_guard.SetFlowIdle(idle);
}

Time
VnetFabric::GetSecurityFlowIdle() const
{
    return m_guard.GetFlowIdle();
}

void
VnetFabric::SetSecurityFlows(uint32_t flows)
{
    m_guard.SetFlows(flows);
}

uint32_t
VnetFabric::GetSecurityFlows() const
{
    return m_guard.GetFlows();
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
    azure::Decision decision = Decide(from, *ends, packet);
    const auto leaves = Leaves(from, decision, packet);
    if (from.GetSide() == FabricNic::Side::Azure)
    {
        NoteNic(from.GetEstateIndex(), azure::RuleDirection::Outbound, packet, {}, leaves);
    }
    if (IsRefused(leaves, from, packet))
    {
        return;
    }
    if (!Judge(decision, from, packet))
    {
        return Drop(decision.reason, from, packet, PacketEvent::FABRIC);
    }
    const auto enters = m_guard.Enters(decision, packet);
    if (decision.kind == azure::Decision::Kind::ToNic)
    {
        NoteNic(decision.target, azure::RuleDirection::Inbound, packet, decision.rewrite, enters);
    }
    if (IsRefused(enters, from, packet))
    {
        return;
    }
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
    auto decision = delivery.FromNic(from.GetEstateIndex(), ends.source, ends.destination);
    if (decision.reason == Reason::AzureOutboundSourceNotOwned && IsAsymmetricReturn(from, packet))
    {
        decision.reason = Reason::AzureAsymmetricReturn;
    }
    return decision;
}

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
                        facts->destinationPort,
                        rewrite.sourcePort.value_or(facts->sourcePort),
                        rewrite.destination.value_or(facts->destination),
                        remote},
                       Simulator::Now().GetNanoSeconds());
    }
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
    return decision.reason == Reason::None;
}

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

Ptr<Packet>
VnetFabric::Translate(const azure::Decision& decision,
                      const FabricNic& from,
                      const Ptr<Packet>& packet)
{
    auto copy = packet->Copy(); // the sender may still hold its own
    if (decision.rewrite.IsEmpty())
    {
        return copy;
    }
    std::array<uint8_t, 512> bytes;
    const size_t head = copy->CopyData(bytes.data(), bytes.size());
    const size_t span = std::min(head, azure::RewriteSpan(bytes.data(), head));
    azure::Apply(decision.rewrite, bytes.data(), span, Node::ChecksumEnabled());
    copy->RemoveAtStart(span);
    copy->AddHeader(RawHeader({bytes.begin(), bytes.begin() + span}));
    if (!m_hop.IsEmpty())
    {
        PacketEvent event;
        event.action = Action::Translate;
        event.near = from.GetNodeId();
        event.identity = PacketIdentity::Of(copy);
        event.before = PacketHead(packet).Facts().value_or(PacketFacts());
        event.after = PacketHead(copy).Facts();
        m_hop(event);
    }
    return copy;
}

void
VnetFabric::Drop(Reason reason,
                 const FabricNic& from,
                 const Ptr<Packet>& packet,
                 uint32_t node,
                 const char* rule)
{
    if (m_hop.IsEmpty() && m_drop.IsEmpty())
    {
        return;
    }
    PacketEvent event;
    event.action = Action::Drop;
    event.reason = reason;
    event.node = node;
    event.near = from.GetNodeId();
    event.identity = PacketIdentity::Of(packet);
    event.before = PacketHead(packet).Facts().value_or(PacketFacts());
    event.rule = rule;
    m_hop(event);
    m_drop(event);
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

int64_t
VnetFabric::DelayOf(azure::Crossing crossing) const
{
    switch (crossing)
    {
    case azure::Crossing::Vnet:
        return m_vnetDelay.GetNanoSeconds();
    case azure::Crossing::Peering:
        return m_peeringDelay.GetNanoSeconds();
    case azure::Crossing::GlobalPeering:
        return m_globalPeeringDelay.GetNanoSeconds();
    default:
        return m_internetDelay.GetNanoSeconds();
    }
}

} // namespace ns3::v6lab
