// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PER_APP_VPN_H
#define V6LAB_PER_APP_VPN_H

#include "helper/topology/builder.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/**
 * A phone with two applications: one is bound to a VPN service's virtual interface, the other is
 * not. The service passes payloads on through sockets of its own, or whole packets to a VPN server.
 * Three destinations: IPv4 behind a NAT64, IPv6, IPv4.
 */
class PerAppVpn : public Scenario
{
  public:
    static TypeId GetTypeId();

    std::string GetName() const override;
    std::string GetPurpose() const override;
    std::string GetArticle() const override;
    Topology Describe() const override;

  private:
    static constexpr const char* VPN = "vpn0";
    static constexpr const char* N4 = "192.0.2.1";
    static constexpr const char* N6 = "2001:db8:46::6";
    static constexpr const char* ARTICLE = "article D";

    bool IsTunnel() const;
    /** Of the phone's network. */
    bool HasIpv4() const;
    bool HasIpv6() const;
    std::string Behind(const std::string& ipv4) const;
    /** Whether the VPN service brings packets of a version out of the phone. */
    bool Carries(bool overIpv6) const;

    void AddNetwork(build::TopologyBuilder& lab) const;
    void AddAccess(build::TopologyBuilder& lab) const;
    void AddPhone(build::TopologyBuilder& lab) const;
    void AddServer(build::TopologyBuilder& lab) const;
    void AddThroughVpn(build::TopologyBuilder& lab) const;
    void AddBesideVpn(build::TopologyBuilder& lab) const;
    void AddSizes(build::TopologyBuilder& lab) const;
    void AddIpv6Sizes(build::TopologyBuilder& lab) const;
    void AddDatagram(build::TopologyBuilder& lab) const;
    void AddRoutes(build::TopologyBuilder& lab) const;

    /** What becomes of a flow of the application in the VPN to a destination of this family. */
    void ExpectThrough(build::TopologyBuilder& lab,
                       const build::Flow& flow,
                       const std::string& what,
                       bool overIpv6,
                       bool behindNat64) const;
    /** The same of the application beside it. */
    void ExpectBeside(build::TopologyBuilder& lab,
                      const build::Flow& flow,
                      const std::string& what,
                      bool overIpv6,
                      bool behindNat64) const;

    std::string m_mode;
    std::string m_network;
    std::string m_vpnIpv6;     //!< on or off
    std::string m_serverNat64; //!< on or off
};

} // namespace ns3::v6lab

#endif // V6LAB_PER_APP_VPN_H
