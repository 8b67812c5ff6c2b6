// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_FIREWALL_H
#define V6LAB_BUILD_FIREWALL_H

#include "helper/topology/build-azure.h"

/** Azure Firewall in C++; see builder.h. */
namespace ns3::v6lab::build
{

/**
 * An Azure Firewall. Every rule is a collection of its own, named as the rule ("rule-1", …), with
 * priorities 100, 110, … in the order of calls; addresses are addresses, prefixes or "*".
 */
class FirewallIn
{
  public:
    /** In "virtual network/AzureFirewallSubnet"; the address is the next free one if empty. */
    FirewallIn(const std::string& name, const std::string& subnet, const std::string& address = "");

    /** One more public address, of the SKU Standard whatever it was. */
    FirewallIn& Public(const PublicIp& address);
    FirewallIn& Allow(const std::string& protocol,
                      const std::vector<std::string>& from,
                      const std::vector<std::string>& to,
                      const std::vector<std::string>& ports = {"*"});
    FirewallIn& Deny(const std::string& protocol,
                     const std::vector<std::string>& from,
                     const std::vector<std::string>& to,
                     const std::vector<std::string>& ports = {"*"});
    /** Destination NAT of a TCP port of a public address, by its name. */
    FirewallIn& Dnat(const std::string& publicAddress,
                     uint16_t port,
                     const std::string& server,
                     uint16_t serverPort);
    /** The last Allow() or Deny() and its collection are named so. */
    FirewallIn& Named(const std::string& name);
    /** IPv6 by network rules (azure 2026, preview; D3). */
    FirewallIn& DualStack();

    const AzureFirewall& Get() const
    {
        return m_firewall;
    }

    const std::vector<PublicIpAddress>& GetPublicIps() const
    {
        return m_publicIps;
    }

  private:
    FirewallIn& Add(const std::string& action, FirewallNetworkRule rule);

    AzureFirewall m_firewall;
    std::vector<PublicIpAddress> m_publicIps;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_FIREWALL_H
