// SPDX-License-Identifier: GPL-2.0-only
// Checks on the name of the destination, and on the attempts to connect to its addresses.
#include "model/core/address.h"
#include "model/record/check-evaluation.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

void
CheckEvaluation::AskName()
{
    const std::string called = OrNone("dst_address");
    if (!m_spec.called.empty())
    {
        // As the file has it, however it was written.
        const auto wanted = IpAddress::Parse(m_spec.called);
        m_judge.Ask("called " + (wanted ? wanted->ToString() : m_spec.called), "called " + called);
    }
    if (!m_spec.answer.empty())
    {
        const Table found = Select(m_database,
                                   "SELECT max(synthesised) AS made FROM dns_exchange WHERE "
                                   "run_key = ? AND flow_id = ? AND instr(answers, ?) > 0",
                                   {m_run.key, m_id, called});
        const std::string made = found.Text(0, "made");
        m_judge.Ask("a " + m_spec.answer + " address",
                    made.empty()  ? "an address without a name"
                    : made == "1" ? "a synthesised address"
                                  : "a real address");
    }
}

void
CheckEvaluation::AskAuthentic(const std::string& called)
{
    if (!m_spec.authentic)
    {
        return;
    }
    const Table found = Select(m_database,
                               "SELECT max(ad) AS ad FROM dns_exchange WHERE run_key = ? AND "
                               "flow_id = ? AND instr(answers, ?) > 0",
                               {m_run.key, m_id, called});
    const std::string ad = found.Text(0, "ad");
    m_judge.Ask(*m_spec.authentic ? "an authentic answer" : "an answer without proof",
                ad.empty()  ? "no answer with the address"
                : ad == "1" ? "an authentic answer"
                            : "an answer without proof");
}

void
CheckEvaluation::AskAttempts()
{
    if (!m_spec.attemptDelayMs)
    {
        return;
    }
    const Table found =
        Select(m_database,
               "SELECT (won.start_ns - first.start_ns) / 1000000 AS ms FROM attempt won JOIN "
               "attempt first ON first.run_key = won.run_key AND first.flow_id = won.flow_id "
               "AND first.request = won.request WHERE won.run_key = ? AND won.flow_id = ? AND "
               "won.outcome = 'connected' ORDER BY won.attempt, first.attempt LIMIT 1",
               {m_run.key, m_id});
    const std::string ms = found.rows.empty() ? "" : found.Text(0, "ms");
    m_judge.Ask(fmt::format("the winner began {} ms after the first", *m_spec.attemptDelayMs),
                ms.empty() ? "no attempt connected"
                           : fmt::format("the winner began {} ms after the first", ms));
}

} // namespace ns3::v6lab
