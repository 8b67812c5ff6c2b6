// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/value.h"

#include "helper/arm/expression-error.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

std::string
Lower(std::string text)
{
    for (char& c : text)
    {
        c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

bool
SameWord(const std::string& a, const std::string& b)
{
    return a.size() == b.size() && Lower(a) == Lower(b);
}

const Value*
FindProperty(const Value& object, const std::string& name)
{
    if (!object.is_object())
    {
        return nullptr;
    }
    const auto exact = object.find(name);
    if (exact != object.end())
    {
        return &*exact;
    }
    for (const auto& [key, value] : object.items())
    {
        if (SameWord(key, name))
        {
            return &value;
        }
    }
    return nullptr;
}

bool
EqualValues(const Value& a, const Value& b)
{
    if (a.is_object() && b.is_object())
    {
        return a.size() == b.size() &&
               std::all_of(a.items().begin(), a.items().end(), [&](const auto& item) {
                   const auto other = b.find(item.key());
                   return other != b.end() && EqualValues(item.value(), *other);
               });
    }
    if (a.is_array() && b.is_array())
    {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), EqualValues);
    }
    return a == b;
}

std::string
ToText(const Value& value)
{
    switch (value.type())
    {
    case Value::value_t::string:
        return value.get<std::string>();
    case Value::value_t::boolean:
        return value.get<bool>() ? "True" : "False";
    case Value::value_t::null:
        return "";
    default:
        return value.dump(-1, ' ', false, Value::error_handler_t::replace);
    }
}

const char*
TypeWord(const Value& value)
{
    switch (value.type())
    {
    case Value::value_t::string:
        return "a string";
    case Value::value_t::boolean:
        return "a bool";
    case Value::value_t::null:
        return "null";
    case Value::value_t::array:
        return "an array";
    case Value::value_t::object:
        return "an object";
    case Value::value_t::number_float:
        return "a float";
    case Value::value_t::binary:
        return "unknown";
    default:
        return "an int";
    }
}

Value
MakeUnknown(const std::string& reason)
{
    return Value::binary({reason.begin(), reason.end()});
}

bool
IsUnknown(const Value& value)
{
    return value.is_binary();
}

std::string
UnknownReason(const Value& value)
{
    const auto& bytes = value.get_binary();
    return {bytes.begin(), bytes.end()};
}

void
RefuseUnknown(const Value& value)
{
    if (IsUnknown(value))
    {
        throw ExpressionError::Placed(UnknownReason(value));
    }
}

const Value*
FindUnknown(const Value& value)
{
    if (IsUnknown(value))
    {
        return &value;
    }
    if (value.is_structured())
    {
        for (const auto& part : value)
        {
            if (const auto* found = FindUnknown(part))
            {
                return found;
            }
        }
    }
    return nullptr;
}

size_t
MeasureValue(const Value& value, size_t depth)
{
    if (depth > MAX_VALUE_DEPTH)
    {
        throw ExpressionError("the value is nested deeper than " + std::to_string(MAX_VALUE_DEPTH) +
                              " levels");
    }
    size_t parts = 1;
    if (value.is_string())
    {
        parts += value.get_ref<const std::string&>().size() / 64;
    }
    else if (value.is_structured())
    {
        for (const auto& part : value)
        {
            parts += MeasureValue(part, depth + 1);
        }
    }
    return parts;
}

} // namespace ns3::v6lab::arm
