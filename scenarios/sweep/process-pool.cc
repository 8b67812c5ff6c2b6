// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/process-pool.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3::v6lab
{

namespace
{

constexpr int CANNOT_START = 127; // as shells have it

/** Those that are ignored stay so, as nohup(1) wants; blocked, they would be heard all the same. */
sigset_t
WatchedSignals()
{
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
    {
        struct sigaction action = {};
        sigaction(number, nullptr, &action);
        if (action.sa_handler != SIG_IGN)
        {
            sigaddset(&watched, number);
        }
    }
    return watched;
}

std::string
ReadAll(int descriptor)
{
    std::string text(static_cast<size_t>(std::max<off_t>(lseek(descriptor, 0, SEEK_END), 0)), '\0');
    const ssize_t got = pread(descriptor, text.data(), text.size(), 0);
    text.resize(static_cast<size_t>(std::max<ssize_t>(got, 0)));
    return text;
}

/** In the new process: becomes the program. */
[[noreturn]] void
Become(const std::vector<char*>& words, int errors, pid_t parent, const sigset_t& mask)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) // it died before that call
    {
        _exit(CANNOT_START);
    }
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    sigprocmask(SIG_SETMASK, &mask, nullptr);
    execv(words[0], words.data());
    _exit(CANNOT_START);
}

} // namespace

ProcessPool::ProcessPool(size_t width)
    : m_width(width),
      m_watched(WatchedSignals())
{
    sigprocmask(SIG_BLOCK, &m_watched, &m_usual);
}

ProcessPool::~ProcessPool()
{
    Signal(SIGKILL); // somebody else's exception left them
    for (const auto& [pid, child] : m_children)
    {
        waitpid(pid, nullptr, 0);
        close(child.words);
    }
    sigprocmask(SIG_SETMASK, &m_usual, nullptr);
}

bool
ProcessPool::Run(const Jobs& jobs,
                 const std::function<void(const ProcessEnd&)>& ended,
                 const std::function<void()>& tick)
{
    size_t next = 0;
    int wishes = 0;
    const auto toldEnded = [&](ProcessEnd end) {
        end.asked = wishes > 0;
        ended(end);
    };
    while (!m_children.empty() || (wishes == 0 && next < jobs.size()))
    {
        while (wishes == 0 && next < jobs.size() && m_children.size() < m_width)
        {
            Start(jobs[next], next);
            ++next;
        }
        const timespec pause{1, 0};
        const int number = sigtimedwait(&m_watched, nullptr, &pause);
        if (number > 0 && number != SIGCHLD)
        {
            Signal(++wishes == 1 ? SIGTERM : SIGKILL);
        }
        Collect(toldEnded);
        tick();
    }
    return wishes == 0;
}

void
ProcessPool::Start(const std::vector<std::string>& words, size_t job)
{
    std::vector<char*> pointers;
    for (const auto& word : words)
    {
        pointers.push_back(const_cast<char*>(word.c_str())); // execv(3) changes nothing
    }
    pointers.push_back(nullptr);
    const int errors = memfd_create("stderr", MFD_CLOEXEC);
    if (errors < 0)
    {
        throw std::system_error(errno, std::generic_category(), "cannot make a file in memory");
    }
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0)
    {
        const int why = errno;
        close(errors);
        throw std::system_error(why, std::generic_category(), "cannot start a process");
    }
    if (pid == 0)
    {
        Become(pointers, errors, parent, m_usual);
    }
    m_children[pid] = {job, errors};
}

void
ProcessPool::Collect(const std::function<void(const ProcessEnd&)>& ended)
{
    int status = 0;
    for (pid_t pid = 0; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    {
        const auto found = m_children.find(pid);
        if (found == m_children.end())
        {
            continue;
        }
        const Child child = found->second;
        m_children.erase(found);
        const std::string words = ReadAll(child.words);
        close(child.words);
        ended({child.job, status, false, words});
    }
}

void
ProcessPool::Signal(int number) const
{
    for (const auto& [pid, child] : m_children)
    {
        kill(pid, number);
    }
}

} // namespace ns3::v6lab
