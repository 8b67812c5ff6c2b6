// SPDX-License-Identifier: GPL-2.0-only
// Templates within templates: Microsoft.Resources/deployments.
#include "helper/arm/expansion.h"
#include "helper/arm/expression-error.h"
#include "helper/arm/resource-id.h"

namespace ns3::v6lab::arm
{

namespace
{

/** Azure lets deployments nest five deep; ours may not nest without end either. */
constexpr size_t MAX_NESTING = 16;

} // namespace

void
Expansion::MakeNested(Deployment& outer, Resource& resource)
{
    const Value* properties = FindProperty(*resource.raw, "properties");
    const Value* source = properties ? FindProperty(*properties, "template") : nullptr;
    if (source && source->is_string())
    {
        const Place place{nullptr, resource.place + ".properties.template"};
        m_templates.push_back(m_evaluator.Need(*source, resource.frame, place));
        source = &m_templates.back();
    }
    if (!source || !source->is_object())
    {
        m_linked.push_back(&resource);
        return;
    }
    const Value* options = FindProperty(*properties, "expressionEvaluationOptions");
    const Value* word = options ? FindProperty(*options, "scope") : nullptr;
    const bool inner = word && Lower(ToText(*word)) == "inner";
    const std::string place = resource.place + ".properties.template";
    size_t nesting = 0;
    for (size_t at = 0; (at = place.find(".properties.template", at)) != std::string::npos; ++at)
    {
        ++nesting;
    }
    if (nesting > MAX_NESTING)
    {
        throw ExpressionError(place + ": deployments are nested too deep");
    }
    const Placement placement = NestedPlacement(resource);
    Deployment nested{source, outer.scope, resource.frame, placement, place, {}, false};
    if (inner)
    {
        nested.scope = &m_scopes.emplace_back(*source, placement, place);
        nested.scope->Supply(NestedParameters(resource));
        nested.frame = nested.scope->MakeFrame();
    }
    resource.nested = &m_deployments.emplace_back(std::move(nested));
}

Placement
Expansion::NestedPlacement(const Resource& resource)
{
    Placement placement = resource.placement;
    placement.deployment = resource.name;
    const auto read = [&](const char* key, std::string& into) {
        const Value* raw = FindProperty(*resource.raw, key);
        if (!raw)
        {
            return false;
        }
        const Place place{nullptr, resource.place + "." + key};
        into = ToText(m_evaluator.Need(*raw, resource.frame, place));
        return true;
    };
    if (read("subscriptionId", placement.subscriptionId))
    {
        placement.level = Placement::SUBSCRIPTION;
    }
    if (read("resourceGroup", placement.resourceGroup))
    {
        placement.level = Placement::RESOURCE_GROUP;
        const auto group = m_byId.find(IdKey(ScopeId(placement)));
        const Value* location =
            group == m_byId.end() ? nullptr : FindProperty(GetBody(*group->second), "location");
        placement.location =
            location && location->is_string() ? location->get<std::string>() : placement.location;
    }
    else if (placement.level != Placement::RESOURCE_GROUP)
    {
        read("location", placement.location);
    }
    return placement;
}

std::map<std::string, Supplied>
Expansion::NestedParameters(const Resource& resource)
{
    std::map<std::string, Supplied> supplied;
    const Value* properties = FindProperty(*resource.raw, "properties");
    const Value* parameters = FindProperty(*properties, "parameters");
    if (!parameters || !parameters->is_object())
    {
        return supplied;
    }
    for (const auto& [name, entry] : parameters->items())
    {
        const std::string place = resource.place + ".properties.parameters." + name;
        if (const Value* value = FindProperty(entry, "value"))
        {
            supplied[Lower(name)] = {*value, resource.frame, place + ".value", false};
        }
        else if (entry.is_string())
        {
            // Bicep: "[if(..., createObject('value', ...), createObject())]"
            const Value made = m_evaluator.Resolve(entry, resource.frame, {nullptr, place});
            const Value* inner = FindProperty(made, "value");
            if (inner || IsUnknown(made))
            {
                supplied[Lower(name)] = {inner ? *inner : made, {}, place, true};
            }
        }
        else if (FindProperty(entry, "reference"))
        {
            m_evaluator.Assume("The parameter \"" + name +
                               "\" comes from a key vault, which is not read.");
        }
    }
    return supplied;
}

} // namespace ns3::v6lab::arm
