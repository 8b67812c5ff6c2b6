// SPDX-License-Identifier: GPL-2.0-only
// Checks that count: sessions and bindings of translators, the machines of a pool.
#include "model/record/check-evaluation.h"
#include "model/record/check-machines.h"
#include "model/record/check-sessions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr const char* FEW_HOPS = "only --record packets keeps the hops of all packets";
constexpr int64_t MILLISECOND = 1'000'000;
constexpr int64_t TENTH_SECOND = 100 * MILLISECOND;

std::string
Counted(size_t count, const std::string& noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/** To a tenth of a second: timers wait for each other, acknowledgements follow a last FIN. */
std::string
Seconds(int64_t ns)
{
    const int64_t tenths = (ns + TENTH_SECOND / 2) / TENTH_SECOND;
    return fmt::format("{} s", static_cast<double>(tenths) / 10);
}

std::string
EndsOf(const std::vector<int64_t>& silences)
{
    std::set<std::string> ends;
    for (const int64_t silence : silences)
    {
        ends.insert(Seconds(silence));
    }
    return ends.empty() ? "no session ended"
                        : fmt::format("sessions end after {} of silence", fmt::join(ends, " and "));
}

} // namespace

void
CheckEvaluation::AskSessions()
{
    if (!m_spec.sessions && !m_spec.bindings && !m_spec.silenceMs)
    {
        return;
    }
    const bool known = m_level == "packets";
    const FlowState state = known ? StateOf(m_database, m_run, m_id) : FlowState();
    const auto ask = [&](const std::string& expected, const std::string& observed) {
        known ? m_judge.Ask(expected, observed) : m_judge.Unknown(expected, FEW_HOPS);
    };
    if (m_spec.sessions)
    {
        ask(Counted(*m_spec.sessions, "session"), Counted(state.sessions, "session"));
    }
    if (m_spec.bindings)
    {
        ask(Counted(*m_spec.bindings, "binding"), Counted(state.bindings, "binding"));
    }
    if (m_spec.silenceMs)
    {
        const std::string wanted = Seconds(int64_t{*m_spec.silenceMs} * MILLISECOND);
        ask("sessions end after " + wanted + " of silence", EndsOf(state.silences));
    }
}

void
CheckEvaluation::AskMachines()
{
    if (!m_spec.machines && !m_spec.spread)
    {
        return;
    }
    const bool known = m_level == "packets";
    const auto requests =
        known ? RequestsOf(m_database, m_run, m_id) : std::map<std::string, uint64_t>();
    std::vector<std::string> counts;
    for (const auto& [machine, count] : requests)
    {
        counts.push_back(fmt::format("{} {}", machine, count));
    }
    const std::string told = fmt::format(" ({})", fmt::join(counts, ", "));
    if (m_spec.machines)
    {
        const std::string wanted = Counted(*m_spec.machines, "machine");
        const bool right = requests.size() == *m_spec.machines;
        known ? m_judge.Judged(right, wanted, Counted(requests.size(), "machine") + told)
              : m_judge.Unknown(wanted, FEW_HOPS);
    }
    if (m_spec.spread)
    {
        const std::string wanted = fmt::format("shares within {} points of even", *m_spec.spread);
        const double points = SpreadOf(requests);
        const bool right = !requests.empty() && points <= *m_spec.spread;
        known ? m_judge.Judged(right,
                               wanted,
                               fmt::format("shares within {:.1f} points of even", points) + told)
              : m_judge.Unknown(wanted, FEW_HOPS);
    }
}

} // namespace ns3::v6lab
