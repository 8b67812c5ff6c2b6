// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROGRESS_H
#define V6LAB_PROGRESS_H

#include "ns3/nstime.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ns3::v6lab
{

/** How far a run is: simulated seconds now, and at which the run should be over. */
using ProgressReport = std::function<void(double simulated, double end)>;

/**
 * A bar with simulated time and the expected rest, on stderr; nothing unless that is a terminal.
 * A run with a report of its own gets that in place of the bar.
 * Five times a second by the wall clock a thread asks the run to draw it, so that it moves however
 * slow or dense the simulation is, and costs five events a second. Create it after Interrupt,
 * whose blocked signals the thread inherits.
 */
class Progress
{
  public:
    /** `end` is the simulated time at which the run should be over; it may last longer. */
    Progress(Time end, ProgressReport report);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

  private:
    void Wait();
    void Draw();

    Time m_end;
    ProgressReport m_report;
    bool m_shown;
    std::chrono::steady_clock::time_point m_began;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over{false};
    std::thread m_clock;
};

} // namespace ns3::v6lab

#endif // V6LAB_PROGRESS_H
