// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "model/core/reason.h"
#include "scenarios/scenario.h"

namespace ns3::v6lab::bindings
{

namespace
{

using Rows = std::vector<std::vector<std::string>>;

/** (name, purpose, article) of each. */
Rows
Scenarios()
{
    Rows rows;
    for (const auto& scenario : AllScenarios())
    {
        rows.push_back({scenario->GetName(), scenario->GetPurpose(), scenario->GetArticle()});
    }
    return rows;
}

/** (name, type, unit, default, allowed, help) of each. */
Rows
Options(const std::string& scenario)
{
    Rows rows;
    for (const auto& option : OptionsOf(RequireScenario(scenario)))
    {
        rows.push_back({option.name,
                        option.type,
                        option.unit,
                        option.defaultValue,
                        option.allowed,
                        option.help});
    }
    return rows;
}

/** (word, sentence, clause) of each. */
Rows
Reasons()
{
    Rows rows;
    for (auto i = static_cast<int>(Reason::None) + 1; i < static_cast<int>(Reason::Count); ++i)
    {
        const auto& said = Describe(static_cast<Reason>(i));
        rows.push_back(
            {std::string(said.word), std::string(said.sentence), std::string(said.clause)});
    }
    return rows;
}

} // namespace

void
BindScenarios(py::module_& module)
{
    module.def("scenarios", &Scenarios);
    module.def("options", &Options, py::arg("scenario"));
    module.def("reasons", &Reasons);
}

} // namespace ns3::v6lab::bindings
