// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_SESSIONS_H
#define V6LAB_CHECK_SESSIONS_H

#include "model/record/explain.h"

#include <vector>

namespace ns3::v6lab
{

/** What stateful translators have held for one flow, from its first packet to the run's end. */
struct FlowState
{
    size_t sessions{0};
    size_t bindings{0};
    /**
     * Of each session that ended before the run: nanoseconds from its last translated packet to its
     * end; from its making, if none was translated (a SYN that waited in vain).
     */
    std::vector<int64_t> silences;
};

/** Of a run recorded with all its packets: their hops tell which sessions are the flow's. */
FlowState StateOf(Database& database, const RunHandle& run, int64_t flow);

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_SESSIONS_H
