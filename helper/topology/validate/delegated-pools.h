// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DELEGATED_POOLS_H
#define V6LAB_DELEGATED_POOLS_H

#include "helper/topology/validate/context.h"
#include "model/core/dhcpv6/prefix-delegation.h"

#include <optional>
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
/** A router that is delegated a prefix has the first address of its links' /64 to itself. */
void CheckFirstAddresses(ValidationContext& context, const std::vector<DelegatedPool>& pools);
/** Nobody is given what a link or a translator has already (RFC 8415 6.3). */
void CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools);

} // namespace ns3::v6lab

#endif // V6LAB_DELEGATED_POOLS_H
