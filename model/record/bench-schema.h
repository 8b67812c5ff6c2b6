// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_SCHEMA_H
#define V6LAB_BENCH_SCHEMA_H

namespace ns3::v6lab
{

/** The part of the schema that holds benchmarks after RFC 8219. Part of SchemaSql(). */
const char* BenchSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_BENCH_SCHEMA_H
