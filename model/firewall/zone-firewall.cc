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
           StaysOnLink(facts, own) || (!own && !HasWay(facts.destination));
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

/** Linux looks for a route first, and what has none, or an unreachable one, sees no rule. */
bool
ZoneFirewall::HasWay(const IpAddress& destination) const
{
    const auto hasWay = [](const auto& stack, const auto& key) {
        const auto* detour = stack ? stack->GetLpm().FindDetour(key) : nullptr;
        return detour ? !detour->IsUnreachable() : stack && stack->GetLpm().Lookup(key);
    };
    return destination.IsV4() ? hasWay(GetObject<Ipv4Stack>(), destination.ToV4())
                              : hasWay(GetObject<Ipv6Stack>(), KeyOfV6(destination));
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
