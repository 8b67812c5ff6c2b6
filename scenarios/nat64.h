// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_NAT64_H
#define V6LAB_SCENARIO_NAT64_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * IPv6-only hosts and IPv4-only hosts with a NAT64 between them, addressed by literals: no DNS. A
 * router on either side makes the hops of a traceroute and the path MTU visible.
 */
class Nat64Scenario : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    static constexpr const char* POOL = "203.0.113.1";
    /** Of the static binding that lets the IPv4 side call n6. */
    static constexpr uint16_t PUBLISHED = 8080;

    static constexpr const char* N4 = "192.0.2.4";
    static constexpr const char* FAR4 = "198.51.100.194"; //!< behind a second IPv4 router

    bool Filters() const;
    /** Profile jool refuses IPv4 packets of this length instead of cutting them. */
    bool JoolCannotSend(uint32_t ipv4Length) const;
    /** Profile jool makes one unfragmentable packet of the fragments of this payload. */
    bool JoolSendsWhole(uint32_t payload) const;
    std::string Behind(const std::string& ipv4) const;
    void AddNetwork(build::TopologyBuilder& lab) const;
    void AddTranslator(build::TopologyBuilder& lab) const;
    void AddOutbound(build::TopologyBuilder& lab) const;
    void AddSizes(build::TopologyBuilder& lab) const;
    void AddLargePings(build::TopologyBuilder& lab, const build::Flow& large) const;
    bool AddLoss(build::TopologyBuilder& lab, const build::Flow& flow, uint32_t payload) const;
    void AddPathMtu(build::TopologyBuilder& lab) const;
    void AddRoute(build::TopologyBuilder& lab) const;
    void AddInbound(build::TopologyBuilder& lab) const;
    void AddHairpin(build::TopologyBuilder& lab) const;
    void AddExhaustion(build::TopologyBuilder& lab) const;
    void AddTimeouts(build::TopologyBuilder& lab) const;
    void AddUdpTimeouts(build::TopologyBuilder& lab) const;
    void AddIcmpTimeouts(build::TopologyBuilder& lab) const;
    void AddTcpTimeouts(build::TopologyBuilder& lab) const;

    std::string m_profile;
    std::string m_prefix;
    std::string m_filtering;
    uint32_t m_mtu4{1500};
    uint32_t m_mtu6{1500};
    uint32_t m_farMtu{1400};
    bool m_exhaust{false};
    bool m_timeouts{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_NAT64_H
