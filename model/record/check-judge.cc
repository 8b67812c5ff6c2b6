// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-judge.h"

namespace ns3::v6lab
{

namespace
{

void
Add(std::string& list, const std::string& part)
{
    list += (list.empty() ? "" : "; ") + part;
}

} // namespace

void
CheckJudge::Ask(const std::string& expected, const std::string& observed)
{
    Add(m_expected, expected);
    Add(m_observed, observed);
    m_failed = m_failed || expected != observed;
}

void
CheckJudge::Judged(bool right, const std::string& expected, const std::string& observed)
{
    Add(m_expected, expected);
    Add(m_observed, observed);
    m_failed = m_failed || !right;
}

void
CheckJudge::Unknown(const std::string& expected, const std::string& why)
{
    Add(m_expected, expected);
    m_unknown = why;
}

CheckResult
CheckJudge::Result(const CheckSpec& spec, const std::string& evidence) const
{
    std::optional<bool> passed;
    if (m_failed || m_unknown.empty())
    {
        passed = !m_failed;
    }
    std::string observed = m_observed;
    if (!m_unknown.empty())
    {
        Add(observed, "not evaluated: " + m_unknown);
    }
    return {spec.name, passed, m_expected, observed, m_unknown, evidence, spec.clause};
}

} // namespace ns3::v6lab
