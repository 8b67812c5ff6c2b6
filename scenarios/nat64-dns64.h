// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_NAT64_DNS64_H
#define V6LAB_SCENARIO_NAT64_DNS64_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv6-only host finds an IPv4-only one by its name: DNS64 makes it an IPv6 address, NAT64
 * carries the packets. The host learns address, resolver and NAT64 prefix from its router.
 */
class Nat64Dns64 : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    static constexpr const char* N4 = "192.0.2.1"; // as in figure 1 of the article
    static constexpr const char* N4_NAME = "n4.example.com";
    static constexpr const char* N46 = "2001:db8:46::80";
    static constexpr const char* FORGED_ADDRESS = "192.0.2.46";

    bool IsDualStack() const;
    std::string Behind(const std::string& ipv4) const;
    void AddNetwork(build::TopologyBuilder& lab) const;
    void AddClient(build::TopologyBuilder& lab) const;
    void AddNames(build::TopologyBuilder& lab) const;
    void AddTranslators(build::TopologyBuilder& lab) const;
    build::Flow MainFlow() const;
    void AddMainFlow(build::TopologyBuilder& lab) const;
    void AddLiteral(build::TopologyBuilder& lab) const;
    void AddOtherNames(build::TopologyBuilder& lab) const;
    void AddForgery(build::TopologyBuilder& lab) const;
    void AddChoice(build::TopologyBuilder& lab) const;
    void AddRoute(build::TopologyBuilder& lab) const;
    void AddSizes(build::TopologyBuilder& lab) const;

    std::string m_client;
    std::string m_protocol;
    std::string m_profile;
    std::string m_prefix;
    uint32_t m_mtu4{1500};
    uint32_t m_mtu6{1500};
    bool m_literal{false};
    bool m_synthesis{false};
    bool m_clat{false};
    bool m_dnssec{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_NAT64_DNS64_H
