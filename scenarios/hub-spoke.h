// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HUB_SPOKE_H
#define V6LAB_HUB_SPOKE_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * A hub with firewall, gateways, Bastion and appliances, spokes with three machines each behind an
 * internal load balancer, a network on premises and users on the internet, in five stages from
 * IPv4 only to dual stack.
 *
 * The address plan: hub 10.0.0.0/16 and 2001:db8:a0::/48; spoke N 10.N.0.0/16 and
 * 2001:db8:10N::/48 (N in hexadecimal); the site behind ExpressRoute 172.17.0.0/16 and
 * 2001:db8:c1::/48, that behind the VPN 172.16.0.0/16 and 2001:db8:c0::/48.
 */
class HubSpoke : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    using Lab = build::TopologyBuilder;

    /** What a flow from somewhere to somewhere is called, and where the checks of it begin. */
    struct Site
    {
        std::string name;    //!< "hq" or "branch"
        std::string gateway; //!< the gateway's node, which what comes from there passes
        std::string edge;    //!< between the site's router and the gateway, or empty
        bool circuit;        //!< ExpressRoute, else VPN
    };

    // What the options mean.
    bool Reached(const std::string& stage) const;
    bool HasVpn() const;
    bool HasCircuit() const;
    bool IsMeshed() const;
    /** Whether its gateway carries IPv6: D1, D2. */
    bool CarriesIpv6(const Site& site) const;
    std::vector<Site> Sites() const;

    // hub-spoke-networks.cc
    void AddHub(Lab& lab) const;
    void AddSpoke(Lab& lab, uint32_t number) const;
    void AddMachines(Lab& lab, uint32_t number) const;
    void AddRoutes(Lab& lab) const;
    void AddSecurity(Lab& lab) const;
    void Connect(Lab& lab) const;

    // hub-spoke-hub.cc
    void AddFirewall(Lab& lab) const;
    void AddAppliances(Lab& lab) const;
    void AddBastion(Lab& lab) const;
    void AddMonitor(Lab& lab) const;

    // hub-spoke-sites.cc
    void AddVpn(Lab& lab) const;
    void AddCircuit(Lab& lab) const;

    // hub-spoke-traffic.cc
    void AddUserTraffic(Lab& lab) const;
    void AddSiteTraffic(Lab& lab, const Site& site) const;
    void AddSiteToHub(Lab& lab, const Site& site) const;
    void AddSiteToBalancer(Lab& lab, const Site& site) const;
    void AddEgress(Lab& lab) const;
    void AddSpokeTraffic(Lab& lab) const;
    void AddAdministration(Lab& lab) const;

    // hub-spoke-balancer.cc
    void AddSpread(Lab& lab) const;
    void AddFailure(Lab& lab) const;
    void AddCut(Lab& lab) const;

    uint32_t m_spokes{0};
    uint32_t m_flows{0};
    std::string m_gateway;
    std::string m_connectivity;
    std::string m_stage;
    std::string m_azure;
    bool m_vmFails{false};
    bool m_cutPrimary{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_HUB_SPOKE_H
