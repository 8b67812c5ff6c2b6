// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_H
#define V6LAB_FIREWALL_H

#include "model/core/firewall/firewall-flows.h"
#include "model/core/firewall/firewall-rules.h"
#include "model/core/nat44/first-fragments.h"
#include "model/core/reason.h"

#include <optional>
#include <random>

namespace ns3::v6lab
{

/** A packet at the firewall. */
struct FirewallPacket
{
    PacketFacts facts;
    std::optional<PacketFacts> quoted{}; //!< of an ICMP error: what it is about
    FirewallZone zone{0};                //!< of the interface that it came by
    bool own{false};                     //!< its destination is the node's own address
};

struct FirewallVerdict
{
    Reason reason{Reason::None}; //!< not None: the packet must not pass
    bool isNew{false};           //!< the first packet of a flow, which a rule let pass
    /** That decided, of first packets and the fragments of refused ones only; null: none did. */
    const FirewallRuling* rule{nullptr};
    azure::Rewrite rewrite{}; //!< empty: as it is
};

/**
 * A stateful packet filter with address translation, of both IP versions. The first packet of a
 * flow is judged: by the rules for destination NAT, else by the others, the first that matches. The
 * rest of the flow, its answers and the ICMP errors about it pass without rules. Later fragments
 * share the fate of the first one.
 *
 * TCP flows begin with a SYN, and their other side must be seen to answer; pings begin with a
 * request (Reason::FirewallNoConnection).
 *
 * Time must not run backwards.
 */
class Firewall
{
  public:
    /** Throws std::invalid_argument naming the setting. */
    explicit Firewall(const FirewallSettings& settings);
    Firewall(const Firewall&) = delete;
    Firewall& operator=(const Firewall&) = delete;

    /**
     * Reasons: FirewallDenied, FirewallNoRule, FirewallNoConnection, FirewallNoIpv6,
     * FirewallNoPort, NoFirstFragment, MalformedHeader.
     */
    FirewallVerdict Judge(const FirewallPacket& packet, int64_t nowNs);

    /** Something else refuses this first fragment: those behind it are refused for this, too. */
    void Refuse(const PacketFacts& first, Reason reason, int64_t nowNs);
    /** A later fragment of a datagram whose first one was refused. */
    bool IsRefused(const PacketFacts& later, int64_t nowNs);

    uint32_t GetFlowCount() const
    {
        return m_flows.GetSize();
    }

    /** Flows that hold a port of SNAT, of all that could. */
    double GetPortUse() const;

    /** Flows that no port was left for. */
    uint64_t GetPortFailures() const
    {
        return m_portFailures;
    }

    /** Forgets what is idle for too long. */
    void Expire(int64_t nowNs)
    {
        m_flows.Expire(nowNs);
    }

  private:
    FirewallVerdict JudgeWhole(const FirewallPacket& packet, int64_t nowNs);
    void Remember(const DatagramId& datagram, const FirewallVerdict& verdict, int64_t nowNs);
    FirewallVerdict JudgeLater(const FirewallPacket& packet, int64_t nowNs);
    FirewallVerdict JudgeError(const FirewallPacket& packet) const;
    FirewallVerdict Begin(const FirewallPacket& packet, int64_t nowNs);
    FirewallVerdict Open(const FirewallPacket& packet,
                         const FirewallRuling* rule,
                         bool dnat,
                         int64_t nowNs);
    bool Continue(const FirewallFlows::Found& found, const PacketFacts& packet, int64_t nowNs);
    bool StepTcp(const FirewallFlows::Found& found, const PacketFacts& packet, int64_t nowNs);
    bool NeedsPort(const FirewallEnds& out, bool dnat) const;
    bool ChoosePort(FirewallEnds& out);
    bool ChoosePortOf(const IpAddress& address, FirewallEnds& out);

    FirewallSettings m_settings;
    FirewallRules m_dnat;
    FirewallRules m_rules;
    FirewallFlows m_flows;
    FirstFragments<azure::Rewrite> m_fragments;
    /** Whose first fragment was; apart, so that they take no place from those that pass. */
    FirstFragments<FirewallVerdict> m_refused;
    std::mt19937_64 m_random;
    uint64_t m_portFailures{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_H
