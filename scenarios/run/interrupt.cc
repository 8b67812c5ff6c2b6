// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/interrupt.h"

#include "ns3/simulator.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <unistd.h>

namespace ns3::v6lab
{

namespace
{

/** Ends the wait for the others; by itself it means nothing and is ignored. */
constexpr int WAKE = SIGURG;

sigset_t
WatchedSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, WAKE);
    return signals;
}

/** The time of a clock that a signal handler may ask, too, and never 0 (POSIX 2.4.3). */
std::int64_t
Now()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    constexpr std::int64_t NANOSECONDS = 1'000'000'000;
    return now.tv_sec * NANOSECONDS + now.tv_nsec;
}

/** When the process was first asked to stop a simulation; 0 is never. */
std::atomic<std::int64_t> g_asked{0};

/**
 * True of what belongs to that first wish: programs such as timeout(1) send to the process and to
 * its group, and the second one may come when the simulation is over already.
 */
bool
IsSameWish()
{
    constexpr std::int64_t ONE_WISH = 1'000'000'000;
    const std::int64_t asked = g_asked;
    return asked != 0 && Now() - asked <= ONE_WISH;
}

/** Calls nothing that may not be called at any moment. */
void
ExitNow(int)
{
    if (IsSameWish())
    {
        return;
    }
    constexpr int INTERRUPTED = 130;
    constexpr char WORD[] = "v6lab: interrupted before the run was complete\n";
    // Who does not read it cannot be told.
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, WORD, sizeof(WORD) - 1);
    _exit(INTERRUPTED);
}

} // namespace

void
ExitWhenInterrupted()
{
    for (const int number : {SIGINT, SIGTERM})
    {
        if (std::signal(number, &ExitNow) == SIG_IGN)
        {
            std::signal(number, SIG_IGN); // as nohup and shells set it for a background process
        }
    }
}

Interrupt::Interrupt()
{
    const sigset_t signals = WatchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_waiter = std::thread(&Interrupt::Wait, this);
}

Interrupt::~Interrupt()
{
    m_over = true;
    pthread_kill(m_waiter.native_handle(), WAKE); // a short run need not wait for the next look
    m_waiter.join();
    const sigset_t signals = WatchedSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void
Interrupt::Wait()
{
    const sigset_t signals = WatchedSignals();
    const timespec pause{0, 50'000'000};
    while (!m_over)
    {
        const int number = sigtimedwait(&signals, nullptr, &pause);
        if (number < 0 || number == WAKE)
        {
            continue;
        }
        if (!m_happened.exchange(true))
        {
            g_asked = Now();
        }
        else if (!IsSameWish())
        {
            std::signal(SIGTERM, SIG_DFL);
            pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
            std::raise(SIGTERM);
        }
        // The one call that ns-3 allows from another thread; a plain Stop() is not.
        Simulator::ScheduleWithContext(Simulator::NO_CONTEXT,
                                       Time(0),
                                       static_cast<void (*)()>(&Simulator::Stop));
    }
}

} // namespace ns3::v6lab
