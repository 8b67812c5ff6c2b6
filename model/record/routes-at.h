// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTES_AT_H
#define V6LAB_ROUTES_AT_H

#include "model/record/reader.h"
#include "model/record/record-rows.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * The effective routes of a network interface as the run recorded them: those of a simulated time
 * in ns, changes of that very moment included, or those of its end. In the order of
 * v_effective_route; rows that were lost later come last. None if the run has none of it, as when
 * it was killed.
 */
std::vector<EffectiveRouteRow> EffectiveRoutesAt(Database& database,
                                                 const RunHandle& run,
                                                 const std::string& nic,
                                                 std::optional<int64_t> timeNs);

} // namespace ns3::v6lab

#endif // V6LAB_ROUTES_AT_H
