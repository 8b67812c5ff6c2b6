// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROCESS_POOL_H
#define V6LAB_PROCESS_POOL_H

#include <csignal>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** How a process ended. */
struct ProcessEnd
{
    size_t job{0};
    int status{0};     //!< of wait(2)
    bool asked{false}; //!< the pool had asked it to end
    std::string words; //!< what it wrote on stderr
};

/** Programs to run: the words of each, the path first. */
using Jobs = std::vector<std::vector<std::string>>;

/**
 * Runs programs, so many at a time, on this machine. Their stdin and stdout are /dev/null. They
 * hear of Ctrl-C through the pool alone, and do not outlive it, however it ends.
 */
class ProcessPool
{
  public:
    explicit ProcessPool(size_t width);
    ~ProcessPool();
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /**
     * Runs all jobs, started in their order; `ended` is told of each end, `tick` about once a
     * second. False if Ctrl-C, SIGTERM or SIGHUP came, unless ignored: then nothing more is
     * started, the running jobs get SIGTERM, or SIGKILL when it comes again, and their ends are
     * waited for.
     *
     * Throws std::system_error if a process cannot be made.
     */
    bool Run(const Jobs& jobs,
             const std::function<void(const ProcessEnd&)>& ended,
             const std::function<void()>& tick);

  private:
    struct Child
    {
        size_t job;
        int words; //!< descriptor of a file in memory: its stderr
    };

    void Start(const std::vector<std::string>& words, size_t job);
    void Collect(const std::function<void(const ProcessEnd&)>& ended);
    void Signal(int number) const;

    size_t m_width;
    sigset_t m_watched{};
    sigset_t m_usual{};
    std::map<pid_t, Child> m_children;
};

} // namespace ns3::v6lab

#endif // V6LAB_PROCESS_POOL_H
