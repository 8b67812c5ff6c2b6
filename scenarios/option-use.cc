// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/option-use.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

std::string
WhyUnused(const Ptr<Scenario>& scenario, const std::string& option)
{
    const auto* use = dynamic_cast<const OptionUse*>(PeekPointer(scenario));
    return use ? use->WhyUnused(option) : "";
}

} // namespace

std::map<std::string, std::string>
UnusedOptions(const Ptr<Scenario>& scenario, const std::map<std::string, std::string>& given)
{
    std::map<std::string, std::string> unused;
    const auto options = OptionsOf(scenario);
    for (const auto& [name, value] : given)
    {
        for (const auto& option : options)
        {
            const std::string why =
                SameOption(option.name, name) ? WhyUnused(scenario, option.name) : "";
            if (!why.empty())
            {
                unused[name] = "--" + option.name + "=" + value + ": " + why;
            }
        }
    }
    return unused;
}

bool
IsDeciding(const Ptr<Scenario>& scenario, const std::string& option)
{
    const auto* use = dynamic_cast<const OptionUse*>(PeekPointer(scenario));
    const auto options = OptionsOf(scenario);
    return use && std::any_of(options.begin(), options.end(), [&](const auto& one) {
               return SameOption(one.name, option) && use->Decides(one.name);
           });
}

std::map<std::string, std::string>
OptionsInUse(const Ptr<Scenario>& scenario)
{
    const auto* use = dynamic_cast<const OptionUse*>(PeekPointer(scenario));
    const auto values = OptionValues(scenario);
    std::map<std::string, std::string> inUse;
    for (const auto& [option, value] : values)
    {
        if (!use || use->Decides(option) || use->WhyUnused(option).empty())
        {
            inUse[option] = use ? use->Spell(option, value) : value;
        }
    }
    return inUse;
}

} // namespace ns3::v6lab
