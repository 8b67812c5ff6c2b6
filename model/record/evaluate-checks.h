// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EVALUATE_CHECKS_H
#define V6LAB_EVALUATE_CHECKS_H

#include "model/record/check-spec.h"
#include "model/record/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What became of one check. */
struct CheckResult
{
    std::string name;
    std::optional<bool> passed; //!< empty: not recorded, or the run did not end
    std::string expected;
    std::string observed; //!< of what can be told; then why the rest was not evaluated, once
    std::string unknown;  //!< why a part was not evaluated; empty if all was
    std::string evidence; //!< "flow 3, packet 17"
    std::string clause;
};

/** Evaluates checks on a recorded run and stores them with their results. */
std::vector<CheckResult> EvaluateChecks(Database& database,
                                        const RunHandle& run,
                                        const std::vector<CheckSpec>& checks);

/** Evaluates the checks stored with a run again; changes nothing in the file. */
std::vector<CheckResult> CheckStored(Database& database, const RunHandle& run);

} // namespace ns3::v6lab

#endif // V6LAB_EVALUATE_CHECKS_H
