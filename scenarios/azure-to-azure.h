// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_TO_AZURE_H
#define V6LAB_AZURE_TO_AZURE_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * A dual-stack application in virtual network A serves IPv6 clients of the public internet and
 * stores its data over IPv4 in virtual network B, which has no IPv6: directly peered, or through an
 * appliance in a hub.
 */
class AzureToAzure : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    bool ThroughHub() const;
    void AddNetworks(build::TopologyBuilder& lab) const;
    void AddHub(build::TopologyBuilder& lab, const build::Vnet& a, const build::Vnet& b) const;
    void AddUnconnected(build::TopologyBuilder& lab) const;
    void AddClientTraffic(build::TopologyBuilder& lab) const;
    void AddBackendTraffic(build::TopologyBuilder& lab) const;
    void AddBackendFlow(build::TopologyBuilder& lab,
                        const build::Flow& flow,
                        const std::string& sentence) const;

    std::string m_connect;
    bool m_udr{true};
    bool m_allowForwardedTraffic{true};
    bool m_overlap{false};
    bool m_reuse{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_AZURE_TO_AZURE_H
