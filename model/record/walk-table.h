// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WALK_TABLE_H
#define V6LAB_WALK_TABLE_H

#include "model/record/reader.h"

namespace ns3::v6lab
{

/** Columns of the table walk, from `direction` on, for one flow: request, relayed, answer, ICMP
 * errors. */
Table WalksOfFlow(Database& database, const RunHandle& run, int64_t flow);

/**
 * The same for a run whose process was killed and wrote no walks: made of the hops that reached the
 * file. Fragments are not counted apart, what is relayed counts as answers, and no packet is named
 * for its data. Reads all hops of the run.
 */
Table WalksOfHops(Database& database, const RunHandle& run, int64_t flow);

} // namespace ns3::v6lab

#endif // V6LAB_WALK_TABLE_H
