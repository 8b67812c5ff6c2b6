// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_ISLAND_H
#define V6LAB_IPV4_ISLAND_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv6-only campus with an island of IPv4: a router with OpenWrt gets a prefix by DHCPv6, lets
 * the campus in by Jool, and the island out by 464XLAT.
 */
class Ipv4Island : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;
    std::string Conclude(Database& database,
                         const RunHandle& run,
                         const std::string& captures) const override;

  private:
    bool HasClat() const;
    void AddCampus(build::TopologyBuilder& lab) const;
    void AddIsland(build::TopologyBuilder& lab) const;
    void AddTranslators(build::TopologyBuilder& lab) const;
    void AddManagement(build::TopologyBuilder& lab) const;
    void AddBlocked(build::TopologyBuilder& lab) const;
    void AddInternet(build::TopologyBuilder& lab) const;
    void AddPrefix(build::TopologyBuilder& lab) const;
    void AddRenumbering(build::TopologyBuilder& lab) const;

    std::string m_clat;
    std::string m_platPrefix;
    std::string m_plat;
    bool m_questions{false};
    bool m_renumbered{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_ISLAND_H
