// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_STORE_H
#define V6LAB_SWEEP_STORE_H

#include "model/record/merge-runs.h"
#include "model/record/stored-runs.h"
#include "scenarios/sweep/sweep-plan.h"

#include <memory>
#include <set>
#include <string>

namespace ns3::v6lab
{

/** Where a planned run stands. */
enum class RunPlace : uint8_t
{
    Missing, //!< to be made: never begun, incomplete, failed, or recorded in less detail
    Beside,  //!< complete, in its own file
    Merged,  //!< complete, in the sweep's file
};

/**
 * The files of a sweep: the database FILE, and beside it the folder FILE.runs with one database for
 * each run that is not merged yet. A process that makes a run writes that one alone, so that FILE
 * has one writer, which may be killed at any time, on any file system.
 */
class SweepStore
{
  public:
    /** Throws UnusableDatabase for a file that is none, or is none of this version. */
    SweepStore(const std::string& file, RecordLevel level);
    ~SweepStore();
    SweepStore(const SweepStore&) = delete;
    SweepStore& operator=(const SweepStore&) = delete;

    /**
     * Throws std::invalid_argument if the file holds runs that are not of the plan: who does not
     * ask for that has changed the sweep, or named the wrong file.
     */
    void RefuseOtherRuns(const SweepPlan& plan) const;
    /**
     * Makes folder and database, and keeps other sweeps out of them while this lives.
     * Throws UnusableDatabase if that cannot be, RecordError if another sweep is at work.
     */
    void Open();
    /** Makes the folder only, for runs that others start. */
    void MakeFolder() const;

    /** Absolute paths. */
    const std::string& GetFile() const;
    std::string GetFolder() const;
    std::string FileOf(const std::string& id) const;

    RunPlace PlaceOf(const std::string& id);
    /** Merges the run's own file, if there is one; a complete run's goes. Needs Open(). */
    RunPlace Merge(const std::string& id);
    /** The sweep's database; needs Open(). */
    Database& Get() const;

  private:
    std::string m_file;
    RecordLevel m_level;
    StoredRuns m_merged;
    std::set<std::string> m_done;
    std::set<std::string> m_beside; //!< known to be complete; whoever makes a run again keeps that
    std::shared_ptr<Database> m_database;
    int m_lock{-1};
};

} // namespace ns3::v6lab

#endif // V6LAB_SWEEP_STORE_H
