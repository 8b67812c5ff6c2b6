// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_WRITER_H
#define V6LAB_BENCH_WRITER_H

#include "model/record/bench-rows.h"
#include "model/record/database.h"

#include <string>

namespace ns3::v6lab
{

/** Adds what a benchmark found to the run, unless it is gone from the file. Throws RecordError. */
void WriteBench(Database& database, const std::string& runId, const BenchRows& rows);

} // namespace ns3::v6lab

#endif // V6LAB_BENCH_WRITER_H
