// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

#include "helper/arm/evaluator.h"
#include "helper/arm/expression-error.h"
#include "helper/arm/scope.h"
#include "helper/format/input-error.h"
#include "helper/topology/validate.h"

#include <iostream>

namespace ns3::v6lab::test
{

std::string
EvaluateExpression(const std::string& expression)
{
    const arm::Value source = arm::Value::parse(R"({
        "contentVersion": "1.0.0.0",
        "parameters": {"now": {"type": "string", "defaultValue": "[utcNow('u')]"},
                       "id": {"type": "string", "defaultValue": "[newGuid()]"}},
        "variables": {
            "dogs": [{"name": "Evie", "age": 5}, {"name": "Casper", "age": 3},
                     {"name": "Indy", "age": 2}, {"name": "Kira", "age": 8}],
            "deep": {"list": [1, {"Key": "found"}], "nothing": null}
        }})");
    arm::Scope scope(source, arm::Placement(), "");
    arm::Evaluator evaluator;
    try
    {
        return evaluator.EvaluateText(expression, scope.MakeFrame()).dump();
    }
    catch (const arm::ExpressionError& error)
    {
        return std::string("error: ") + error.what();
    }
}

Row
Gives(const std::string& expression, const std::string& json, const std::string& clause)
{
    return {expression + " gives " + json, clause, [=](Verdict& v) {
                v.Equal(EvaluateExpression(expression), json, "value");
            }};
}

Row
Fails(const std::string& expression, const std::string& text, const std::string& clause)
{
    const std::string shown = expression.size() > 80 ? expression.substr(0, 80) : expression;
    return {shown + " is refused: " + text, clause, [=](Verdict& v) {
                const std::string result = EvaluateExpression(expression);
                v.True(result.rfind("error: ", 0) == 0 && Contains(result, text), result);
            }};
}

Row
Skipped(const std::string& sentence, const std::string& missing)
{
    std::cerr << "skipped: no " << missing << "\n";
    return {"(skipped, its data is not here) " + sentence, "", [](Verdict&) {}};
}

std::string
TemplateOf(const std::string& resources, const std::string& sections)
{
    return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
           R"(deploymentTemplate.json#", "contentVersion": "1.0.0.0", )" +
           sections + "\"resources\": " + resources + "}";
}

Topology
ImportText(const std::string& text,
           std::string& faults,
           const std::optional<std::string>& parameters)
{
    try
    {
        return ImportArmText("test", text, parameters);
    }
    catch (const InputError& error)
    {
        faults = error.what();
        return {};
    }
}

std::string
FaultsOf(const std::string& text, const std::optional<std::string>& parameters)
{
    std::string faults;
    ImportText(text, faults, parameters);
    return faults;
}

std::string
LeftOutText(const Topology& topology)
{
    std::string text;
    for (const auto& one : topology.leftOut)
    {
        text += (text.empty() ? "" : "; ") + one.name + " " + one.type + " " + one.what;
    }
    return text;
}

std::string
Words(const std::vector<std::string>& all)
{
    std::string text;
    for (const auto& one : all)
    {
        text += (text.empty() ? "" : " ") + one;
    }
    return text;
}

bool
Contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

Row
Read(const std::string& sentence,
     const std::string& clause,
     const std::string& text,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return {sentence, clause, [=](Verdict& v) {
                std::string faults;
                const Topology topology = ImportText(text, faults);
                v.Equal(faults, "", "faults");
                if (faults.empty())
                {
                    look(v, topology);
                }
            }};
}

Row
Imported(const std::string& sentence,
         const std::string& clause,
         const std::string& text,
         const std::function<void(Verdict&, const Topology&)>& look)
{
    return Read(sentence, clause, text, [=](Verdict& v, const Topology& topology) {
        for (const auto& fault : Validate(topology))
        {
            v.True(false, ToString(fault));
        }
        look(v, topology);
    });
}

Row
Refused(const std::string& sentence,
        const std::string& clause,
        const std::string& text,
        const std::string& fault)
{
    return {sentence, clause, [=](Verdict& v) {
                const auto faults = FaultsOf(text);
                v.True(Contains(faults, fault), faults);
            }};
}

} // namespace ns3::v6lab::test
