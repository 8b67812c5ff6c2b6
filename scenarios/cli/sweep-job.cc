// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/sweep-job.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::v6lab::cli
{

namespace
{

constexpr int WIDTH = 30;
constexpr const char* PREFIX = "v6lab: ";

/** What a run that is not complete died of: a signal, or what it said last. */
std::string
ReasonOf(const ProcessEnd& end)
{
    std::string words = end.words;
    words.erase(words.find_last_not_of(" \n") + 1);
    const size_t line = words.rfind('\n');
    std::string said = line == std::string::npos ? words : words.substr(line + 1);
    said.erase(0, said.rfind(PREFIX, 0) == 0 ? std::strlen(PREFIX) : 0);
    if (WIFSIGNALED(end.status))
    {
        const char* name = sigabbrev_np(WTERMSIG(end.status));
        return fmt::format("killed by SIG{}{}", name ? name : "?", said.empty() ? "" : ": " + said);
    }
    const int code = WEXITSTATUS(end.status);
    if (code == INTERRUPTED)
    {
        return "somebody asked it to stop";
    }
    return said.empty() ? fmt::format("it ended with status {}", code) : said;
}

} // namespace

SweepJob::SweepJob(OpenSweep& sweep, const std::string& program)
    : m_sweep(sweep),
      m_program(program),
      m_shown(isatty(STDERR_FILENO) == 1),
      m_began(std::chrono::steady_clock::now()),
      m_settled(sweep.plan.runs.size(), false)
{
}

SweepOutcome
SweepJob::Run(size_t jobs)
{
    m_sweep.store.Open();
    CollectMissing();
    MergeSettled();
    {
        ProcessPool pool(jobs);
        m_outcome.interrupted = !pool.Run(
            m_jobs,
            [this](const ProcessEnd& end) { End(end); },
            [this] {
                MergeSettled();
                Draw();
            });
    }
    // Of an interrupted sweep: what is complete beyond the first gap.
    for (; m_next < m_settled.size(); ++m_next)
    {
        if (m_settled[m_next])
        {
            m_sweep.places[m_next] = m_sweep.store.Merge(m_sweep.plan.runs[m_next].id);
        }
    }
    Wipe();
    m_outcome.summaries = Summarise(m_sweep.plan, ReadRunFigures(m_sweep.store.Get()));
    return m_outcome;
}

void
SweepJob::CollectMissing()
{
    for (size_t i = 0; i < m_settled.size(); ++i)
    {
        const PlannedRun& run = m_sweep.plan.runs[i];
        m_settled[i] = m_sweep.places[i] != RunPlace::Missing;
        m_outcome.before += m_settled[i] ? 1 : 0;
        if (m_settled[i])
        {
            continue;
        }
        Words words{m_program};
        for (const auto& word : WordsOf(m_sweep.plan, run, m_sweep.store.FileOf(run.id)))
        {
            words.push_back(word);
        }
        words.emplace_back("--quiet");
        m_jobs.push_back(words);
        m_runOfJob.push_back(i);
    }
}

void
SweepJob::End(const ProcessEnd& end)
{
    const size_t run = m_runOfJob[end.job];
    ++m_ended;
    if (m_sweep.store.PlaceOf(m_sweep.plan.runs[run].id) != RunPlace::Missing)
    {
        m_settled[run] = true;
        ++m_outcome.made;
    }
    else if (!end.asked)
    {
        m_settled[run] = true;
        Fail(run, ReasonOf(end));
    }
}

void
SweepJob::MergeSettled()
{
    for (; m_next < m_settled.size() && m_settled[m_next]; ++m_next)
    {
        m_sweep.places[m_next] = m_sweep.store.Merge(m_sweep.plan.runs[m_next].id);
    }
}

void
SweepJob::Fail(size_t run, const std::string& reason)
{
    m_outcome.failed.push_back(
        {run, reason, CommandOf(m_sweep, m_sweep.plan.runs[run], m_program)});
    Wipe();
    fmt::print(stderr, "{}{}\n", PREFIX, FailureText(m_sweep, m_outcome.failed.back()));
}

void
SweepJob::Draw()
{
    if (!m_shown || m_jobs.empty())
    {
        return;
    }
    const double part = static_cast<double>(m_ended) / static_cast<double>(m_jobs.size());
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - m_began;
    const std::string left =
        part > 0 && part < 1 ? fmt::format("about {:.0f} s left", spent.count() * (1 - part) / part)
                             : "";
    fmt::print(stderr,
               "\r[{:<{}}] {} of {} runs{}  {:<24}",
               std::string(static_cast<size_t>(part * WIDTH), '#'),
               WIDTH,
               m_ended,
               m_jobs.size(),
               m_outcome.failed.empty() ? "" : fmt::format(", {} failed", m_outcome.failed.size()),
               left);
}

void
SweepJob::Wipe() const
{
    if (m_shown)
    {
        fmt::print(stderr, "\r{:{}}\r", "", WIDTH + 70);
    }
}

} // namespace ns3::v6lab::cli
