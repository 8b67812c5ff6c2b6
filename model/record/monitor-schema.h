// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MONITOR_SCHEMA_H
#define V6LAB_MONITOR_SCHEMA_H

namespace ns3::v6lab
{

/** The part of the schema that holds what Azure Monitor collects. Part of SchemaSql(). */
const char* MonitorSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_MONITOR_SCHEMA_H
