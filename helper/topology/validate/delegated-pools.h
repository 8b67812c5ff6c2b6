// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DELEGATED_POOLS_H
#define V6LAB_DELEGATED_POOLS_H

#include "helper/topology/validate/context.h"
#include "model/core/dhcpv6/prefix-delegation.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A pool that some router gives prefixes out of. */
struct DelegatedPool
{
    const OutsideNode* node;
    const PrefixDelegationConfig* config;
    std::string path;
    DelegationSettings settings;
};

/** Those of all nodes that can be read. */
std::vector<DelegatedPool> DelegatedPools(const Topology& topology);
/** What a router gets out of a pool because it asks for it; nothing if that is not heeded. */
std::optional<Prefix> HeededHint(const PrefixRequestConfig& request, const DelegatedPool& pool);
/**
 * The /64 that a link gets near an address: of what its router asks for, or, if that is not heeded,
 * of the prefix of the pool around the address, which it may get. Nothing outside the pool.
 */
std::optional<Prefix> LinkPrefixNear(const PrefixRequestConfig& request,
                                     const DownlinkConfig& downlink,
                                     const DelegatedPool& pool,
                                     const IpAddress& address);
/** The links that get a /64 of what is asked for. */
std::set<std::string> DownlinksOf(const PrefixRequestConfig& request);
/** A router that is delegated a prefix has the first address of its links' /64 to itself. */
void CheckFirstAddresses(ValidationContext& context, const std::vector<DelegatedPool>& pools);
/** Nobody is given what a link or a translator has already (RFC 8415 6.3). */
void CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools);
/** Nobody asks for what a link has already, nor gives a link what another has (RFC 8415 6.3). */
void CheckRequestedPrefixes(ValidationContext& context, const std::vector<DelegatedPool>& pools);

} // namespace ns3::v6lab

#endif // V6LAB_DELEGATED_POOLS_H
