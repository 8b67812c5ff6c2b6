// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIEW_SCHEMA_H
#define V6LAB_VIEW_SCHEMA_H

namespace ns3::v6lab
{

/** The part of SchemaSql() with the views of runs, flows, packets, routes and checks. */
const char* ViewSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_VIEW_SCHEMA_H
