// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Object functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

Value
CreateObject(const Call& call)
{
    if (call.Count() % 2 != 0)
    {
        throw ExpressionError("every key needs a value");
    }
    Value object = Value::object();
    for (size_t i = 0; i < call.Count(); i += 2)
    {
        object[call.Text(i)] = call.arguments[i + 1];
    }
    return object;
}

/** The keys in ascending order: Azure sorts what items() and objectKeys() give. */
std::vector<std::string>
SortedKeys(const Value& object)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items())
    {
        keys.push_back(key);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

Value
Items(const Call& call)
{
    const Value& object = call.Object(0);
    Value items = Value::array();
    for (const auto& key : SortedKeys(object))
    {
        Value item = Value::object();
        item["key"] = key;
        item["value"] = object[key];
        items.push_back(std::move(item));
    }
    return items;
}

/** The value along keys and indexes; null where one of them is absent. */
Value
TryGet(const Call& call)
{
    const Value* value = &call.arguments[0];
    for (size_t i = 1; i < call.Count() && value; ++i)
    {
        const Value& key = call.arguments[i];
        const Value* next = nullptr;
        if (key.is_string())
        {
            next = FindProperty(*value, call.Text(i));
        }
        else if (value->is_array() && call.Integer(i) >= 0 &&
                 static_cast<size_t>(call.Integer(i)) < value->size())
        {
            next = &(*value)[static_cast<size_t>(call.Integer(i))];
        }
        value = next;
    }
    return value ? *value : Value();
}

Value
ShallowMerge(const Call& call)
{
    Value merged = Value::object();
    for (const auto& part : call.Array(0))
    {
        for (const auto& [key, value] : part.items())
        {
            merged[key] = value;
        }
    }
    return merged;
}

} // namespace

void
AddObjectFunctions(FunctionTable& table)
{
    table["createobject"] = {CreateObject, 0, ANY_NUMBER};
    table["items"] = {Items, 1, 1};
    table["objectkeys"] = {[](const Call& call) -> Value { return SortedKeys(call.Object(0)); },
                           1,
                           1};
    table["tryget"] = {TryGet, 2, ANY_NUMBER};
    table["shallowmerge"] = {ShallowMerge, 1, 1};
    table["null"] = {[](const Call&) -> Value { return nullptr; }, 0, 0};
}

} // namespace ns3::v6lab::arm
