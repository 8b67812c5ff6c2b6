// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Array functions for ARM templates"; several take strings and objects too.
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/text-units.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

[[noreturn]] void
RefuseContainer(const Value& value)
{
    throw ExpressionError(std::string("argument 1 cannot be ") + TypeWord(value));
}

Value
Contains(const Call& call)
{
    const Value& container = call.arguments[0];
    const Value& item = call.arguments[1];
    if (container.is_object())
    {
        return FindProperty(container, ToText(item)) != nullptr;
    }
    if (container.is_string())
    {
        return call.Text(0).find(ToText(item)) != std::string::npos;
    }
    const Value& array = call.Array(0);
    return std::any_of(array.begin(), array.end(), [&](const Value& one) {
        return EqualValues(one, item);
    });
}

Value
Length(const Call& call)
{
    const Value& value = call.arguments[0];
    if (!value.is_string() && !value.is_structured())
    {
        RefuseContainer(value);
    }
    return value.is_string() ? CountUnits(call.Text(0)) : value.size();
}

Value
Empty(const Call& call)
{
    const Value& value = call.arguments[0];
    if (!value.is_string() && !value.is_structured() && !value.is_null())
    {
        RefuseContainer(value);
    }
    return value.is_string() ? call.Text(0).empty() : value.empty();
}

Value
First(const Call& call)
{
    const Value& value = call.arguments[0];
    if (value.is_string())
    {
        return SliceUnits(call.Text(0), 0, 1);
    }
    return call.Array(0).empty() ? Value() : value.front();
}

Value
Last(const Call& call)
{
    const Value& value = call.arguments[0];
    if (value.is_string())
    {
        const size_t size = CountUnits(call.Text(0));
        return size == 0 ? "" : SliceUnits(call.Text(0), size - 1, 1);
    }
    return call.Array(0).empty() ? Value() : value.back();
}

/** The part of argument 1 from `from`, `count` long. */
Value
Slice(const Call& call, size_t from, size_t count)
{
    if (call.arguments[0].is_string())
    {
        return SliceUnits(call.Text(0), from, count);
    }
    Value part = Value::array();
    const Value& array = call.Array(0);
    for (size_t i = from; i < array.size() && part.size() < count; ++i)
    {
        part.push_back(array[i]);
    }
    return part;
}

Value
Take(const Call& call)
{
    return Slice(call, 0, static_cast<size_t>(std::max<int64_t>(call.Integer(1), 0)));
}

Value
Skip(const Call& call)
{
    return Slice(call, static_cast<size_t>(std::max<int64_t>(call.Integer(1), 0)), SIZE_MAX);
}

/** Strings are searched without letter case, items of arrays with it. */
Value
Find(const Call& call, bool last)
{
    if (call.arguments[0].is_string())
    {
        const std::string text = Lower(call.Text(0));
        const std::string part = Lower(call.Text(1));
        const size_t at = last ? text.rfind(part) : text.find(part);
        return at == std::string::npos ? int64_t{-1} : static_cast<int64_t>(UnitAt(text, at));
    }
    int64_t found = -1;
    const Value& array = call.Array(0);
    for (size_t i = 0; i < array.size() && (last || found < 0); ++i)
    {
        found = EqualValues(array[i], call.arguments[1]) ? static_cast<int64_t>(i) : found;
    }
    return found;
}

Value
Range(const Call& call)
{
    constexpr int64_t limit = 10000; // Azure's
    const int64_t start = call.Integer(0);
    const int64_t count = call.Integer(1);
    if (count < 0 || count > limit || start > INT64_MAX - limit)
    {
        throw ExpressionError("the count must be 0 to 10000");
    }
    Value numbers = Value::array();
    for (int64_t i = 0; i < count; ++i)
    {
        numbers.push_back(start + i);
    }
    return numbers;
}

Value
CreateArray(const Call& call)
{
    Value array = Value::array();
    for (const auto& argument : call.arguments)
    {
        array.push_back(argument);
    }
    return array;
}

Value
Array(const Call& call)
{
    return call.arguments[0].is_array() ? call.arguments[0] : CreateArray(call);
}

Value
Flatten(const Call& call)
{
    Value flat = Value::array();
    for (const auto& part : call.Array(0))
    {
        if (!part.is_array())
        {
            throw ExpressionError(std::string("an item is ") + TypeWord(part) + ", not an array");
        }
        flat.insert(flat.end(), part.begin(), part.end());
    }
    return flat;
}

/** The item `distance` from the end, counted from 1; null, if absent, when only tried. */
Value
FromEnd(const Call& call, bool tried)
{
    if (tried && call.arguments[0].is_null())
    {
        return nullptr;
    }
    const auto size = static_cast<int64_t>(call.Array(0).size());
    const int64_t distance = call.Integer(1);
    if (distance < 1 || distance > size)
    {
        if (tried)
        {
            return nullptr;
        }
        throw ExpressionError("the array has only " + std::to_string(size) + " items");
    }
    return call.Array(0)[static_cast<size_t>(size - distance)];
}

} // namespace

void
AddArrayFunctions(FunctionTable& table)
{
    table["contains"] = {Contains, 2, 2};
    table["length"] = {Length, 1, 1};
    table["empty"] = {Empty, 1, 1};
    table["first"] = {First, 1, 1};
    table["last"] = {Last, 1, 1};
    table["take"] = {Take, 2, 2};
    table["skip"] = {Skip, 2, 2};
    table["indexof"] = {[](const Call& call) { return Find(call, false); }, 2, 2};
    table["lastindexof"] = {[](const Call& call) { return Find(call, true); }, 2, 2};
    table["range"] = {Range, 2, 2};
    table["createarray"] = {CreateArray, 0, ANY_NUMBER};
    table["array"] = {Array, 1, 1};
    table["flatten"] = {Flatten, 1, 1};
    table["indexfromend"] = {[](const Call& call) { return FromEnd(call, false); }, 2, 2};
    table["tryindexfromend"] = {[](const Call& call) { return FromEnd(call, true); }, 2, 2};
}

} // namespace ns3::v6lab::arm
