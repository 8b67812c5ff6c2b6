// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATEFUL_FIREWALL_H
#define V6LAB_STATEFUL_FIREWALL_H

#include "model/core/firewall/firewall.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/packet-gate.h"

#include "ns3/node.h"
#include "ns3/nstime.h"

#include <map>
#include <memory>

namespace ns3::v6lab
{

/**
 * A stateful packet filter with address translation on a router: an appliance, or a home router.
 *
 * It is aggregated to a node that has v6lab's stack (StackHelper) and judges every packet that a
 * link brings, in transit or for the node itself; what the node sends, neighbour discovery and
 * multicast are not its business. The router's own work stays what it is: TTL and hop limit fall
 * by one, and its ICMP errors quote what came in.
 *
 * What happens to packets is in the traces of the node's ForwardingPlane: drops and translations
 * name the rule, "collection/rule".
 */
class StatefulFirewall : public Object, protected PacketGate
{
  public:
    static TypeId GetTypeId();

    StatefulFirewall();
    ~StatefulFirewall() override;

    // Before Attach().
    virtual void AddCollection(const FirewallCollection& collection);
    void AddDnatCollection(const FirewallDnatCollection& collection);
    /** Flows to destinations outside the private ranges get one of these as their source. */
    void AddSnatAddress(const IpAddress& address);
    /** Without any, DefaultPrivateRanges(). */
    void AddPrivateRange(const Prefix& prefix);
    /** The zone of what this device of the node brings; else it is 0. */
    void SetZone(const Ptr<NetDevice>& device, FirewallZone zone);

    /**
     * Aggregates it to a node and begins to work. Throws std::invalid_argument that names the
     * attribute which is out of range, or that the node has no v6lab stack or a firewall already.
     */
    virtual void Attach(const Ptr<Node>& node);

    // After Attach().
    const Firewall& GetCore() const
    {
        return *m_core;
    }

  protected:
    void DoDispose() override;
    virtual FirewallSettings MakeSettings() const;
    /** After each packet that passed or was denied; for counters. */
    virtual void OnJudged(const FirewallVerdict& verdict, const PacketFacts& facts);

    Passage Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own) override;

    /** Something else refuses this first fragment: those behind it are refused for this, too. */
    void RefuseRest(const PacketFacts& first, Reason reason);
    /** A later fragment of a datagram whose first one was refused. */
    bool IsRefused(const PacketFacts& later) const;
    /**
     * What it does not judge at all, and begins no flow with: what neighbours say to each other on
     * their link.
     */
    virtual bool IsExempt(const PacketFacts& facts, const Ptr<NetDevice>& device, bool own) const;
    /** Where a packet that is judged comes from, and whether it is for the node itself. */
    virtual void Place(FirewallPacket& packet, const Ptr<NetDevice>& device, bool own) const;
    /** The word for what the core refuses, of this kind of firewall. */
    virtual Reason Named(Reason reason) const;
    /** What Judge() wants to know of a frame, but for its place; nothing if it is unreadable. */
    static std::optional<FirewallPacket> Read(const Ptr<const Packet>& frame);
    Passage Judge(FirewallPacket packet,
                  const Ptr<const Packet>& frame,
                  const Ptr<NetDevice>& device,
                  bool own);
    FirewallZone ZoneOf(const Ptr<NetDevice>& device) const;
    /** Judges a packet for the state of its flow alone. */
    void Note(const FirewallPacket& packet);

  private:
    Passage PassageOf(const FirewallVerdict& verdict,
                      const Ptr<const Packet>& frame,
                      const PacketFacts& facts);

    FirewallSettings m_rules; //!< collections, addresses and ranges
    std::map<uint32_t, FirewallZone> m_zones;
    Ptr<ForwardingPlane> m_plane;
    std::unique_ptr<Firewall> m_core; //!< null before Attach()

    // Attributes.
    std::string m_defaultAction;
    bool m_takesOwn{true};
    bool m_carriesIpv6{true};
    bool m_snatsDnat{false};
    uint32_t m_firstPort{0};
    uint32_t m_lastPort{0};
    uint32_t m_flows{0};
    uint64_t m_seed{0};
    Time m_tcpIdle;
    Time m_tcpHalfOpen;
    Time m_tcpClosing;
    Time m_udpIdle;
    Time m_icmpIdle;
    Time m_otherIdle;
    Time m_fragmentWait;
};

} // namespace ns3::v6lab

#endif // V6LAB_STATEFUL_FIREWALL_H
