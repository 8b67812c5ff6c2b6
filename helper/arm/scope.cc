// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/scope.h"

#include "helper/arm/expression-error.h"
#include "helper/arm/parameter.h"

namespace ns3::v6lab::arm
{

Scope::Scope(const Value& source, Placement placement, std::string place)
    : m_template(source),
      m_placement(std::move(placement)),
      m_place(std::move(place))
{
    const auto each = [&](const char* section, const auto& add) {
        const Value* found = FindProperty(m_template, section);
        if (found && found->is_object())
        {
            for (const auto& [key, value] : found->items())
            {
                add(key, value);
            }
        }
    };
    each("parameters", [&](const std::string& key, const Value& value) {
        m_parameters[Lower(key)].raw = &value;
    });
    each("variables", [&](const std::string& key, const Value& value) {
        if (!SameWord(key, "copy") || !IsPropertyCopy(value))
        {
            m_variables[Lower(key)].raw = &value;
            return;
        }
        for (const auto& copy : value)
        {
            Lazy& lazy = m_variables[Lower(ToText(*FindProperty(copy, "name")))];
            lazy.raw = &copy;
            lazy.isCopy = true;
        }
    });
    static const Value NONE = Value::array();
    const Value* functions = FindProperty(m_template, "functions");
    for (const auto& space : functions && functions->is_array() ? *functions : NONE)
    {
        const Value* name = FindProperty(space, "namespace");
        const Value* members = FindProperty(space, "members");
        if (name && name->is_string() && members && members->is_object())
        {
            for (const auto& [key, value] : members->items())
            {
                m_functions[Lower(ToText(*name) + "." + key)] = &value;
            }
        }
    }
}

void
Scope::Supply(std::map<std::string, Supplied> supplied)
{
    m_supplied = std::move(supplied);
}

Frame
Scope::MakeFrame()
{
    Frame frame;
    frame.scope = this;
    return frame;
}

Value
Scope::Compute(Lazy& lazy, const std::string& what, const std::function<Value()>& compute)
{
    if (lazy.state == Lazy::BUSY)
    {
        throw ExpressionError(what + " is defined by itself (a cycle)");
    }
    if (lazy.state == Lazy::RAW)
    {
        lazy.state = Lazy::BUSY;
        try
        {
            lazy.value = compute();
            lazy.state = Lazy::READY;
        }
        catch (...)
        {
            lazy.state = Lazy::RAW;
            throw;
        }
    }
    RefuseUnknown(lazy.value);
    return lazy.value;
}

Value
Scope::GetParameter(const std::string& name, Evaluator& evaluator)
{
    const auto found = m_parameters.find(Lower(name));
    if (found == m_parameters.end())
    {
        throw ExpressionError("the template has no parameter \"" + name + "\"");
    }
    Lazy& lazy = found->second;
    return Compute(lazy, "the parameter \"" + name + "\"", [&] {
        try
        {
            return ComputeParameter(name, *lazy.raw, evaluator);
        }
        catch (const ExpressionError& error)
        {
            return MakeUnknown(error.what());
        }
    });
}

Value
Scope::ComputeParameter(const std::string& name, const Value& definition, Evaluator& evaluator)
{
    const Place root{nullptr, m_place};
    const Place section{&root, "parameters"};
    const Place place{&section, name};
    const auto supplied = m_supplied.find(Lower(name));
    const Value* fallback = FindProperty(definition, "defaultValue");
    Value value;
    if (supplied != m_supplied.end())
    {
        const Supplied& given = supplied->second;
        value = given.literal ? given.raw
                              : evaluator.Resolve(given.raw, given.frame, {nullptr, given.place});
    }
    else if (fallback)
    {
        Frame frame = MakeFrame();
        frame.inParameterDefault = true;
        value = evaluator.Resolve(*fallback, frame, {&place, "defaultValue"});
    }
    else
    {
        return MissingParameter(m_template, name, definition, place.ToString(), evaluator);
    }
    if (!IsUnknown(value))
    {
        CheckParameter(m_template, definition, value, place.ToString());
    }
    return value;
}

Value
Scope::GetVariable(const std::string& name, Evaluator& evaluator)
{
    const auto found = m_variables.find(Lower(name));
    if (found == m_variables.end())
    {
        throw ExpressionError("the template has no variable \"" + name + "\"");
    }
    Lazy& lazy = found->second;
    return Compute(lazy, "the variable \"" + name + "\"", [&] {
        return ComputeVariable(name, lazy, evaluator);
    });
}

Value
Scope::ComputeVariable(const std::string& name, const Lazy& lazy, Evaluator& evaluator)
{
    const Place root{nullptr, m_place};
    const Place section{&root, "variables"};
    if (!lazy.isCopy)
    {
        return evaluator.Resolve(*lazy.raw, MakeFrame(), {&section, name});
    }
    Value holder = Value::object();
    holder["copy"] = Value::array({*lazy.raw});
    const Value made = evaluator.Resolve(holder, MakeFrame(), section);
    return IsUnknown(made) ? made : made.front();
}

bool
Scope::HasFunction(const std::string& lowerName) const
{
    return m_functions.count(lowerName) != 0;
}

Value
Scope::CallFunction(const std::string& lowerName,
                    const std::vector<Value>& arguments,
                    Evaluator& evaluator,
                    const Frame& caller)
{
    const Value& function = *m_functions.at(lowerName);
    const Value* parameters = FindProperty(function, "parameters");
    const Value* output = FindProperty(function, "output");
    const Value* body = output ? FindProperty(*output, "value") : nullptr;
    const size_t wanted = parameters && parameters->is_array() ? parameters->size() : 0;
    if (!body)
    {
        throw ExpressionError("the function has no output");
    }
    if (wanted != arguments.size())
    {
        throw ExpressionError("takes " + std::to_string(wanted) + " arguments, but has " +
                              std::to_string(arguments.size()));
    }
    auto values = std::make_shared<std::map<std::string, Value>>();
    for (size_t i = 0; i < wanted; ++i)
    {
        const Value* name = FindProperty((*parameters)[i], "name");
        (*values)[Lower(name ? ToText(*name) : "")] = arguments[i];
    }
    Frame frame = MakeFrame();
    frame.arguments = std::move(values);
    frame.inParameterDefault = caller.inParameterDefault;
    const Place root{nullptr, m_place};
    return evaluator.Need(*body, frame, {&root, "functions." + lowerName + ".output.value"});
}

} // namespace ns3::v6lab::arm
