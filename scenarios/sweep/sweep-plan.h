// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_PLAN_H
#define V6LAB_SWEEP_PLAN_H

#include "model/record/run-info.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One option that varies: of the scenario, or an attribute of ns-3 ("ns3::Class::Attribute"). */
struct SweepAxis
{
    std::string option;
    std::vector<std::string> values;
};

/** What a sweep is asked to do. */
struct SweepRequest
{
    std::string design; //!< a scenario's name or a file
    std::optional<std::string> parameters;
    std::map<std::string, std::string> options;       //!< the same in all runs
    std::map<std::string, std::string> ns3Attributes; //!< the same in all runs
    std::vector<SweepAxis> axes;
    uint64_t seed{1};
    uint64_t runs{1}; //!< of each point, numbered from 1
    RecordLevel level{RecordLevel::Packets};
};

/** One run of a sweep. */
struct PlannedRun
{
    std::string id;
    size_t point{0};
    uint64_t run{1};
};

/** All runs of a sweep in their order: by the first axis, the second, ..., the run's number. */
struct SweepPlan
{
    SweepRequest request;
    std::vector<std::vector<std::string>> points; //!< a value for each axis
    /**
     * By point: of the options that are the same in all runs those that have no meaning there, but
     * at another point; its runs are made without them.
     */
    std::vector<std::set<std::string>> leftOut;
    std::vector<PlannedRun> runs;
};

/** More than this is a slip; a database holds little more (hopkey::MAX_RUN). */
constexpr uint64_t MAX_SWEEP_RUNS = 100'000;

/**
 * Plans a sweep; every point is described and validated, nothing is simulated. The ids are those
 * that the runs will have.
 *
 * Throws InputError or std::invalid_argument that names the option and what is allowed: nothing
 * varies, an axis twice or with a value twice (values that mean the same included), too many runs,
 * an unknown option, a value out of range, a faulty design.
 */
SweepPlan PlanSweep(const SweepRequest& request);

/** The words of the command line, from `run` on, that make this run in the database `file`. */
std::vector<std::string> WordsOf(const SweepPlan& plan,
                                 const PlannedRun& run,
                                 const std::string& file);

/** "clat=shared, pool=4, run 3": which run it is, for people. */
std::string NameOf(const SweepPlan& plan, const PlannedRun& run);

} // namespace ns3::v6lab

#endif // V6LAB_SWEEP_PLAN_H
