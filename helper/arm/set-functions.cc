// SPDX-License-Identifier: GPL-2.0-only
// union() and intersection(), of arrays and of objects.
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

bool
Has(const Value& array, const Value& item)
{
    return std::any_of(array.begin(), array.end(), [&](const Value& one) {
        return EqualValues(one, item);
    });
}

void
RequireSameKind(const Call& call)
{
    for (size_t i = 0; i < call.Count(); ++i)
    {
        call.arguments[0].is_object() ? call.Object(i) : call.Array(i);
    }
}

/** Objects merge at every level; anything else is replaced by the later value. */
void
Merge(Value& into, const Value& from)
{
    for (const auto& [key, value] : from.items())
    {
        if (into.contains(key) && into[key].is_object() && value.is_object())
        {
            Merge(into[key], value);
        }
        else
        {
            into[key] = value;
        }
    }
}

Value
Union(const Call& call)
{
    RequireSameKind(call);
    Value result = call.arguments[0].is_object() ? Value::object() : Value::array();
    for (const auto& part : call.arguments)
    {
        if (part.is_object())
        {
            Merge(result, part);
            continue;
        }
        call.evaluator.Charge(part);
        for (const auto& item : part)
        {
            if (!Has(result, item))
            {
                result.push_back(item);
            }
        }
    }
    return result;
}

Value
Intersection(const Call& call)
{
    RequireSameKind(call);
    const auto everywhere = [&](const auto& holds) {
        return std::all_of(call.arguments.begin() + 1, call.arguments.end(), holds);
    };
    Value result = call.arguments[0].is_object() ? Value::object() : Value::array();
    for (const auto& [key, value] : call.arguments[0].items())
    {
        const std::string& name = key;
        const Value& item = value;
        if (result.is_array())
        {
            if (!Has(result, item) &&
                everywhere([&](const Value& other) { return Has(other, item); }))
            {
                result.push_back(item);
            }
        }
        else if (everywhere([&](const Value& other) {
                     return other.contains(name) && EqualValues(other[name], item);
                 }))
        {
            result[name] = item;
        }
    }
    return result;
}

} // namespace

void
AddSetFunctions(FunctionTable& table)
{
    table["union"] = {Union, 1, ANY_NUMBER};
    table["intersection"] = {Intersection, 1, ANY_NUMBER};
}

} // namespace ns3::v6lab::arm
