// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_CONFIG_H
#define V6LAB_FIREWALL_CONFIG_H

#include "helper/topology/gateway-config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** Azure Firewall and Bastion, with Azure's field names. */
namespace ns3::v6lab
{

/** What it matches, by addresses and ports; the action is the collection's. */
struct FirewallNetworkRule
{
    std::string name;
    std::vector<std::string> protocols;       //!< TCP, UDP, ICMP, Any
    std::vector<std::string> sourceAddresses; //!< addresses, prefixes or "*"
    std::vector<std::string> destinationAddresses;
    std::vector<std::string> destinationPorts; //!< "80", "80-90" or "*"
};

/** Rules with one action; the collection of the lowest priority that matches decides. */
struct FirewallNetworkRuleCollection
{
    std::string name;
    uint32_t priority{0}; //!< 100 to 65000
    std::string action;   //!< Allow or Deny
    std::vector<FirewallNetworkRule> rules;
};

/** Destination NAT of what comes to one of the firewall's public addresses. */
struct FirewallNatRule
{
    std::string name;
    std::vector<std::string> protocols;
    std::vector<std::string> sourceAddresses;
    std::vector<std::string> destinationAddresses; //!< public addresses, or names of them
    std::vector<std::string> destinationPorts;
    std::string translatedAddress;
    std::string translatedPort;
};

/** NAT rules; they come before all network rules. */
struct FirewallNatRuleCollection
{
    std::string name;
    uint32_t priority{0};
    std::string action{"Dnat"};
    std::vector<FirewallNatRule> rules;
};

/** A managed firewall in AzureFirewallSubnet: what no rule allows is denied (M2). */
struct AzureFirewall
{
    std::string name;
    std::string sku{"Standard"}; //!< Basic, Standard or Premium
    std::vector<ApplianceIpConfiguration> ipConfigurations;
    std::optional<ApplianceIpConfiguration> managementIpConfiguration; //!< forced tunnelling
    std::vector<FirewallNatRuleCollection> natRuleCollections;
    std::vector<FirewallNetworkRuleCollection> networkRuleCollections;
    /** Destinations that are not translated; empty: RFC 1918 and 100.64.0.0/10 (M2). */
    std::vector<std::string> privateRanges;
    bool dualStack{false}; //!< IPv6 network rules (azure 2026, preview; D3)
};

/** A rule of a guest's own firewall: what it matches, and what becomes of that. */
struct GuestFilterRule
{
    std::string name;
    std::string action;                       //!< Allow or Deny
    std::vector<std::string> protocols;       //!< TCP, UDP, ICMP, Any
    std::vector<std::string> sourceAddresses; //!< addresses, prefixes or "*"
    std::vector<std::string> destinationAddresses;
    std::vector<std::string> destinationPorts; //!< "80", "80-90" or "*"
};

/** Destination NAT of what calls the guest; the server sees the guest's own address. */
struct GuestNatRule
{
    std::string name;
    std::string protocol; //!< TCP or UDP
    uint16_t port{0};     //!< that is called
    std::string translatedAddress;
    uint16_t translatedPort{0}; //!< 0: the port that was called
};

/** A stateful packet filter in the guest of an appliance; what is for the guest itself passes. */
struct GuestFirewall
{
    std::vector<GuestFilterRule> rules; //!< the first that matches decides
    std::string defaultAction{"Allow"}; //!< Allow or Deny, of what no rule matches
    std::vector<std::string>
        masquerade; //!< IP versions whose flows get its own address: IPv4, IPv6
    std::vector<std::string> privateRanges; //!< as of AzureFirewall, for both IP versions
    std::vector<GuestNatRule> natRules{};   //!< what it publishes
};

/** Azure Bastion in AzureBastionSubnet: the way of people to machines (D8). */
struct BastionHost
{
    std::string name;
    std::string sku{"Basic"}; //!< Basic, Standard or Premium
    std::vector<ApplianceIpConfiguration> ipConfigurations;
    bool enableIPv6{false}; //!< between the user and it, only at creation (D8)
};

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_CONFIG_H
