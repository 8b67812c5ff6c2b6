// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_TO_ONPREM_H
#define V6LAB_AZURE_TO_ONPREM_H

#include "helper/topology/builder.h"
#include "scenarios/cross-premises.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv6 application in Azure has an IPv4-only backend, whose data are in a data centre behind the
 * hub's gateway. Subnet A, that of the application, may use an IPv4 range that is used elsewhere
 * too: whether that goes well depends on where.
 */
class AzureToOnprem : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    bool ReusedAt(const std::string& place) const;
    CrossPremises Connection() const;
    void AddAzure(build::TopologyBuilder& lab) const;
    void AddDataCentre(build::TopologyBuilder& lab) const;
    void AddClientTraffic(build::TopologyBuilder& lab) const;
    void AddBackendTraffic(build::TopologyBuilder& lab) const;
    void AddApplicationTraffic(build::TopologyBuilder& lab) const;
    void AddUnconnected(build::TopologyBuilder& lab) const;
    void AddPlant(build::TopologyBuilder& lab) const;
    void AddPlantTraffic(build::TopologyBuilder& lab) const;
    void AddSecondSpoke(build::TopologyBuilder& lab, const build::Vnet& hub) const;
    void AddSecondSpokeTraffic(build::TopologyBuilder& lab) const;

    std::string m_gateway;
    std::string m_reuse;
    std::string m_where;
};

} // namespace ns3::v6lab

#endif // V6LAB_AZURE_TO_ONPREM_H
