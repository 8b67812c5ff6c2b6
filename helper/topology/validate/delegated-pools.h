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
/** Nobody is given what a link or a translator has already (RFC 8415 6.3). */
void CheckDelegatedPools(ValidationContext& context, const std::vector<DelegatedPool>& pools);
/** In words, the link that has the /64 that a clat wants for itself (RFC 6877 6.3), if one has. */
std::optional<std::string> LinkOfDedicated(const Topology& topology, const TranslatorConfig& clat);

/**
 * In words, a link whose prefix overlaps that of a nat64. One that the nat64's node leads to, or
 * that gets its prefix in the run, may have it as a part of its own, as in article C.
 */
std::optional<std::string> LinkOfNat64(const Topology& topology, const TranslatorConfig& nat64);

} // namespace ns3::v6lab

#endif // V6LAB_DELEGATED_POOLS_H
