// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "model/record/merge-runs.h"
#include "model/record/run-figures.h"
#include "scenarios/cli/sweep-request.h"
#include "scenarios/sweep/statistics.h"

#include <memory>

namespace ns3::v6lab::bindings
{

namespace
{

/** A sweep by the words of the command line; Python makes the runs. */
class SweepFiles
{
  public:
    explicit SweepFiles(const cli::Words& words)
    {
        const auto order = cli::ParseSweep(words);
        if (!order)
        {
            throw cli::UsageError("--help: read the documentation of the function instead");
        }
        m_sweep = std::make_unique<cli::OpenSweep>(*order);
    }

    std::string Plan() const
    {
        return PlanJson(Get(), "v6lab");
    }

    void Open() const
    {
        Get().store.Open();
    }

    /** Whether the run is complete, merged or not. */
    bool IsComplete(const std::string& id) const
    {
        return Get().store.PlaceOf(id) != RunPlace::Missing;
    }

    /** Whether the run is complete, and with that merged. */
    bool Merge(const std::string& id) const
    {
        return Get().store.Merge(id) == RunPlace::Merged;
    }

    void Close()
    {
        m_sweep.reset();
    }

  private:
    cli::OpenSweep& Get() const
    {
        if (!m_sweep)
        {
            throw cli::UsageError("the sweep is closed");
        }
        return *m_sweep;
    }

    std::unique_ptr<cli::OpenSweep> m_sweep;
};

/** (run_id, rtt_ms, throughput_bps, delivered, checks passed, failed, not evaluated) of each. */
py::list
Figures(const std::string& path)
{
    py::list rows;
    for (const auto& [id, run] : ReadRunFigures(*Database::Read(path)))
    {
        rows.append(py::make_tuple(id,
                                   run.rttMs,
                                   run.throughputBps,
                                   run.delivered,
                                   run.checksPassed,
                                   run.checksFailed,
                                   run.checksUnknown));
    }
    return rows;
}

/** How many runs were (added, replaced, known). */
py::tuple
Merge(const std::string& into, const std::string& path)
{
    const MergeCounts counts = MergeRuns(*Database::Create(into), path);
    return py::make_tuple(counts.added, counts.replaced, counts.known);
}

} // namespace

void
BindSweeps(py::module_& module)
{
    py::class_<SweepFiles>(module, "SweepFiles")
        .def(py::init<const cli::Words&>(), py::arg("words"))
        .def("plan", &SweepFiles::Plan)
        .def("open", &SweepFiles::Open)
        .def("complete", &SweepFiles::IsComplete, py::arg("run_id"))
        .def("merge", &SweepFiles::Merge, py::arg("run_id"))
        .def("close", &SweepFiles::Close);
    module.def("run_figures", &Figures, py::arg("path"));
    module.def("merge", &Merge, py::arg("into"), py::arg("path"));
    module.def("student_t", &StudentT, py::arg("confidence"), py::arg("freedom"));
}

} // namespace ns3::v6lab::bindings
