// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SERVICE_TAGS_H
#define V6LAB_AZURE_SERVICE_TAGS_H

#include "model/core/azure/estate.h"

#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** A prefix whose addresses belong to a set, or do not; the longest one decides. */
struct AddressLayer
{
    Prefix prefix;
    bool belongs{true};
};

using AddressSet = std::vector<AddressLayer>;

/** All of a family, or of both. */
AddressSet AnyAddress();

/**
 * What VirtualNetwork means to interfaces of a subnet (S3): its network's space, that of peers
 * whose peering allows access (P2), what gateways lead to, the prefixes of user-defined routes [K]
 * (one to 0.0.0.0/0 makes it everything), and 168.63.129.16.
 */
std::vector<Prefix> VirtualNetworkTag(const Estate& estate, Index subnet);

/** 168.63.129.16, and in IPv6 the link-local address that probes come from (L2). */
std::vector<Prefix> AzureLoadBalancerTag();

/** Internet (S3): what is public and in neither the subnet's network nor around it. */
AddressSet InternetTag(const Estate& estate, Index subnet);

/**
 * The set of a tag for interfaces of a subnet. Azure's other tags stand for addresses of services
 * that are not simulated: nothing belongs to them.
 */
AddressSet TagSet(const Estate& estate, Index subnet, const std::string& tag);

/** By the longest prefix of the set that contains the address. */
bool Belongs(const AddressSet& set, const IpAddress& address);

/** Of Azure's tags, in its spelling, whatever the letter case; empty if there is none such. */
std::string CanonicalServiceTag(const std::string& word);

/** A7: the tags that reach platform addresses, which no other rule covers. */
bool IsPlatformTag(const std::string& tag);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SERVICE_TAGS_H
