// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_FIGURE_H
#define V6LAB_CHECK_FIGURE_H

#include "model/record/evaluate-checks.h"

namespace ns3::v6lab
{

/** Judges the check of a figure of a benchmark: the median of its metric, by v_bench_summary. */
CheckResult JudgeFigure(Database& database, const RunHandle& run, const CheckSpec& spec);

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_FIGURE_H
