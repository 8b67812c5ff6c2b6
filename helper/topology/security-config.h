// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_CONFIG_H
#define V6LAB_SECURITY_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Network security groups and what comes before them, with Azure's field names. */
namespace ns3::v6lab
{

/** A security rule, an augmented one included: each list may have several entries. */
struct SecurityRule
{
    std::string name;
    std::string description;
    uint32_t priority{0};  //!< 100 to 4096, the lowest that matches decides
    std::string direction; //!< Inbound or Outbound
    std::string access;    //!< Allow or Deny; of security admin rules also AlwaysAllow
    std::string protocol;  //!< Tcp, Udp, Icmp, Esp, Ah or *
    /** Prefixes or addresses of one IP version, or one service tag, or "*". */
    std::vector<std::string> sourceAddressPrefixes;
    std::vector<std::string> sourcePortRanges; //!< "80", "80-90" or "*"; empty: "*"
    std::vector<std::string> destinationAddressPrefixes;
    std::vector<std::string> destinationPortRanges;
    /** Names, instead of prefixes. */
    std::vector<std::string> sourceApplicationSecurityGroups;
    std::vector<std::string> destinationApplicationSecurityGroups;
};

/** Rules of subnets and network interfaces; Azure's default rules follow them. */
struct NetworkSecurityGroup
{
    std::string name;
    std::vector<SecurityRule> securityRules;
};

/** A name that IP configurations take and security rules use. */
struct ApplicationSecurityGroup
{
    std::string name;
};

/** Security admin rules of Virtual Network Manager, as they are deployed to virtual networks. */
struct SecurityAdminRuleCollection
{
    std::string name;
    std::vector<std::string> virtualNetworks; //!< names of those that it applies to
    std::vector<SecurityRule> rules;          //!< priorities 1 to 4096
};

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_CONFIG_H
