// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_XLAT464_H
#define V6LAB_XLAT464_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * An IPv6-only access network whose subscribers still use IPv4 (RFC 6877): a phone with a CLAT of
 * its own, a home with a CLAT in its gateway, and the provider's NAT64 (PLAT).
 */
class Xlat464 : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    bool IsShared() const;
    void AddNetwork(build::TopologyBuilder& lab) const;
    void AddTranslators(build::TopologyBuilder& lab) const;
    void AddPhoneTraffic(build::TopologyBuilder& lab) const;
    void AddHomeTraffic(build::TopologyBuilder& lab) const;
    void AddWhatFails(build::TopologyBuilder& lab) const;

    std::string m_profile;
    std::string m_clat;
};

} // namespace ns3::v6lab

#endif // V6LAB_XLAT464_H
