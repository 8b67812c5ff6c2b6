// SPDX-License-Identifier: GPL-2.0-only
// Azure's references: "Logical functions" and "Comparison functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

namespace ns3::v6lab::arm
{

namespace
{

bool
AsFlag(const Value& value, size_t i)
{
    if (!value.is_boolean())
    {
        throw ExpressionError("argument " + std::to_string(i + 1) + " must be a bool, but is " +
                              TypeWord(value));
    }
    return value.get<bool>();
}

/** Only the chosen branch is evaluated. */
Value
If(const Call& call)
{
    return AsFlag(call.Evaluate(0), 0) ? call.Evaluate(1) : call.Evaluate(2);
}

/** and() and or() stop at the first argument that decides. */
Value
Decide(const Call& call, bool deciding)
{
    for (size_t i = 0; i < call.node.children.size(); ++i)
    {
        if (AsFlag(call.Evaluate(i), i) == deciding)
        {
            return deciding;
        }
    }
    return !deciding;
}

Value
Coalesce(const Call& call)
{
    for (size_t i = 0; i < call.node.children.size(); ++i)
    {
        Value value = call.Evaluate(i);
        if (!value.is_null())
        {
            return value;
        }
    }
    return nullptr;
}

Value
Bool(const Call& call)
{
    const Value& value = call.arguments[0];
    if (value.is_string())
    {
        const std::string word = Lower(call.Text(0));
        if (word != "true" && word != "false" && word != "1" && word != "0")
        {
            throw ExpressionError("\"" + word.substr(0, 80) + "\" is not a bool");
        }
        return word == "true" || word == "1";
    }
    return value.is_boolean() ? value : Value(call.Integer(0) != 0);
}

/** Less than zero, zero or greater: ints by value, strings by their characters. */
int
Compare(const Call& call)
{
    const Value& a = call.arguments[0];
    const Value& b = call.arguments[1];
    if (a.is_string() || b.is_string())
    {
        return call.Text(0).compare(call.Text(1));
    }
    if (!a.is_number() || !b.is_number())
    {
        return call.Integer(0) + call.Integer(1) > 0 ? 1 : 0; // one of them refuses its type
    }
    return a < b ? -1 : (b < a ? 1 : 0);
}

} // namespace

void
AddLogicalFunctions(FunctionTable& table)
{
    table["if"] = {If, 3, 3, true};
    table["and"] = {[](const Call& call) { return Decide(call, false); }, 2, ANY_NUMBER, true};
    table["or"] = {[](const Call& call) { return Decide(call, true); }, 2, ANY_NUMBER, true};
    table["not"] = {[](const Call& call) -> Value { return !call.Flag(0); }, 1, 1};
    table["true"] = {[](const Call&) -> Value { return true; }, 0, 0};
    table["false"] = {[](const Call&) -> Value { return false; }, 0, 0};
    table["bool"] = {Bool, 1, 1};
    table["coalesce"] = {Coalesce, 1, ANY_NUMBER, true};
    table["equals"] = {
        [](const Call& call) -> Value { return EqualValues(call.arguments[0], call.arguments[1]); },
        2,
        2};
    table["less"] = {[](const Call& call) -> Value { return Compare(call) < 0; }, 2, 2};
    table["lessorequals"] = {[](const Call& call) -> Value { return Compare(call) <= 0; }, 2, 2};
    table["greater"] = {[](const Call& call) -> Value { return Compare(call) > 0; }, 2, 2};
    table["greaterorequals"] = {[](const Call& call) -> Value { return Compare(call) >= 0; }, 2, 2};
}

} // namespace ns3::v6lab::arm
