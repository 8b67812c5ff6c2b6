// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_PREFIXES_H
#define V6LAB_TRANSLATOR_PREFIXES_H

#include "helper/topology/topology.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/** In words, the link that has the /64 that a clat wants for itself (RFC 6877 6.3), if one has. */
std::optional<std::string> LinkOfDedicated(const Topology& topology, const TranslatorConfig& clat);

/**
 * In words, a link whose prefix overlaps that of a nat64. One that the nat64's node leads to, or
 * that gets its prefix in the run, may have it as a part of its own, as in article C.
 */
std::optional<std::string> LinkOfNat64(const Topology& topology, const TranslatorConfig& nat64);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_PREFIXES_H
