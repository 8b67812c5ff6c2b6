// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/expansion.h"

#include "helper/arm/expression-error.h"
#include "helper/arm/parameter.h"
#include "helper/arm/resource-id.h"
#include "helper/format/input-error.h"

namespace ns3::v6lab::arm
{

namespace
{

/** All loops of all templates together; real designs have some hundred resources. */
constexpr size_t MAX_RESOURCES = 20000;

bool
IsDeployment(const Resource& resource)
{
    return SameWord(resource.type, "Microsoft.Resources/deployments");
}

/** The level of the main template, which its schema tells. */
Placement
MainPlacement(const Value& source)
{
    const Value* schema = FindProperty(source, "$schema");
    const std::string text = schema ? Lower(ToText(*schema)) : "";
    Placement placement;
    placement.level =
        text.find("subscriptiondeployment") != std::string::npos      ? Placement::SUBSCRIPTION
        : text.find("managementgroupdeployment") != std::string::npos ? Placement::MANAGEMENT_GROUP
        : text.find("tenantdeployment") != std::string::npos          ? Placement::TENANT
                                                                      : Placement::RESOURCE_GROUP;
    return placement;
}

} // namespace

Expansion::Expansion(const Value& source,
                     Evaluator& evaluator,
                     const std::map<std::string, Supplied>& supplied,
                     AddressBook& addresses)
    : m_evaluator(evaluator),
      m_addresses(addresses)
{
    m_evaluator.SetResources(this);
    Scope& scope = m_scopes.emplace_back(source, MainPlacement(source), "");
    scope.Supply(supplied);
    const auto faults = CheckParameters(scope, supplied, m_evaluator);
    if (!faults.empty())
    {
        throw InputError(faults);
    }
    m_deployments.push_back(
        {&source, &scope, scope.MakeFrame(), scope.GetPlacement(), "", {}, false});
}

void
Expansion::Run()
{
    Expand(m_deployments.front());
    // Deployments within nested ones are appended while this runs.
    for (size_t i = 0; i < m_deployments.size(); ++i)
    {
        Expand(m_deployments[i]);
    }
    Collect(m_deployments.front());
    if (m_faults.empty())
    {
        CheckDependencies();
    }
}

void
Expansion::Collect(const Deployment& deployment)
{
    for (Resource* resource : deployment.resources)
    {
        if (resource->nested)
        {
            Collect(*resource->nested);
        }
        else
        {
            m_list.push_back(resource);
        }
    }
}

void
Expansion::Expand(Deployment& deployment)
{
    if (deployment.expanded)
    {
        return;
    }
    deployment.expanded = true;
    const std::string start = deployment.place.empty() ? "" : deployment.place + ".";
    const Value* resources = FindProperty(*deployment.source, "resources");
    if (!resources || !resources->is_structured())
    {
        m_faults.push_back(start + "resources: the template has none (InvalidTemplate)");
        return;
    }
    size_t index = 0;
    for (const auto& [key, raw] : resources->items())
    {
        const bool symbolic = resources->is_object();
        const std::string place =
            start + "resources" + (symbolic ? "." + key : "[" + std::to_string(index++) + "]");
        ExpandItem(deployment, {raw, place, symbolic ? Lower(key) : "", nullptr}, deployment.frame);
    }
}

void
Expansion::ExpandItem(Deployment& deployment, const Item& item, const Frame& frame)
{
    if (!item.raw.is_object())
    {
        m_faults.push_back(item.place + ": a resource must be an object (InvalidTemplate)");
        return;
    }
    if (!item.symbol.empty())
    {
        deployment.scope->symbols[item.symbol]; // a loop of no turns is a collection, too
    }
    const Value* copy = FindProperty(item.raw, "copy");
    if (!copy || !copy->is_object())
    {
        ExpandInstance(deployment, item, frame);
        return;
    }
    try
    {
        const Value* name = FindProperty(*copy, "name");
        const std::string loop =
            name ? ToText(m_evaluator.Need(*name, frame, {nullptr, item.place + ".copy.name"}))
                 : "";
        const int64_t count = m_evaluator.NeedCount(*copy, frame, {nullptr, item.place});
        deployment.loops.insert(Lower(loop));
        deployment.hasEmptyLoop = deployment.hasEmptyLoop || count == 0;
        for (int64_t i = 0; i < count; ++i)
        {
            Frame turn = frame.Turn(loop, i);
            turn.currentLoop = Lower(loop);
            Item one = item;
            one.place += "#" + std::to_string(i);
            ExpandInstance(deployment, one, turn);
        }
    }
    catch (const ExpressionError& error)
    {
        m_faults.push_back(error.what());
    }
}

void
Expansion::ExpandInstance(Deployment& deployment, const Item& item, const Frame& frame)
{
    if (m_resources.size() >= MAX_RESOURCES)
    {
        throw InputError(
            {"the template: more than " + std::to_string(MAX_RESOURCES) + " resources"});
    }
    Resource& resource = m_resources.emplace_back();
    resource.raw = &item.raw;
    resource.frame = frame;
    resource.place = item.place;
    resource.loop = FindProperty(item.raw, "copy") ? frame.currentLoop : "";
    try
    {
        const bool wanted = IsWanted(item, frame);
        Identify(deployment, item, resource);
        if (wanted)
        {
            Register(deployment, item, resource);
        }
        // A condition does not reach the children: they state their own.
        ExpandChildren(deployment, item, resource);
    }
    catch (const ExpressionError& error)
    {
        m_faults.push_back(error.what());
    }
}

bool
Expansion::IsWanted(const Item& item, const Frame& frame)
{
    const Value* condition = FindProperty(item.raw, "condition");
    if (!condition)
    {
        return true;
    }
    const Place place{nullptr, item.place + ".condition"};
    const Value value = m_evaluator.Need(*condition, frame, place);
    const std::string word = Lower(ToText(value));
    if (word != "true" && word != "false")
    {
        throw ExpressionError(place.name + ": must be true or false, but is " + TypeWord(value));
    }
    return word == "true";
}

std::string
Expansion::NeedText(const Value& raw, const char* key, const Item& item, const Frame& frame)
{
    const Value* value = FindProperty(raw, key);
    const Place place{nullptr, item.place + "." + key};
    const Value text = value ? m_evaluator.Need(*value, frame, place) : Value();
    if (!text.is_string() || text.get_ref<const std::string&>().empty())
    {
        throw ExpressionError(place.name + ": a string is needed, but it is " +
                              (value ? (text.is_string() ? "empty" : TypeWord(text)) : "missing") +
                              " (InvalidTemplate)");
    }
    return text.get<std::string>();
}

void
Expansion::Identify(const Deployment& deployment, const Item& item, Resource& resource)
{
    resource.type = NeedText(item.raw, "type", item, resource.frame);
    resource.name = NeedText(item.raw, "name", item, resource.frame);
    if (item.parent && Lower(resource.type).rfind("microsoft.", 0) != 0)
    {
        resource.type = item.parent->type + "/" + resource.type;
        resource.name = item.parent->name + "/" + resource.name;
    }
    const Value* version = FindProperty(item.raw, "apiVersion");
    const Value text = version ? m_evaluator.Resolve(*version, resource.frame, {}) : Value();
    resource.apiVersion = text.is_string() ? text.get<std::string>() : "";
    const Value* existing = FindProperty(item.raw, "existing");
    resource.existing = existing && Lower(ToText(*existing)) == "true";
    resource.placement = deployment.placement;
    resource.owner = &deployment;
    try
    {
        const bool nests = IsDeployment(resource) && !resource.existing;
        const Placement placement = nests ? NestedPlacement(resource) : resource.placement;
        resource.id = ResourceId(placement, resource.type, SplitPath(resource.name));
    }
    catch (const ExpressionError& error)
    {
        throw ExpressionError(item.place + ".name: \"" + resource.name + "\": " + error.what() +
                              " (InvalidTemplate)");
    }
}

void
Expansion::Register(Deployment& deployment, const Item& item, Resource& resource)
{
    if (!item.symbol.empty())
    {
        deployment.scope->symbols[item.symbol].push_back(&resource);
    }
    if (resource.existing)
    {
        m_byId.emplace(IdKey(resource.id), &resource);
    }
    else
    {
        Resource*& slot = m_byId[IdKey(resource.id)];
        if (slot && !slot->existing && slot->owner == &deployment &&
            !FindProperty(item.raw, "scope"))
        {
            throw ExpressionError(item.place + ": " + resource.type + " \"" + resource.name +
                                  "\" is defined twice, first at " + slot->place +
                                  " (InvalidTemplate)");
        }
        slot = &resource;
    }
    if (IsDeployment(resource)) // who asks in its parent's group means it as well
    {
        const auto names = SplitPath(resource.name);
        m_byId.emplace(IdKey(ResourceId(resource.placement, resource.type, names)), &resource);
    }
    m_byName[Lower(resource.name)].push_back(&resource);
    deployment.resources.push_back(&resource);
    if (IsDeployment(resource) && !resource.existing)
    {
        MakeNested(deployment, resource);
    }
}

void
Expansion::ExpandChildren(Deployment& deployment, const Item& item, const Resource& parent)
{
    const Value* children = FindProperty(item.raw, "resources");
    if (!children || !children->is_array())
    {
        return;
    }
    for (size_t i = 0; i < children->size(); ++i)
    {
        const std::string place = item.place + ".resources[" + std::to_string(i) + "]";
        ExpandItem(deployment, {(*children)[i], place, "", &parent}, parent.frame);
    }
}

} // namespace ns3::v6lab::arm
