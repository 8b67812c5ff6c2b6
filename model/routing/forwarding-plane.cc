// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/forwarding-plane.h"

#include "model/routing/packet-bytes.h"

#include "ns3/boolean.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(ForwardingPlane);

TypeId
ForwardingPlane::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::ForwardingPlane")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<ForwardingPlane>()
            .AddAttribute("Forwarding",
                          "Forward packets of others: a router (RFC 1812); else a host (RFC 1122).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&ForwardingPlane::m_forwarding),
                          MakeBooleanChecker())
            .AddAttribute("UdpDontFragment",
                          "UDP over IPv4 carries DF while the datagram fits the known path MTU, "
                          "and is fragmented here else (Linux: IP_PMTUDISC_WANT). False: never DF.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&ForwardingPlane::m_udpDontFragment),
                          MakeBooleanChecker())
            .AddAttribute(
                "IcmpErrorRate",
                "ICMP errors a second and family in the long run (RFC 4443 2.4(f), "
                "RFC 1812 4.3.2.8); 0: no limit. Those of path-MTU discovery do not count.",
                UintegerValue(100),
                MakeUintegerAccessor(&ForwardingPlane::m_errorRate),
                MakeUintegerChecker<uint32_t>(0, 1000000))
            .AddAttribute("IcmpErrorBurst",
                          "ICMP errors at once and family.",
                          UintegerValue(100),
                          MakeUintegerAccessor(&ForwardingPlane::m_errorBurst),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddAttribute("SolicitRouters",
                          "Hosts send router solicitations (RFC 4861 6.3.7). Off, because without "
                          "advertising routers they are only noise.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&ForwardingPlane::m_solicitRouters),
                          MakeBooleanChecker())
            .AddAttribute("PendingPackets",
                          "Packets that wait for one unresolved neighbour; ns-3's own 3 would lose "
                          "the rest of a burst.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&ForwardingPlane::m_pendingPackets),
                          MakeUintegerChecker<uint32_t>(1, 1000000))
            .AddTraceSource("Hop",
                            "Whatever happens to a packet at this node: send, forward, deliver, "
                            "drop. Neighbour discovery and multicast are left out.",
                            MakeTraceSourceAccessor(&ForwardingPlane::m_hop),
                            "ns3::v6lab::PacketEventCallback")
            .AddTraceSource("Drop",
                            "A packet ended at this node, and why.",
                            MakeTraceSourceAccessor(&ForwardingPlane::m_dropped),
                            "ns3::v6lab::PacketEventCallback");
    return tid;
}

ForwardingPlane::ForwardingPlane()
    : m_nodeId(PacketEvent::FABRIC)
{
}

ForwardingPlane::~ForwardingPlane() = default;

void
ForwardingPlane::DoDispose()
{
    m_ledger = nullptr;
    Object::DoDispose();
}

void
ForwardingPlane::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

bool
ForwardingPlane::ChecksumEnabled() const
{
    if (!m_checksums)
    {
        m_checksums = Node::ChecksumEnabled();
    }
    return *m_checksums;
}

uint32_t
ForwardingPlane::GetNodeId() const
{
    if (m_nodeId == PacketEvent::FABRIC)
    {
        m_nodeId = GetObject<Node>()->GetId();
    }
    return m_nodeId;
}

void
ForwardingPlane::Report(PacketEvent& event, const Ptr<const Packet>& packet)
{
    event.node = GetNodeId();
    event.identity = PacketIdentity::Of(packet);
    m_hop(event);
    if (event.action == Action::Drop)
    {
        m_dropped(event);
    }
}

void
ForwardingPlane::OnSend(const Ptr<Packet>& packet, const PacketFacts& facts)
{
    if (m_arrival)
    {
        m_arrival->Accept(); // the answer must not stand in front of what it answers
    }
    if (m_ledger)
    {
        Stamp(packet, facts);
    }
    if (!m_hop.IsEmpty())
    {
        PacketEvent event;
        event.action = Action::Send;
        event.before = facts;
        Report(event, packet);
    }
}

void
ForwardingPlane::OnUnsent(Reason reason, const Ptr<Packet>& packet, const PacketFacts& facts)
{
    if (m_ledger)
    {
        Stamp(packet, facts);
    }
    OnDrop(reason, packet, facts);
}

void
ForwardingPlane::Stamp(const Ptr<Packet>& packet, const PacketFacts& facts)
{
    m_ledger->Stamp(packet, facts, GetNodeId());
    const auto& asked = m_arrival ? m_arrival->GetPacket() : nullptr;
    const uint32_t flow = asked ? PacketIdentity::Of(asked).GetFlow() : 0;
    if (flow == 0 || PacketIdentity::Of(packet).GetFlow() != 0)
    {
        return;
    }
    // What the stack itself answers, such as a TCP reset, belongs to the flow that it answers.
    const auto request = FactsOf(asked);
    if (request && FlowKey::Of(*request) == FlowKey::Of(facts))
    {
        packet->AddPacketTag(m_ledger->NextIdentity(flow));
    }
}

void
ForwardingPlane::StampAnswer(const Ptr<Packet>& answer,
                             const Ptr<const Packet>& about,
                             const PacketFacts& facts)
{
    const uint32_t tagged = PacketIdentity::Of(about).GetFlow();
    const uint32_t flow = tagged != 0 || !m_ledger ? tagged : m_ledger->Find(facts, GetNodeId());
    if (m_ledger && flow != 0)
    {
        answer->AddPacketTag(m_ledger->NextIdentity(flow));
    }
}

void
ForwardingPlane::OnForward(const Ptr<const Packet>& packet,
                           const PacketFacts& before,
                           const PacketFacts& after)
{
    PacketEvent event;
    event.action = Action::Forward;
    event.before = before;
    event.after = after;
    Report(event, packet);
}

void
ForwardingPlane::OnTunnel(Action action,
                          const Ptr<const Packet>& packet,
                          const PacketFacts& before,
                          const PacketFacts& after)
{
    PacketEvent event;
    event.action = action;
    event.before = before;
    event.after = after;
    Report(event, packet);
}

void
ForwardingPlane::OnTranslate(const Ptr<const Packet>& packet,
                             const PacketFacts& before,
                             const PacketFacts& after,
                             const char* rule)
{
    PacketEvent event;
    event.action = Action::Translate;
    event.before = before;
    event.after = after;
    event.rule = rule;
    Report(event, packet);
}

void
ForwardingPlane::OnDrop(Reason reason, const Ptr<const Packet>& packet, const PacketFacts& facts)
{
    OnDeny(reason, packet, facts, nullptr);
}

void
ForwardingPlane::OnDeny(Reason reason,
                        const Ptr<const Packet>& packet,
                        const PacketFacts& facts,
                        const char* rule)
{
    if (IsWatched())
    {
        PacketEvent event;
        event.action = Action::Drop;
        event.reason = reason;
        event.before = facts;
        event.rule = rule;
        Report(event, packet);
    }
}

bool
ForwardingPlane::IsFirstSightOf(uint32_t ifIndex)
{
    if (ifIndex >= m_seenDevices.size())
    {
        m_seenDevices.resize(ifIndex + 1, false);
    }
    const bool seen = m_seenDevices[ifIndex];
    m_seenDevices[ifIndex] = true;
    return !seen;
}

bool
ForwardingPlane::IsFirstSightOfPort(uint16_t port)
{
    return m_seenPorts.insert(port).second;
}

bool
ForwardingPlane::MaySendError(Family family)
{
    if (!m_limits)
    {
        const TokenBucket bucket(m_errorRate, m_errorBurst);
        m_limits.reset(new Limits{bucket, bucket});
    }
    auto& bucket = family == Family::V4 ? m_limits->v4 : m_limits->v6;
    return bucket.Take(Simulator::Now().GetNanoSeconds());
}

void
ForwardingPlane::LearnPathMtu(const IpAddress& destination,
                              uint32_t reported,
                              uint32_t quotedLength)
{
    if (!m_pathMtus)
    {
        m_pathMtus = std::make_unique<PathMtuCache>();
    }
    m_pathMtus->Learn(destination, reported, quotedLength, Simulator::Now().GetNanoSeconds());
}

uint32_t
ForwardingPlane::GetPathMtu(const IpAddress& destination) const
{
    return m_pathMtus ? m_pathMtus->Get(destination, Simulator::Now().GetNanoSeconds()) : 0;
}

Arrival::Arrival(ForwardingPlane& plane, const Ptr<const Packet>& packet, bool quiet)
    : m_plane(plane),
      m_packet(packet),
      m_outer(plane.m_arrival),
      m_settled(quiet)
{
    plane.m_arrival = this;
}

Arrival::~Arrival()
{
    m_plane.m_arrival = m_outer;
    Accept();
}

void
Arrival::Accept()
{
    if (m_settled)
    {
        return;
    }
    m_settled = true;
    const auto facts = m_plane.m_hop.IsEmpty() ? std::nullopt : FactsOf(m_packet);
    if (facts)
    {
        PacketEvent event;
        event.action = Action::Deliver;
        event.before = *facts;
        m_plane.Report(event, m_packet);
    }
}

void
Arrival::Refuse(Reason reason)
{
    const auto facts = m_settled ? std::nullopt : FactsOf(m_packet);
    m_settled = true;
    if (facts)
    {
        m_plane.OnDrop(reason, m_packet, *facts);
    }
}

} // namespace ns3::v6lab
