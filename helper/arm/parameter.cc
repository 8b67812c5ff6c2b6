// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/parameter.h"

#include "helper/arm/expression-error.h"
#include "helper/arm/text-units.h"
#include "helper/format/input-error.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* DUMMY_SECRET = "v6lab-Dummy-1-Secret";

/** The definition itself, or what its "$ref": "#/definitions/name" stands for. */
const Value&
Definition(const Value& source, const Value& definition, size_t hops = 0)
{
    const Value* reference = FindProperty(definition, "$ref");
    const Value* definitions = FindProperty(source, "definitions");
    const std::string start = "#/definitions/";
    if (!reference || !definitions || hops > 16 || ToText(*reference).rfind(start, 0) != 0)
    {
        return definition;
    }
    const Value* target = FindProperty(*definitions, ToText(*reference).substr(start.size()));
    return target ? Definition(source, *target, hops + 1) : definition;
}

std::string
TypeName(const Value& source, const Value& definition)
{
    const Value* type = FindProperty(Definition(source, definition), "type");
    return type ? Lower(ToText(*type)) : "";
}

bool
IsNullable(const Value& source, const Value& definition)
{
    for (const Value* part : {&definition, &Definition(source, definition)})
    {
        const Value* nullable = FindProperty(*part, "nullable");
        if (nullable && nullable->is_boolean() && nullable->get<bool>())
        {
            return true;
        }
    }
    return false;
}

bool
HasType(const std::string& type, const Value& value)
{
    return type == "string" || type == "securestring"   ? value.is_string()
           : type == "int"                              ? value.is_number_integer()
           : type == "bool"                             ? value.is_boolean()
           : type == "object" || type == "secureobject" ? value.is_object()
                                                        : type != "array" || value.is_array();
}

[[noreturn]] void
Refuse(const std::string& place, const std::string& text)
{
    throw ExpressionError(place + ": " + text + " (InvalidTemplate)");
}

/** Array parameters may give the values allowed for their items. */
bool
IsAllowed(const Value& allowed, const Value& value)
{
    const auto has = [&](const Value& wanted) {
        return std::any_of(allowed.begin(), allowed.end(), [&](const Value& one) {
            return EqualValues(one, wanted) ||
                   (one.is_string() && wanted.is_string() &&
                    SameWord(one.get<std::string>(), wanted.get<std::string>()));
        });
    };
    return has(value) || (value.is_array() && std::all_of(value.begin(), value.end(), has));
}

void
CheckBound(const Value& definition, const char* key, int64_t size, const std::string& place)
{
    const Value* bound = FindProperty(definition, key);
    if (!bound || !bound->is_number_integer())
    {
        return;
    }
    const auto limit = bound->get<int64_t>();
    if (key[0] == 'm' && key[1] == 'i' ? size < limit : size > limit)
    {
        Refuse(place,
               std::to_string(size) + " is outside its " + key + " " + std::to_string(limit));
    }
}

/** "GEN-UNIQUE" and its like, which a test pipeline replaces by a fitting value. */
bool
IsPlaceholder(const Value& value)
{
    return value.is_string() && value.get_ref<const std::string&>().rfind("GEN-", 0) == 0;
}

} // namespace

void
CheckParameter(const Value& source,
               const Value& declared,
               const Value& value,
               const std::string& place)
{
    const Value& definition = Definition(source, declared);
    if (value.is_null() && (IsNullable(source, declared) || FindProperty(declared, "defaultValue")))
    {
        return;
    }
    const std::string type = TypeName(source, declared);
    if (!HasType(type, value))
    {
        Refuse(place, "the type is " + type + ", but the value is " + TypeWord(value));
    }
    const Value* allowed = FindProperty(definition, "allowedValues");
    if (allowed && allowed->is_array() && !IsAllowed(*allowed, value))
    {
        Refuse(place, ToText(value).substr(0, 80) + " is not one of " + ToText(*allowed));
    }
    if ((value.is_string() && !IsPlaceholder(value)) || value.is_array())
    {
        const size_t size = value.is_array() ? value.size() : CountUnits(value.get<std::string>());
        CheckBound(definition, "minLength", static_cast<int64_t>(size), place);
        CheckBound(definition, "maxLength", static_cast<int64_t>(size), place);
    }
    if (value.is_number_integer())
    {
        CheckBound(definition, "minValue", value.get<int64_t>(), place);
        CheckBound(definition, "maxValue", value.get<int64_t>(), place);
    }
}

Value
MissingParameter(const Value& source,
                 const std::string& name,
                 const Value& definition,
                 const std::string& place,
                 Evaluator& evaluator)
{
    if (IsNullable(source, definition))
    {
        return nullptr;
    }
    const std::string type = TypeName(source, definition);
    if (type != "securestring" && type != "secureobject")
    {
        Refuse(place, "it has no default, and no value is given for it");
    }
    evaluator.Assume("The secret parameter \"" + name + "\" has no value; a dummy stands for it.");
    return type == "securestring" ? Value(DUMMY_SECRET) : Value::object();
}

std::map<std::string, Supplied>
ReadParameters(const Value& file, Evaluator& evaluator)
{
    const Value* section = FindProperty(file, "parameters");
    const Value& values = section ? *section : file; // the command line takes a bare object too
    std::map<std::string, Supplied> supplied;
    std::vector<std::string> faults;
    if (!values.is_object())
    {
        throw InputError("parameters: an object of {\"value\": ...} is expected");
    }
    for (const auto& [name, entry] : values.items())
    {
        const std::string place = "parameters." + name;
        if (const Value* value = FindProperty(entry, "value"))
        {
            supplied[Lower(name)] = {*value, {}, place, true};
        }
        else if (FindProperty(entry, "reference"))
        {
            evaluator.Assume("The parameter \"" + name +
                             "\" comes from a key vault, which is not read.");
        }
        else if (name.empty() || name.front() != '$')
        {
            faults.push_back(place + ": it has neither a value nor a reference (InvalidTemplate)");
        }
    }
    if (!faults.empty())
    {
        throw InputError(faults);
    }
    return supplied;
}

std::vector<std::string>
CheckParameters(Scope& scope, const std::map<std::string, Supplied>& supplied, Evaluator& evaluator)
{
    const Value* section = FindProperty(scope.GetTemplate(), "parameters");
    const Value none = Value::object();
    const Value& declared = section && section->is_object() ? *section : none;
    std::vector<std::string> faults;
    for (const auto& [name, value] : supplied)
    {
        if (!FindProperty(declared, name))
        {
            faults.push_back(value.place +
                             ": the template declares no such parameter (InvalidTemplate)");
        }
    }
    for (const auto& [name, definition] : declared.items())
    {
        if (FindProperty(definition, "defaultValue") && supplied.count(Lower(name)) == 0)
        {
            continue; // checked when it is used
        }
        try
        {
            scope.GetParameter(name, evaluator);
        }
        catch (const ExpressionError& error)
        {
            faults.push_back(error.what());
        }
    }
    return faults;
}

} // namespace ns3::v6lab::arm
