// SPDX-License-Identifier: GPL-2.0-only
#include "model/firewall/zone-firewall.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(ZoneFirewall);

namespace
{

bool
IsIcmpAnswer(const PacketFacts& facts)
{
    return facts.icmpError || (facts.protocol == protocol::ICMPV4 && facts.icmpType == 0) ||
           (facts.protocol == protocol::ICMPV6 && facts.icmpType == 129);
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
ZoneFirewall::FilterLanInput()
{
    m_filtersLanInput = true;
}

void
ZoneFirewall::AddExemptDestination(const Prefix& prefix)
{
    m_destinations.push_back(prefix);
}

void
ZoneFirewall::AddExemptSource(const IpAddress& address)
{
    m_sources.push_back(address);
}

FirewallSettings
ZoneFirewall::MakeSettings() const
{
    auto settings = StatefulFirewall::MakeSettings();
    FirewallCollection lan{"lan", UINT32_MAX}; // behind all rules
    for (const FirewallZone zone : {LAN_FORWARD, LAN_INPUT})
    {
        FirewallRule rule{zone == LAN_FORWARD ? "forward" : "input"};
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
    const FirewallZone zone = ZoneOf(device);
    const bool lanInput = own && zone == LAN_FORWARD;
    if (zone == 0 || (lanInput && (!m_filtersLanInput || IsIcmpAnswer(facts))))
    {
        return true; // answers to the router's own packets and to those of its translators, too
    }
    const bool answers =
        own && std::find(m_sources.begin(), m_sources.end(), facts.source) != m_sources.end();
    return answers || std::any_of(m_destinations.begin(),
                                  m_destinations.end(),
                                  [&facts](const Prefix& prefix) {
                                      return prefix.Contains(facts.destination);
                                  });
}

/** Own or not is part of the zone: rules for the router itself are rules like others. */
void
ZoneFirewall::Place(FirewallPacket& packet, const Ptr<NetDevice>& device, bool own) const
{
    packet.zone = static_cast<FirewallZone>(ZoneOf(device) + (own ? 1 : 0));
    packet.own = false;
}

} // namespace ns3::v6lab
