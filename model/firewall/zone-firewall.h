// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_FIREWALL_H
#define V6LAB_ZONE_FIREWALL_H

#include "model/core/nat64/pool4.h"
#include "model/firewall/stateful-firewall.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * The packet filter of a home router with the zones "lan" and "wan", as OpenWrt's: what the lan
 * sends passes, to the router and to the wan; what the wan sends needs a rule, to the router and to
 * the lan, and out to the wan again. Answers to what passed pass. A rule names where it applies by
 * FirewallMatch::zone. Where a packet goes is what the node's routes say; what one of its
 * translators takes goes to the other zone. As Linux does by itself, it takes up TCP in the middle:
 * by the rules, as if it began there.
 *
 * What the router itself asks for does not pass here, so answers to it have to be trusted by their
 * source; those of the lan are, unless a rule is about what the lan sends to the router. A packet
 * that is refused gets no answer, whether the zone says REJECT or DROP.
 *
 * What neighbours say to the router itself passes unseen as far as OpenWrt's own rules let it in:
 * neighbour discovery, multicast listeners and DHCPv6 to a client; so do multicast, broadcast and
 * packets without a source. Other packets from and to link-local addresses are packets like others.
 */
class ZoneFirewall : public StatefulFirewall
{
  public:
    /** Of FirewallMatch::zone: where a flow comes from and where it goes. */
    static constexpr FirewallZone WAN_FORWARD = 1; //!< from the wan to the lan
    static constexpr FirewallZone WAN_INPUT = 2;   //!< to the router itself
    static constexpr FirewallZone WAN_BACK = 3;    //!< from the wan to the wan
    static constexpr FirewallZone LAN_FORWARD = 4; //!< from the lan to the wan
    static constexpr FirewallZone LAN_INPUT = 5;
    static constexpr FirewallZone LAN_BACK = 6; //!< from the lan to the lan
    static constexpr FirewallZone OUTPUT = 7;   //!< from the router itself; no rule can be for it

    static TypeId GetTypeId();
    ~ZoneFirewall() override;

    // Before Attach().
    void AddCollection(const FirewallCollection& collection) override;
    void AddLan(const Ptr<NetDevice>& device);
    void AddWan(const Ptr<NetDevice>& device);
    /** A translator with state of its own stands behind these addresses: a CLAT. */
    void AddExemptDestination(const Prefix& prefix);
    /**
     * The same behind these ports of addresses, which may be the router's own: a NAT64's pool. What
     * the translator gives back is for the router itself, and judged as that.
     */
    void AddExemptPool(const PoolRange& pool);
    void Attach(const Ptr<Node>& node) override;

    Passage Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own) override;

  protected:
    FirewallSettings MakeSettings() const override;
    bool IsExempt(const PacketFacts& facts, const Ptr<NetDevice>& device, bool own) const override;
    void Place(FirewallPacket& packet, const Ptr<NetDevice>& device, bool own) const override;
    Reason Named(Reason reason) const override;
    bool MayReturn(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device) override;

  private:
    /** What is not judged whatever a translator says of it. */
    bool IsTrusted(const PacketFacts& facts, const Ptr<NetDevice>& device, bool own) const;
    /** What a translator is asked for before it is judged. */
    bool IsForTranslator(const PacketFacts& facts) const;
    /** True of what routing ends before any rule is asked. */
    bool EndsUnjudged(const Ptr<const Packet>& frame) const;
    /** Where a packet to that address leaves; 0: nowhere, or a translator takes it. */
    FirewallZone ZoneTowards(const IpAddress& destination) const;
    /** What the router sends begins flows, as what a zone sends does. */
    void OnHop(const PacketEvent& event);

    bool m_filtersLanInput{false}; //!< some rule is about it
    std::vector<Prefix> m_destinations;
    std::vector<PoolRange> m_pools;
};

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_FIREWALL_H
