// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPTION_USE_H
#define V6LAB_OPTION_USE_H

#include "scenarios/scenario.h"

namespace ns3::v6lab
{

/** What a scenario is as well if it makes no use of some options beside some values of others. */
class OptionUse
{
  public:
    virtual ~OptionUse() = default;

    /**
     * Why an option, kebab-case, has no meaning beside the present values of the others, and what
     * is allowed; empty if it has one.
     */
    virtual std::string WhyUnused(const std::string& option) const = 0;

    /** Whether an option, kebab-case, says which others have a meaning: it is never left out. */
    virtual bool Decides(const std::string& option) const = 0;

    /**
     * How an option's present value is put on record: what means the same beside the present
     * values of the others has one spelling, so that one experiment is known as one.
     */
    virtual std::string Spell(const std::string& option, const std::string& value) const = 0;
};

/**
 * Those of the options that are given, with their values, which have no meaning beside the present
 * values of all, as they are spelt; and why.
 */
std::map<std::string, std::string> UnusedOptions(const Ptr<Scenario>& scenario,
                                                 const std::map<std::string, std::string>& given);

/** Whether an option as it is spelt says which others have a meaning. */
bool IsDeciding(const Ptr<Scenario>& scenario, const std::string& option);

/** Every option that has a meaning beside the others, with its present value as Spell() has it. */
std::map<std::string, std::string> OptionsInUse(const Ptr<Scenario>& scenario);

} // namespace ns3::v6lab

#endif // V6LAB_OPTION_USE_H
