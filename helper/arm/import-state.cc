// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/import-state.h"

#include "helper/arm/left-out.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

std::string
ParentKey(const std::string& id)
{
    const std::string key = IdKey(id);
    const size_t name = key.rfind('/');
    return key.substr(0, key.rfind('/', name - 1));
}

} // namespace

ImportState::ImportState(Expansion& expansion, Evaluator& evaluator)
    : m_evaluator(evaluator),
      m_addresses(expansion.GetAddresses())
{
    for (Resource* resource : expansion.GetResources())
    {
        if (!resource->existing && IsSupportedType(Lower(resource->type)))
        {
            Add(*resource);
        }
    }
    for (auto& [type, all] : m_byType)
    {
        for (auto& imported : all)
        {
            imported.body = &expansion.GetBody(*imported.resource);
        }
    }
    Qualify();
    ListLeftOut(expansion);
}

/** A resource deployed again, by another deployment, is updated: the last one counts. */
void
ImportState::Add(Resource& resource)
{
    auto& all = m_byType[Lower(resource.type)];
    const auto slot =
        m_byId.emplace(IdKey(resource.id), std::make_pair(Lower(resource.type), all.size()));
    if (slot.second)
    {
        all.push_back({resource.name, &resource, nullptr});
        return;
    }
    all[slot.first->second.second].resource = &resource;
    Assume(resource.type + " \"" + resource.name +
           "\" is deployed more than once; the last deployment counts.");
}

/** Names are unique within a resource group only. */
void
ImportState::Qualify()
{
    for (auto& [type, all] : m_byType)
    {
        std::map<std::string, size_t> uses;
        for (const auto& one : all)
        {
            ++uses[Lower(one.name)];
        }
        for (auto& one : all)
        {
            if (uses[Lower(one.name)] > 1)
            {
                one.name = one.resource->placement.resourceGroup + "." + one.name;
            }
        }
    }
}

void
ImportState::ListLeftOut(Expansion& expansion)
{
    for (Resource* resource : expansion.GetResources())
    {
        const std::string type = Lower(resource->type);
        const auto& linked = expansion.GetLinked();
        if (resource->existing)
        {
            topology.leftOut.push_back(
                {resource->name,
                 resource->type,
                 "resource (it exists already; the template does not describe it)"});
        }
        else if (std::find(linked.begin(), linked.end(), resource) != linked.end())
        {
            topology.leftOut.push_back({resource->name,
                                        resource->type,
                                        "resource (its template is linked, and not read)"});
        }
        else if (!IsSupportedType(type))
        {
            topology.leftOut.push_back({resource->name, resource->type, "resource"});
        }
        else
        {
            const auto& found = m_byId.at(IdKey(resource->id));
            const Imported& imported = m_byType.at(found.first)[found.second];
            if (imported.resource == resource)
            {
                const auto parts = FindLeftOut(imported.name, resource->type, *imported.body);
                topology.leftOut.insert(topology.leftOut.end(), parts.begin(), parts.end());
            }
        }
    }
}

std::vector<Imported>
ImportState::Find(const std::string& type) const
{
    const auto found = m_byType.find(Lower(type));
    return found == m_byType.end() ? std::vector<Imported>{} : found->second;
}

std::string
ImportState::NameOf(const std::string& id, const std::string& type) const
{
    const auto found = m_byId.find(IdKey(id));
    if (found == m_byId.end() || found->second.first != Lower(type))
    {
        return "";
    }
    return m_byType.at(found->second.first)[found->second.second].name;
}

std::vector<Imported>
ImportState::ChildrenOf(const std::string& parentId, const std::string& type) const
{
    std::vector<Imported> children;
    for (const auto& child : Find(type))
    {
        if (ParentKey(child.resource->id) == IdKey(parentId))
        {
            children.push_back(child);
        }
    }
    return children;
}

std::vector<NamedResource>
ImportState::GetNames() const
{
    std::vector<NamedResource> names;
    for (const auto& [type, all] : m_byType)
    {
        for (const auto& one : all)
        {
            names.push_back({type, one.resource->id, one.name});
        }
    }
    return names;
}

void
ImportState::LeaveOrphans(const std::string& childType, const std::string& parentType)
{
    for (const auto& child : Find(childType))
    {
        if (NameOf(ParentKey(child.resource->id), parentType).empty())
        {
            Leave(child,
                  "resource (the template does not describe its parent \"" +
                      SplitPath(child.resource->name).front() + "\")");
        }
    }
}

Field
ImportState::Read(const Imported& imported)
{
    return {imported.body, imported.resource->place, faults};
}

void
ImportState::Leave(const Imported& imported, const std::string& what)
{
    topology.leftOut.push_back({imported.name, imported.resource->type, what});
}

void
ImportState::Assume(const std::string& sentence)
{
    m_evaluator.Assume(sentence);
}

std::string
ImportState::FreshMachineName(const std::string& wanted) const
{
    std::string name = wanted;
    for (int i = 2;; ++i)
    {
        const auto& machines = topology.virtualMachines;
        const bool taken = std::any_of(machines.begin(), machines.end(), [&](const auto& one) {
            return SameWord(one.name, name);
        });
        if (!taken)
        {
            return name;
        }
        name = wanted + "-" + std::to_string(i);
    }
}

std::string
Canonical(const std::string& word, const std::vector<std::string>& words)
{
    for (const auto& one : words)
    {
        if (SameWord(one, word))
        {
            return one;
        }
    }
    return word;
}

} // namespace ns3::v6lab::arm
