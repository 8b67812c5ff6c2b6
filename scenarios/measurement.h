// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MEASUREMENT_H
#define V6LAB_MEASUREMENT_H

#include "model/record/bench-rows.h"
#include "model/record/check-spec.h"

#include "ns3/nstime.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * What a scenario measures beside its workloads: it simulates for as long as it takes, once. Of a
 * run with a measurement trials are recorded, not packets: as at the level flows.
 */
class Measurement
{
  public:
    virtual ~Measurement() = default;

    /** Simulates; `goesOn` says no when the user wants an end. False: it came to that. */
    virtual bool Run(const std::function<bool()>& goesOn) = 0;
    /** About when it ends, in simulated time. */
    virtual Time GetExpectedEnd() const = 0;
    /** What a reader of the report must know. */
    virtual std::vector<std::string> GetWarnings() const = 0;

    /** What is done so far; also while Run() asks whether to go on. */
    const BenchRows& GetRows() const
    {
        return m_rows;
    }

    /** After Run(): its figures, against what they must be. */
    const std::vector<CheckSpec>& GetChecks() const
    {
        return m_checks;
    }

  protected:
    BenchRows m_rows;
    std::vector<CheckSpec> m_checks;
};

} // namespace ns3::v6lab

#endif // V6LAB_MEASUREMENT_H
