// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ONPREM_TO_AZURE_H
#define V6LAB_ONPREM_TO_AZURE_H

#include "helper/topology/builder.h"
#include "scenarios/cross-premises.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv6-only server in a data centre calls an IPv4-only data source in Azure by its name. It
 * takes a second IP version there, or a NAT64 on either side of the gateway.
 */
class OnpremToAzure : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    bool IsDualStack() const;
    bool HasNat64() const;
    bool TranslatesInAzure() const;
    bool TranslatesOnprem() const;
    /** IPv6 has to cross the gateway. */
    bool NeedsIpv6() const;
    std::string Pref64() const;
    bool IsForbidden() const;
    bool IsToldToEdge() const;
    CrossPremises Connection() const;
    void RefuseContradictions() const;

    void AddAzure(build::TopologyBuilder& lab) const;
    void AddDataCentre(build::TopologyBuilder& lab) const;
    void AddEdge(build::TopologyBuilder& lab) const;
    void AddNames(build::TopologyBuilder& lab) const;
    void AddNat64(build::TopologyBuilder& lab) const;
    void AddRelay(build::TopologyBuilder& lab) const;

    std::vector<std::string> PathToData() const;
    std::vector<std::string> PathFromData() const;
    std::vector<std::string> RoutersToData() const;
    build::Expect Fails(const std::string& sentence, const build::Flow& flow) const;
    void AddCall(build::TopologyBuilder& lab) const;
    void AddLiteral(build::TopologyBuilder& lab) const;
    void AddRoute(build::TopologyBuilder& lab) const;
    void AddNeighbour(build::TopologyBuilder& lab) const;
    void AddReverse(build::TopologyBuilder& lab) const;

    std::string m_solution;
    std::string m_gateway;
    std::string m_azure;
    std::string m_prefix;
    std::string m_reverse;
    bool m_strict{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_ONPREM_TO_AZURE_H
