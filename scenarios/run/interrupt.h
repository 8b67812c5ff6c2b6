// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INTERRUPT_H
#define V6LAB_INTERRUPT_H

#include <atomic>
#include <thread>

namespace ns3::v6lab
{

/**
 * From now on Ctrl-C or SIGTERM, unless it is ignored, ends the process at once with status 130 and
 * a word on stderr: for all that comes before and after the simulation, such as waiting for a
 * locked database. Nothing is lost that a killed process would keep.
 */
void ExitWhenInterrupted();

/**
 * While it lives, Ctrl-C or SIGTERM stops the simulation at its next event instead of killing the
 * process, so that what was recorded can be finished. Another one a second later kills as usual.
 *
 * Create it before any other thread, so that they inherit the blocked signals.
 */
class Interrupt
{
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    bool Happened() const
    {
        return m_happened;
    }

  private:
    void Wait();

    std::atomic<bool> m_happened{false};
    std::atomic<bool> m_over{false};
    std::thread m_waiter;
};

} // namespace ns3::v6lab

#endif // V6LAB_INTERRUPT_H
