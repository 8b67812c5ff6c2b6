// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/functions.h"

#include "helper/arm/expression-error.h"
#include "helper/arm/scope.h"

namespace ns3::v6lab::arm
{

namespace
{

[[noreturn]] void
RefuseType(size_t i, const char* wanted, const Value& value)
{
    throw ExpressionError("argument " + std::to_string(i + 1) + " must be " + wanted + ", but is " +
                          TypeWord(value));
}

const FunctionTable&
Table()
{
    static const FunctionTable TABLE = [] {
        FunctionTable table;
        AddStringFunctions(table);
        AddFormatFunctions(table);
        AddEncodingFunctions(table);
        AddArrayFunctions(table);
        AddObjectFunctions(table);
        AddSetFunctions(table);
        AddNumericFunctions(table);
        AddLogicalFunctions(table);
        AddLambdaFunctions(table);
        AddDateFunctions(table);
        AddCidrFunctions(table);
        AddTemplateFunctions(table);
        AddScopeFunctions(table);
        AddResourceFunctions(table);
        return table;
    }();
    return TABLE;
}

void
CheckCount(const FunctionEntry& entry, size_t count)
{
    if (count >= entry.minArguments && count <= entry.maxArguments)
    {
        return;
    }
    std::string wanted = std::to_string(entry.minArguments);
    if (entry.maxArguments == ANY_NUMBER)
    {
        wanted += " or more";
    }
    else if (entry.maxArguments != entry.minArguments)
    {
        wanted += " to " + std::to_string(entry.maxArguments);
    }
    throw ExpressionError("takes " + wanted + " arguments, but has " + std::to_string(count));
}

} // namespace

const std::string&
Call::Text(size_t i) const
{
    if (!arguments[i].is_string())
    {
        RefuseType(i, "a string", arguments[i]);
    }
    return arguments[i].get_ref<const std::string&>();
}

int64_t
Call::Integer(size_t i) const
{
    if (!arguments[i].is_number_integer())
    {
        RefuseType(i, "an int", arguments[i]);
    }
    return arguments[i].get<int64_t>();
}

bool
Call::Flag(size_t i) const
{
    if (!arguments[i].is_boolean())
    {
        RefuseType(i, "a bool", arguments[i]);
    }
    return arguments[i].get<bool>();
}

const Value&
Call::Array(size_t i) const
{
    if (!arguments[i].is_array())
    {
        RefuseType(i, "an array", arguments[i]);
    }
    return arguments[i];
}

const Value&
Call::Object(size_t i) const
{
    if (!arguments[i].is_object())
    {
        RefuseType(i, "an object", arguments[i]);
    }
    return arguments[i];
}

int64_t
Call::Integer(size_t i, int64_t fallback) const
{
    return i < Count() ? Integer(i) : fallback;
}

std::string
Call::Text(size_t i, const std::string& fallback) const
{
    return i < Count() ? Text(i) : fallback;
}

Value
Call::Evaluate(size_t i) const
{
    Value value = evaluator.Evaluate(node.children[i], frame);
    RefuseUnknown(value);
    return value;
}

bool
IsRunTimeFunction(const std::string& lowerName)
{
    return lowerName.rfind("list", 0) == 0 || lowerName == "providers" || lowerName == "deployer" ||
           lowerName == "getsecret" || lowerName == "externalinput" ||
           lowerName == "tologicalzone" || lowerName == "tologicalzones" ||
           lowerName == "tophysicalzone" || lowerName == "tophysicalzones";
}

Value
CallFunction(const Node& node, Evaluator& evaluator, const Frame& frame)
{
    std::string name = Lower(node.text);
    name = name.rfind("sys.", 0) == 0 ? name.substr(4) : name;
    const auto found = Table().find(name);
    Call call{node, evaluator, frame, {}};
    if (found == Table().end() || !found->second.evaluatesOwn)
    {
        for (size_t i = 0; i < node.children.size(); ++i)
        {
            // A run-time function is one whatever its arguments are worth.
            if (found == Table().end() && IsRunTimeFunction(name))
            {
                break;
            }
            call.arguments.push_back(call.Evaluate(i));
        }
    }
    if (found != Table().end())
    {
        CheckCount(found->second, node.children.size());
        return found->second.run(call);
    }
    if (frame.scope && frame.scope->HasFunction(name))
    {
        return frame.scope->CallFunction(name, call.arguments, evaluator, frame);
    }
    throw ExpressionError(IsRunTimeFunction(name)
                              ? "its value is known only once deployed (a run-time value)"
                              : "there is no such function");
}

} // namespace ns3::v6lab::arm
