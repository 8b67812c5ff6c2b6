// SPDX-License-Identifier: GPL-2.0-only
// What may be asked of a recorded run.
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"
#include "model/core/reason.h"
#include "model/core/time-units.h"

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LONGEST_RUN = 30LL * 24 * 3600 * SECOND;
constexpr uint32_t MOST_TTL = 255;

class CheckChecker
{
  public:
    CheckChecker(ValidationContext& context, size_t place)
        : m_context(context),
          m_check(context.topology.checks[place]),
          m_path(Item("checks", place))
    {
    }

    void Check()
    {
        const v6lab::Check& c = m_check;
        if (!c.workload.empty() && !m_context.workloads.Find(c.workload))
        {
            Add(".workload", "there is no workload \"" + c.workload + "\"");
        }
        CheckDrop();
        CheckNodes(".path", c.path);
        CheckNodes(".returnPath", c.returnPath);
        CheckRouters();
        if (!c.called.empty() && !IpAddress::Parse(c.called))
        {
            Add(".called", "\"" + c.called + "\" is not an IP address");
        }
        if (c.ttl.value_or(1) == 0 || c.ttl.value_or(1) > MOST_TTL)
        {
            Add(".ttl", std::to_string(*c.ttl) + " is not from 1 to 255");
        }
        if (!c.silence.empty() && ParseDuration(c.silence).value_or(LONGEST_RUN + 1) > LONGEST_RUN)
        {
            Add(".silence", "\"" + c.silence + "\" is not a time up to 720h, such as \"300s\"");
        }
        if (!c.attemptDelay.empty() && !ParseDuration(c.attemptDelay))
        {
            Add(".attemptDelay", "\"" + c.attemptDelay + "\" is not a time, such as \"250ms\"");
        }
        if (c.machines.value_or(1) == 0)
        {
            Add(".machines", "0 machines: expect failed says so");
        }
        if (c.spread.value_or(0) > 100)
        {
            Add(".spread", std::to_string(*c.spread) + " is not from 0 to 100 percentage points");
        }
        const bool asks = !c.expect.empty() || !c.reason.empty() || !c.at.empty() ||
                          !c.family.empty() || !c.path.empty() || !c.returnPath.empty() ||
                          c.translations || c.ttl || !c.routers.empty() || !c.called.empty() ||
                          !c.answer.empty() || c.sessions || c.bindings || !c.silence.empty() ||
                          c.machines || c.spread || !c.attemptDelay.empty() || c.authentic;
        if (!asks)
        {
            Add("",
                "asks nothing: give expect, reason, at, family, path, translations, ttl, routers, "
                "called, answer, sessions, bindings, silence, attemptDelay, authentic, machines or "
                "spread");
        }
    }

  private:
    void Add(const std::string& member, const std::string& sentence)
    {
        m_context.Add({m_path + member, m_check.name, "", "", sentence});
    }

    void CheckRouters()
    {
        for (size_t i = 0; i < m_check.routers.size(); ++i)
        {
            if (!IpAddress::Parse(m_check.routers[i]))
            {
                Add(Item(".routers", i), "\"" + m_check.routers[i] + "\" is not an IP address");
            }
        }
        const auto place = m_context.workloads.Find(m_check.workload);
        if (!m_check.routers.empty() && place &&
            m_context.topology.workloads[*place].kind != "traceroute")
        {
            Add(".routers", "goes with a traceroute only");
        }
    }

    /** What is between the machines, the internet included, can drop, too. */
    bool IsPlace(const std::string& name) const
    {
        return name == "fabric" || m_context.HasNode(name);
    }

    /** TCP sends again what is dropped. */
    bool IsOfTcp() const
    {
        const auto place = m_context.workloads.Find(m_check.workload);
        return place && m_context.topology.workloads[*place].kind.rfind("tcp", 0) == 0;
    }

    /** What a failed flow must have failed of, and where; what of TCP was dropped on the way. */
    void CheckDrop()
    {
        const v6lab::Check& c = m_check;
        if (!c.reason.empty() && ReasonFromWord(c.reason) == Reason::None)
        {
            Add(".reason", "\"" + c.reason + "\" is not the word of a reason");
        }
        const bool sentAgain = !c.at.empty() && IsOfTcp();
        if (c.expect == "delivered" && (!c.reason.empty() || !c.at.empty()) && !sentAgain)
        {
            Add(c.reason.empty() ? ".at" : ".reason", "what is delivered was not dropped");
        }
        if (!c.at.empty() && !IsPlace(c.at))
        {
            Add(".at", "there is no virtual machine or node \"" + c.at + "\"");
        }
    }

    void CheckNodes(const std::string& member, const std::vector<std::string>& names)
    {
        for (size_t i = 0; i < names.size(); ++i)
        {
            if (!IsPlace(names[i]))
            {
                Add(Item(member, i), "there is no virtual machine or node \"" + names[i] + "\"");
            }
        }
    }

    ValidationContext& m_context;
    const v6lab::Check& m_check;
    std::string m_path;
};

} // namespace

void
ValidateChecks(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.checks.size(); ++i)
    {
        CheckChecker(context, i).Check();
    }
}

} // namespace ns3::v6lab
