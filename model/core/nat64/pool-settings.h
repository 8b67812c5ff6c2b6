// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POOL_SETTINGS_H
#define V6LAB_POOL_SETTINGS_H

#include "model/core/nat64/deterministic-ports.h"
#include "model/core/nat64/pool-ranges.h"

namespace ns3::v6lab
{

/** Throws std::invalid_argument naming the setting and what is allowed. */
void CheckPoolSettings(const PoolSettings& settings, const PoolRanges& ranges);

/** The plan of PortSelection::Deterministic; throws as above. */
DeterministicPlan PlanOf(const PoolSettings& settings, const PoolRanges& ranges);

inline bool
DealsBlocks(PortSelection selection)
{
    return selection == PortSelection::Blocks || selection == PortSelection::Deterministic;
}

} // namespace ns3::v6lab

#endif // V6LAB_POOL_SETTINGS_H
