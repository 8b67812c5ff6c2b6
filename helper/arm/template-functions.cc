// SPDX-License-Identifier: GPL-2.0-only
// parameters(), variables(), copyIndex(), fail(): what the template itself gives.
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/scope.h"

namespace ns3::v6lab::arm
{

namespace
{

Scope&
RequireScope(const Call& call)
{
    if (!call.frame.scope)
    {
        throw ExpressionError("there is no template here");
    }
    return *call.frame.scope;
}

Value
Parameters(const Call& call)
{
    const std::string& name = call.Text(0);
    if (!call.frame.arguments)
    {
        return RequireScope(call).GetParameter(name, call.evaluator);
    }
    const auto found = call.frame.arguments->find(Lower(name));
    if (found == call.frame.arguments->end())
    {
        throw ExpressionError("the function has no parameter \"" + name + "\"");
    }
    return found->second;
}

Value
Variables(const Call& call)
{
    if (call.frame.arguments)
    {
        throw ExpressionError("a user-defined function cannot see variables");
    }
    return RequireScope(call).GetVariable(call.Text(0), call.evaluator);
}

/** copyIndex([loop], [offset]) */
Value
CopyIndex(const Call& call)
{
    const bool named = call.Count() > 0 && call.arguments[0].is_string();
    const std::string loop = named ? Lower(call.Text(0)) : call.frame.currentLoop;
    const int64_t offset = call.Integer(named ? 1 : 0, 0);
    const auto found = call.frame.loops.find(loop);
    if (found == call.frame.loops.end())
    {
        throw ExpressionError(named ? "there is no copy loop \"" + call.Text(0) + "\" around it"
                                    : "there is no copy loop around it");
    }
    if (offset > INT32_MAX || offset < INT32_MIN)
    {
        throw ExpressionError("the offset is out of range");
    }
    return found->second + offset;
}

Value
Fail(const Call& call)
{
    throw ExpressionError(call.Text(0));
}

} // namespace

void
AddTemplateFunctions(FunctionTable& table)
{
    table["parameters"] = {Parameters, 1, 1};
    table["variables"] = {Variables, 1, 1};
    table["copyindex"] = {CopyIndex, 0, 2};
    table["fail"] = {Fail, 1, 1};
}

} // namespace ns3::v6lab::arm
