// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/progress.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <unistd.h>

namespace ns3::v6lab
{

namespace
{
constexpr int WIDTH = 30;
constexpr auto PAUSE = std::chrono::milliseconds(200);
} // namespace

Progress::Progress(Time end, ProgressReport report)
    : m_end(end),
      m_report(std::move(report)),
      m_shown(m_report || isatty(STDERR_FILENO) == 1),
      m_began(std::chrono::steady_clock::now())
{
    if (m_shown)
    {
        m_clock = std::thread(&Progress::Wait, this);
    }
}

Progress::~Progress()
{
    if (m_shown)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_over = true;
        }
        m_wake.notify_one();
        m_clock.join();
    }
    if (m_shown && !m_report)
    {
        fmt::print(stderr, "\r{:{}}\r", "", WIDTH + 60);
    }
}

void
Progress::Wait()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, PAUSE, [this] { return m_over; }))
    {
        // The one call that ns-3 allows from another thread; the bar is drawn in the run's own.
        Simulator::ScheduleWithContext(Simulator::NO_CONTEXT, Time(0), &Progress::Draw, this);
    }
}

void
Progress::Draw()
{
    if (m_report)
    {
        m_report(Simulator::Now().GetSeconds(), m_end.GetSeconds());
        return;
    }
    const double part = std::min(1.0, Simulator::Now().GetDouble() / m_end.GetDouble());
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - m_began;
    const std::string left =
        part > 0 && part < 1 ? fmt::format("about {:.0f} s left", spent.count() * (1 - part) / part)
                             : "";
    fmt::print(stderr,
               "\r[{:<{}}] {:3.0f} %  simulated {:.2f} s  {:<24}",
               std::string(static_cast<size_t>(part * WIDTH), '#'),
               WIDTH,
               part * 100,
               Simulator::Now().GetSeconds(),
               left);
}

} // namespace ns3::v6lab
