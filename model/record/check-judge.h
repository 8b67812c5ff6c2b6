// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_JUDGE_H
#define V6LAB_CHECK_JUDGE_H

#include "model/record/evaluate-checks.h"

#include <string>

namespace ns3::v6lab
{

/** Collects the parts of one check: each adds to what is expected and what was observed. */
class CheckJudge
{
  public:
    void Ask(const std::string& expected, const std::string& observed);
    /** The same where more than one observation is right. */
    void Judged(bool right, const std::string& expected, const std::string& observed);
    /** The recording cannot say. */
    void Unknown(const std::string& expected, const std::string& why);
    CheckResult Result(const CheckSpec& spec, const std::string& evidence) const;

  private:
    std::string m_expected;
    std::string m_observed;
    std::string m_unknown; //!< why
    bool m_failed{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_JUDGE_H
