// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-evaluation.h"

#include "model/record/check-figure.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

std::string
Packet(const Told& told)
{
    return told.packet == 0 ? "" : fmt::format(", packet {}", told.packet);
}

std::string
Translations(const std::string& count)
{
    return count + (count == "1" ? " translation" : " translations");
}

} // namespace

CheckEvaluation::CheckEvaluation(Database& database, const RunHandle& run, const CheckSpec& spec)
    : m_database(database),
      m_run(run),
      m_spec(spec),
      m_flow(Select(database,
                    "SELECT * FROM v_flow WHERE run_id = ? AND name = ? LIMIT 1",
                    {run.id, spec.workload}))
{
    const Table about =
        Select(database, "SELECT level, status FROM run WHERE run_key = ?", {run.key});
    m_level = about.Text(0, "level");
    m_status = about.Text(0, "status");
}

CheckResult
CheckEvaluation::Run()
{
    CheckResult result = Judged();
    if (m_status != "complete")
    {
        result.passed.reset();
        result.observed = fmt::format("not evaluated: the run {}",
                                      m_status == "failed" ? "failed" : "is incomplete");
    }
    return result;
}

CheckResult
CheckEvaluation::Judged()
{
    if (m_spec.figure)
    {
        return JudgeFigure(m_database, m_run, m_spec);
    }
    if (m_flow.rows.empty())
    {
        m_judge.Ask(fmt::format("a flow \"{}\"", m_spec.workload), "no such flow in the run");
        return m_judge.Result(m_spec, "");
    }
    m_id = std::stoll(m_flow.Text(0, "flow_id"));
    std::string evidence = fmt::format("flow {}", m_id);
    AskFlow();
    AskDrop();
    AskRouters();
    AskName();
    AskAuthentic(OrNone("dst_address"));
    AskAttempts();
    AskSessions();
    AskMachines();
    if (AsksRequest())
    {
        const Told request = Tell("request");
        AskPath("path", m_spec.path, request);
        AskTtl(m_spec.ttl, "at the destination", request);
        evidence += Packet(request);
    }
    if (AsksAnswer())
    {
        const Told answer = Tell("answer");
        AskPath("return path", m_spec.returnPath, answer);
        AskTtl(m_spec.answerTtl, "of the answer where it arrives", answer);
        AskAnswerer(answer);
        evidence += Packet(answer);
    }
    return m_judge.Result(m_spec, evidence);
}

std::string
CheckEvaluation::OrNone(const char* column) const
{
    const std::string text = m_flow.Text(0, column);
    return text.empty() ? "none" : text;
}

void
CheckEvaluation::AskFlow()
{
    if (!m_spec.expect.empty())
    {
        m_judge.Ask(m_spec.expect, m_flow.Text(0, "outcome"));
    }
    if (!m_spec.reason.empty() && m_spec.expect != "delivered") // then it is that of the drop
    {
        m_judge.Ask("reason " + m_spec.reason, "reason " + OrNone("reason"));
    }
    if (!m_spec.family.empty())
    {
        const std::string there = m_flow.Text(0, "family_at_destination");
        // Nothing arrived: then only the source can have a family.
        m_judge.Ask("over " + m_spec.family,
                    "over " + OrNone("family_at_source") +
                        (there.empty() || there == m_flow.Text(0, "family_at_source")
                             ? ""
                             : " and " + there));
    }
    AskTranslations();
}

void
CheckEvaluation::AskTranslations()
{
    if (!m_spec.translations)
    {
        return;
    }
    const std::string expected = Translations(fmt::to_string(*m_spec.translations));
    const std::string observed = m_flow.Text(0, "translations");
    if (observed.empty())
    {
        m_judge.Unknown(expected, NO_HOPS);
        return;
    }
    m_judge.Ask(expected, Translations(observed));
}

bool
CheckEvaluation::AsksRequest() const
{
    return !m_spec.path.empty() || m_spec.ttl;
}

bool
CheckEvaluation::AsksAnswer() const
{
    return !m_spec.returnPath.empty() || m_spec.answerTtl || !m_spec.answeredFrom.empty();
}

} // namespace ns3::v6lab
