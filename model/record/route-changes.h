// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTE_CHANGES_H
#define V6LAB_ROUTE_CHANGES_H

#include "model/record/database.h"
#include "model/record/record-rows.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A row that came into the table of an interface while the run lasted, or left it. */
struct EffectiveRouteChangeRow
{
    int64_t timeNs{0};
    bool added{true}; //!< else removed
    EffectiveRouteRow row{};
};

/** The part of SchemaSql() about them. */
const char* RouteChangeSchemaSql();

/** Adds them to the run, unless it is gone from the file. Throws RecordError. */
void WriteRouteChanges(Database& database,
                       const std::string& runId,
                       const std::vector<EffectiveRouteChangeRow>& rows);

} // namespace ns3::v6lab

#endif // V6LAB_ROUTE_CHANGES_H
