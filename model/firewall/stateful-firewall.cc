// SPDX-License-Identifier: GPL-2.0-only
#include "model/firewall/stateful-firewall.h"

#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t HEAD = 192; //!< the longest headers that are looked at, a quoted packet's too

/** What neighbours say to each other on their link; none of it is forwarded. */
bool
StaysOnLink(const PacketFacts& facts)
{
    const IpAddress& to = facts.destination;
    const bool discovery = facts.protocol == protocol::ICMPV6 && facts.icmpType >= 133 &&
                           facts.icmpType <= 137; // RFC 4861 4
    return discovery || to.IsMulticast() || to.IsLinkLocal() || facts.source.IsLinkLocal() ||
           facts.source.IsUnspecified() || (to.IsV4() && to.ToV4() == 0xffffffff);
}

/** What an ICMP error is about, behind a header without extensions. */
std::optional<PacketFacts>
QuotedIn(const uint8_t* head, size_t size)
{
    const size_t start = (head[0] >> 4 == 4 ? 4u * (head[0] & 0x0f) : 40u) + 8;
    return start < size ? ReadFacts(head + start, size - start) : std::nullopt;
}

} // namespace

StatefulFirewall::StatefulFirewall() = default;
StatefulFirewall::~StatefulFirewall() = default;

void
StatefulFirewall::DoDispose()
{
    if (m_plane)
    {
        m_plane->SetGate(nullptr);
    }
    m_plane = nullptr;
    Object::DoDispose();
}

void
StatefulFirewall::AddCollection(const FirewallCollection& collection)
{
    m_rules.collections.push_back(collection);
}

void
StatefulFirewall::AddDnatCollection(const FirewallDnatCollection& collection)
{
    m_rules.dnat.push_back(collection);
}

void
StatefulFirewall::AddSnatAddress(const IpAddress& address)
{
    m_rules.snatAddresses.push_back(address);
}

void
StatefulFirewall::AddPrivateRange(const Prefix& prefix)
{
    m_rules.privateRanges.push_back(prefix);
}

void
StatefulFirewall::SetZone(const Ptr<NetDevice>& device, FirewallZone zone)
{
    m_zones[device->GetIfIndex()] = zone;
}

FirewallZone
StatefulFirewall::ZoneOf(const Ptr<NetDevice>& device) const
{
    const auto zone = m_zones.empty() ? m_zones.end() : m_zones.find(device->GetIfIndex());
    return zone == m_zones.end() ? FirewallZone{0} : zone->second;
}

void
StatefulFirewall::Attach(const Ptr<Node>& node)
{
    const auto plane = node->GetObject<ForwardingPlane>();
    if (!plane)
    {
        throw std::invalid_argument("a firewall needs a node with v6lab's stack (StackHelper)");
    }
    if (plane->GetGate())
    {
        throw std::invalid_argument("a node has one firewall at most");
    }
    m_core = std::make_unique<Firewall>(MakeSettings());
    m_plane = plane;
    m_plane->SetGate(this);
    node->AggregateObject(this);
}

void
StatefulFirewall::OnJudged(const FirewallVerdict&, const PacketFacts&)
{
}

bool
StatefulFirewall::IsExempt(const PacketFacts& facts, const Ptr<NetDevice>&, bool) const
{
    return StaysOnLink(facts);
}

void
StatefulFirewall::RefuseRest(const PacketFacts& first, Reason reason)
{
    m_core->Refuse(first, reason, Simulator::Now().GetNanoSeconds());
}

bool
StatefulFirewall::IsRefused(const PacketFacts& later) const
{
    return m_core->IsRefused(later, Simulator::Now().GetNanoSeconds());
}

Reason
StatefulFirewall::Named(Reason reason) const
{
    return reason;
}

void
StatefulFirewall::Place(FirewallPacket& packet, const Ptr<NetDevice>& device, bool own) const
{
    packet.zone = ZoneOf(device);
    packet.own = own;
}

void
StatefulFirewall::Note(const FirewallPacket& packet)
{
    m_core->Judge(packet, Simulator::Now().GetNanoSeconds());
}

Passage
StatefulFirewall::Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own)
{
    const auto packet = Read(frame);
    const bool judged = packet && !IsExempt(packet->facts, device, own);
    return judged ? Judge(*packet, frame, device, own) : Passage();
}

std::optional<FirewallPacket>
StatefulFirewall::Read(const Ptr<const Packet>& frame)
{
    uint8_t head[HEAD];
    const uint32_t size = frame->CopyData(head, HEAD);
    const auto facts = ReadFacts(head, size);
    if (!facts)
    {
        return std::nullopt;
    }
    FirewallPacket packet{*facts};
    packet.quoted = facts->icmpError ? QuotedIn(head, size) : std::nullopt;
    return packet;
}

Passage
StatefulFirewall::Judge(FirewallPacket packet,
                        const Ptr<const Packet>& frame,
                        const Ptr<NetDevice>& device,
                        bool own)
{
    Place(packet, device, own);
    const auto verdict = m_core->Judge(packet, Simulator::Now().GetNanoSeconds());
    OnJudged(verdict, packet.facts);
    return PassageOf(verdict, frame, packet.facts);
}

Passage
StatefulFirewall::PassageOf(const FirewallVerdict& verdict,
                            const Ptr<const Packet>& frame,
                            const PacketFacts& facts)
{
    Passage passage;
    const char* rule = verdict.rule ? verdict.rule->name.c_str() : nullptr;
    if (verdict.reason != Reason::None)
    {
        m_plane->OnDeny(Named(verdict.reason), frame, facts, rule);
        passage.way = Passage::Way::Ended;
    }
    else if (!verdict.rewrite.IsEmpty())
    {
        passage.way = Passage::Way::Translated;
        passage.rewrite = verdict.rewrite;
        passage.rule = rule;
    }
    return passage;
}

} // namespace ns3::v6lab
