// SPDX-License-Identifier: GPL-2.0-only
// What the template itself can answer of reference() and its like.
#include "helper/arm/address-book.h"
#include "helper/arm/expansion.h"
#include "helper/arm/expression-error.h"
#include "helper/arm/resource-id.h"

namespace ns3::v6lab::arm
{

namespace
{

/** What builds a resource and is no part of it. */
bool
IsConstruction(const std::string& key)
{
    for (const char* word : {"copy", "condition", "dependsOn", "resources", "existing", "comments"})
    {
        if (SameWord(key, word))
        {
            return true;
        }
    }
    return false;
}

/** Azure gives parts with names (subnets, ipConfigurations) ids under their resource's. */
void
AddPartIds(Value& properties, const std::string& id)
{
    for (auto& [key, part] : properties.items())
    {
        if (!part.is_array())
        {
            continue;
        }
        for (auto& item : part)
        {
            const Value* name = FindProperty(item, "name");
            if (name && name->is_string() && !FindProperty(item, "id"))
            {
                item["id"] = id + "/" + key + "/" + name->get<std::string>();
            }
        }
    }
}

} // namespace

const Value&
Expansion::GetBody(Resource& resource)
{
    if (resource.state == Resource::BUSY)
    {
        throw ExpressionError(resource.place + " refers to itself (a cycle)");
    }
    if (resource.state == Resource::RAW)
    {
        resource.state = Resource::BUSY;
        Value body = Value::object();
        for (const auto& [key, raw] : resource.raw->items())
        {
            if (!IsConstruction(key))
            {
                const Place root{nullptr, resource.place};
                body[key] = m_evaluator.Resolve(raw, resource.frame, {&root, key});
            }
        }
        resource.body = std::move(body);
        resource.state = Resource::READY;
    }
    return resource.body;
}

Value
Expansion::EvaluateOutputs(Deployment& deployment)
{
    Expand(deployment);
    Value outputs = Value::object();
    const Value* section = FindProperty(*deployment.source, "outputs");
    if (!section || !section->is_object())
    {
        return outputs;
    }
    const Place root{nullptr, deployment.place};
    for (const auto& [name, raw] : section->items())
    {
        const Place place{&root, "outputs." + name};
        try
        {
            if (!IsWanted({raw, place.ToString(), "", nullptr}, deployment.frame))
            {
                continue;
            }
        }
        catch (const ExpressionError& error)
        {
            outputs[name]["value"] = MakeUnknown(error.what());
            continue;
        }
        const Value* copy = FindProperty(raw, "copy");
        const Value* value = FindProperty(raw, "value");
        Value made = MakeUnknown(place.ToString() + ": it has no value");
        if (copy && FindProperty(*copy, "input"))
        {
            Value holder = Value::object();
            holder["copy"] = Value::array({*copy});
            holder["copy"][0]["name"] = name;
            const Value all = m_evaluator.Resolve(holder, deployment.frame, place);
            made = IsUnknown(all) ? all : all.front();
        }
        else if (value)
        {
            made = m_evaluator.Resolve(*value, deployment.frame, place);
        }
        outputs[name]["value"] = std::move(made);
    }
    return outputs;
}

Value
Expansion::GetOutputs()
{
    return EvaluateOutputs(m_deployments.front());
}

/** An id, a symbol, a turn of a symbolic loop ("vnet[2]"), or a name that only one has. */
Resource*
Expansion::Find(const std::string& target, const Frame& frame)
{
    std::string symbol = Lower(target);
    size_t index = 0;
    const size_t bracket = symbol.find('[');
    if (bracket != std::string::npos && symbol.back() == ']' && symbol.size() - bracket < 8)
    {
        index = std::strtoul(symbol.c_str() + bracket + 1, nullptr, 10);
        symbol = symbol.substr(0, bracket);
    }
    if (frame.scope)
    {
        const auto found = frame.scope->symbols.find(symbol);
        if (found != frame.scope->symbols.end() && index < found->second.size())
        {
            return found->second[index];
        }
    }
    const auto byId = m_byId.find(IdKey(target));
    if (byId != m_byId.end())
    {
        return byId->second;
    }
    const auto byName = m_byName.find(Lower(target));
    return byName != m_byName.end() && byName->second.size() == 1 ? byName->second[0] : nullptr;
}

Value
Expansion::Refer(Resource& resource, bool full)
{
    if (resource.existing)
    {
        const auto deployed = m_byId.find(IdKey(resource.id)); // by another part of the template
        if (deployed != m_byId.end() && !deployed->second->existing)
        {
            return Refer(*deployed->second, full);
        }
        if (auto part = ReferPart(resource.id, full))
        {
            return *part;
        }
        throw ExpressionError("\"" + resource.name +
                              "\" exists already; only Azure knows it (a run-time value)");
    }
    Value properties = Value::object();
    if (resource.nested)
    {
        if (resource.state == Resource::BUSY)
        {
            throw ExpressionError(resource.place + " refers to itself (a cycle)");
        }
        resource.state = Resource::BUSY;
        properties["outputs"] = EvaluateOutputs(*resource.nested);
        resource.state = Resource::RAW;
    }
    else if (const Value* own = FindProperty(GetBody(resource), "properties"))
    {
        properties = *own;
    }
    RefuseUnknown(properties);
    m_addresses.Complete(resource, properties);
    AddPartIds(properties, resource.id);
    if (!full)
    {
        return properties;
    }
    Value whole = resource.nested ? Value::object() : GetBody(resource);
    whole["properties"] = std::move(properties);
    whole["resourceId"] = ParseId(resource.id).type + "/" + resource.name;
    whole["subscriptionId"] = resource.placement.subscriptionId;
    whole["resourceGroupName"] = resource.placement.resourceGroup;
    return whole;
}

/** A subnet, a frontend, ...: what stands in a list of its parent and is no resource of its own. */
std::optional<Value>
Expansion::ReferPart(const std::string& id, bool full)
{
    const auto path = SplitPath(id);
    if (path.size() < 3)
    {
        return std::nullopt;
    }
    const std::string& kind = path[path.size() - 2];
    const auto parent = m_byId.find(IdKey(id.substr(0, id.rfind("/" + kind + "/"))));
    if (parent == m_byId.end() || parent->second->existing)
    {
        return std::nullopt;
    }
    const Value properties = Refer(*parent->second, false);
    const Value* list = FindProperty(properties, kind);
    for (const auto& part : list && list->is_array() ? *list : Value::array())
    {
        const Value* name = FindProperty(part, "name");
        const Value* own = FindProperty(part, "properties");
        if (name && name->is_string() && SameWord(name->get<std::string>(), path.back()) && own)
        {
            return full ? part : *own;
        }
    }
    return std::nullopt;
}

Value
Expansion::Refer(const std::string& target, bool full, const Frame& frame)
{
    Resource* resource = Find(target, frame);
    if (!resource)
    {
        if (auto part = ReferPart(target, full))
        {
            return *part;
        }
        throw ExpressionError("\"" + target +
                              "\" is not in this template; only Azure knows it (a run-time value)");
    }
    return Refer(*resource, full);
}

Value
Expansion::ReferAll(const std::string& symbol, bool full, const Frame& frame)
{
    const auto found = frame.scope->symbols.find(Lower(symbol));
    if (found == frame.scope->symbols.end())
    {
        throw ExpressionError("there is no resource with the symbolic name \"" + symbol + "\"");
    }
    Value all = Value::array();
    for (Resource* resource : found->second)
    {
        all.push_back(Refer(*resource, full));
    }
    return all;
}

Value
Expansion::Describe(const std::string& symbol, const Frame& frame)
{
    const Resource* resource = Find(symbol, frame);
    if (!resource)
    {
        throw ExpressionError("there is no resource with the symbolic name \"" + symbol + "\"");
    }
    return {{"id", resource->id},
            {"name", SplitPath(resource->name).back()},
            {"type", resource->type},
            {"apiVersion", resource->apiVersion}};
}

} // namespace ns3::v6lab::arm
