// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_VIRTUAL_IPV6_H
#define V6LAB_SCENARIO_VIRTUAL_IPV6_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv4-only site with private addresses, reached from the IPv6 internet and reaching it, by a
 * translator and a DNS proxy at its edge. No host of the site is changed.
 */
class VirtualIpv6 : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    /** The virtual address of the server: the prefix and 10.0.0.5. */
    static constexpr const char* SERVER_VIRTUAL = "2001:db8:64::a00:5";

    void AddNetwork(build::TopologyBuilder& lab) const;
    void AddNames(build::TopologyBuilder& lab) const;
    void AddTranslator(build::TopologyBuilder& lab) const;
    void AddInbound(build::TopologyBuilder& lab) const;
    void AddOutbound(build::TopologyBuilder& lab) const;
    void AddInside(build::TopologyBuilder& lab) const;
    void AddStale(build::TopologyBuilder& lab) const;
    void AddForgeries(build::TopologyBuilder& lab) const;
    void AddExpiry(build::TopologyBuilder& lab) const;
    void AddExhaustion(build::TopologyBuilder& lab) const;

    bool m_dnssec{false};
    bool m_exhaust{false};
    bool m_expiry{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_VIRTUAL_IPV6_H
