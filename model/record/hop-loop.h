// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HOP_LOOP_H
#define V6LAB_HOP_LOOP_H

#include "model/record/explain.h"

#include <cstddef>
#include <vector>

namespace ns3::v6lab
{

/** Hops of a walk that only repeat what the `period` hops before `begin` did. */
struct HopLoop
{
    size_t begin{0}; //!< place of the first repetition
    size_t end{0};   //!< place behind the last
    size_t period{0};
};

/**
 * The loops of a walk in order, each with two rounds of repetition and four hops at least: fewer
 * are as quickly read as told.
 */
std::vector<HopLoop> FindLoops(const std::vector<HopView>& hops);

} // namespace ns3::v6lab

#endif // V6LAB_HOP_LOOP_H
