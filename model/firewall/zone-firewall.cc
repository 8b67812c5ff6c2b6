// SPDX-License-Identifier: GPL-2.0-only
#include "model/firewall/zone-firewall.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(ZoneFirewall);

namespace
{

constexpr uint8_t DONT_FRAGMENT = 0x40; //!< RFC 791 3.1, byte 6
constexpr size_t V6_HEADER = 40;        //!< RFC 8200 3

bool
IsFirstOfV6(const PacketFacts& facts)
{
    return facts.family == Family::V6 && facts.fragment && !facts.laterFragment;
}

/**
 * To the router itself OpenWrt's Allow-DHCPv6, Allow-MLD and what of Allow-ICMPv6-Input neighbours
 * say to each other, redirects too; and what is for many, which only those get who joined them.
 */
bool
StaysOnLink(const PacketFacts& facts, bool own)
{
    const IpAddress& to = facts.destination;
    const bool neighbours = facts.protocol == protocol::ICMPV6 &&
                            ((facts.icmpType >= 130 && facts.icmpType <= 137) ||
                             facts.icmpType == 143); // RFC 2710 3, RFC 4861 4, RFC 3810 5.2
    const bool leases = facts.protocol == protocol::UDP && to.IsV6() && !facts.laterFragment &&
                        facts.destinationPort == 546; // RFC 8415 7.2
    return (own && (neighbours || leases)) || to.IsMulticast() || facts.source.IsUnspecified() ||
           (to.IsV4() && to.ToV4() == 0xffffffff);
}

bool
IsIcmpAnswer(const PacketFacts& facts)
{
    return facts.icmpError || (facts.protocol == protocol::ICMPV4 && facts.icmpType == 0) ||
           (facts.protocol == protocol::ICMPV6 && facts.icmpType == 129);
}

/** Errors and later fragments tell no port: the translator knows whether they are its own. */
bool
IsFor(const PoolRange& pool, const PacketFacts& facts)
{
    const bool there = facts.destination.IsV4() && pool.first.ToV4() <= facts.destination.ToV4() &&
                       facts.destination.ToV4() <= pool.last.ToV4();
    const std::optional<BibKind> kind = facts.protocol == protocol::TCP   ? BibKind::Tcp
                                        : facts.protocol == protocol::UDP ? BibKind::Udp
                                        : facts.protocol == protocol::ICMPV4
                                            ? std::optional(BibKind::Icmp)
                                            : std::nullopt;
    if (!there || !kind)
    {
        return false;
    }
    const bool ports = facts.laterFragment || (pool.firstPort <= facts.destinationPort &&
                                               facts.destinationPort <= pool.lastPort);
    return facts.icmpError || (ports && (!pool.kind || *pool.kind == *kind));
}

} // namespace

TypeId
ZoneFirewall::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::ZoneFirewall")
                            .SetParent<StatefulFirewall>()
                            .SetGroupName("V6lab")
                            .AddConstructor<ZoneFirewall>();
    return tid;
}

ZoneFirewall::~ZoneFirewall() = default;

void
ZoneFirewall::AddCollection(const FirewallCollection& collection)
{
    for (const auto& rule : collection.rules)
    {
        m_filtersLanInput = m_filtersLanInput || rule.match.zone.value_or(LAN_INPUT) == LAN_INPUT;
    }
    StatefulFirewall::AddCollection(collection);
}

void
ZoneFirewall::AddLan(const Ptr<NetDevice>& device)
{
    SetZone(device, LAN_FORWARD);
}

void
ZoneFirewall::AddWan(const Ptr<NetDevice>& device)
{
    SetZone(device, WAN_FORWARD);
}

void
ZoneFirewall::AddExemptDestination(const Prefix& prefix)
{
    m_destinations.push_back(prefix);
}

void
ZoneFirewall::AddExemptPool(const PoolRange& pool)
{
    m_pools.push_back(pool);
}

void
ZoneFirewall::Attach(const Ptr<Node>& node)
{
    StatefulFirewall::Attach(node);
    node->GetObject<ForwardingPlane>()->TraceConnectWithoutContext(
        "Hop",
        MakeCallback(&ZoneFirewall::OnHop, this));
}

void
ZoneFirewall::OnHop(const PacketEvent& event)
{
    if (event.action == Action::Send && !event.before.icmpError)
    {
        FirewallPacket packet{event.before};
        packet.zone = OUTPUT;
        Note(packet);
    }
}

FirewallSettings
ZoneFirewall::MakeSettings() const
{
    auto settings = StatefulFirewall::MakeSettings();
    FirewallCollection lan{"lan", UINT32_MAX}; // behind all rules
    for (const FirewallZone zone : {LAN_FORWARD, LAN_BACK, LAN_INPUT, OUTPUT})
    {
        FirewallRule rule{zone == OUTPUT ? "output" : zone == LAN_INPUT ? "input" : "forward"};
        rule.match.zone = zone;
        lan.rules.push_back(rule);
    }
    settings.collections.push_back(lan);
    settings.allowsByDefault = false;
    settings.picksUpTcp = true; // the router's own translators send the answers of what they take
    return settings;
}

bool
ZoneFirewall::IsExempt(const PacketFacts& facts, const Ptr<NetDevice>& device, bool own) const
{
    return IsTrusted(facts, device, own) || (IsForTranslator(facts) && !IsRefused(facts));
}

bool
ZoneFirewall::IsTrusted(const PacketFacts& facts, const Ptr<NetDevice>& device, bool own) const
{
    const FirewallZone zone = ZoneOf(device);
    const bool lanInput = own && zone == LAN_FORWARD;
    // Answers to the router's own packets and to those of its translators come from the lan, too.
    return zone == 0 || (lanInput && (!m_filtersLanInput || IsIcmpAnswer(facts))) ||
           StaysOnLink(facts, own);
}

bool
ZoneFirewall::IsForTranslator(const PacketFacts& facts) const
{
    const auto inPool = [&facts](const PoolRange& pool) { return IsFor(pool, facts); };
    const auto inPrefix = [&facts](const Prefix& prefix) {
        return prefix.Contains(facts.destination);
    };
    return std::any_of(m_pools.begin(), m_pools.end(), inPool) ||
           std::any_of(m_destinations.begin(), m_destinations.end(), inPrefix);
}

Passage
ZoneFirewall::Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own)
{
    if (own || !EndsUnjudged(frame))
    {
        return StatefulFirewall::Enter(frame, device, own);
    }
    const auto packet = Read(frame);
    if (packet && IsFirstOfV6(packet->facts))
    {
        RefuseRest(packet->facts,
                   Reason::PacketTooBig); // what routing ends otherwise, it ends whole
    }
    return Passage();
}

/**
 * Linux looks for a route, at the hop limit and at the MTU before it asks netfilter whether it may
 * forward (ip_forward(), ip6_forward()). It has put fragments together by then, and tells of the
 * longest one that it is too long (frag_max_size); here the first one stands for all.
 */
bool
ZoneFirewall::EndsUnjudged(const Ptr<const Packet>& frame) const
{
    uint8_t head[V6_HEADER + 8] = {}; // and a fragment header
    frame->CopyData(head, sizeof(head));
    const auto ends = [](const auto& stack, const auto& key, uint8_t hops, uint32_t uncut) {
        const auto* detour = stack ? stack->GetLpm().FindDetour(key) : nullptr;
        const auto* route = stack && !detour ? stack->GetLpm().Lookup(key) : nullptr;
        return detour ? detour->IsUnreachable()
                      : !route || hops <= 1 || uncut > stack->GetMtu(route->interface);
    };
    if (head[0] >> 4 == 6)
    {
        const auto length = static_cast<uint32_t>(V6_HEADER + (head[4] << 8 | head[5]));
        const bool later = head[6] == protocol::FRAGMENT &&
                           (head[V6_HEADER + 2] | (head[V6_HEADER + 3] & 0xf8)) != 0;
        const uint32_t uncut = later ? 0 : length;
        return ends(GetObject<Ipv6Stack>(), KeyOfV6(IpAddress::V6(head + 24)), head[7], uncut);
    }
    const auto length = static_cast<uint32_t>(head[2] << 8 | head[3]);
    const bool whole = ((head[6] & 0x3f) | head[7]) == 0;
    const uint32_t uncut = whole && (head[6] & DONT_FRAGMENT) != 0 ? length : 0;
    const uint32_t key = uint32_t{head[16]} << 24 | uint32_t{head[17]} << 16 |
                         uint32_t{head[18]} << 8 | uint32_t{head[19]};
    return ends(GetObject<Ipv4Stack>(), key, head[8], uncut);
}

FirewallZone
ZoneFirewall::ZoneTowards(const IpAddress& destination) const
{
    const auto zoneOf = [this](const auto& stack, const auto& key) {
        const auto* route =
            stack && !stack->GetLpm().FindDetour(key) ? stack->GetLpm().Lookup(key) : nullptr;
        return route ? ZoneOf(stack->GetNetDevice(route->interface)) : FirewallZone{0};
    };
    return destination.IsV4() ? zoneOf(GetObject<Ipv4Stack>(), destination.ToV4())
                              : zoneOf(GetObject<Ipv6Stack>(), KeyOfV6(destination));
}

bool
ZoneFirewall::MayReturn(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device)
{
    const auto packet = Read(frame);
    const bool judged = !packet || IsTrusted(packet->facts, device, true) ||
                        !IsForTranslator(packet->facts); // on its way in
    return judged || Judge(*packet, frame, device, true).way == Passage::Way::On;
}

Reason
ZoneFirewall::Named(Reason reason) const
{
    switch (reason)
    {
    case Reason::FirewallDenied:
        return Reason::FirewallZoneDenied;
    case Reason::FirewallNoRule:
        return Reason::FirewallZoneNoRule;
    case Reason::FirewallNoConnection:
        return Reason::FirewallZoneNoConnection;
    default:
        return reason;
    }
}

/** Own or not is part of the zone: rules for the router itself are rules like others. */
void
ZoneFirewall::Place(FirewallPacket& packet, const Ptr<NetDevice>& device, bool own) const
{
    const FirewallZone from = ZoneOf(device);
    const bool wan = from == WAN_FORWARD;
    packet.zone = wan ? WAN_INPUT : LAN_INPUT;
    if (!own)
    {
        const bool back = ZoneTowards(packet.facts.destination) == from;
        packet.zone = wan ? (back ? WAN_BACK : WAN_FORWARD) : (back ? LAN_BACK : LAN_FORWARD);
    }
    packet.own = false;
}

} // namespace ns3::v6lab
