// SPDX-License-Identifier: GPL-2.0-only
// What Azure checks of "dependsOn" before it deploys anything.
#include "helper/arm/expansion.h"
#include "helper/arm/resource-id.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace ns3::v6lab::arm
{

namespace
{

/** The resources of one template, and its loops, as points of a graph. */
class DependencyGraph
{
  public:
    explicit DependencyGraph(const Deployment& deployment)
        : m_deployment(deployment)
    {
        for (const auto& loop : deployment.loops)
        {
            m_groups.emplace(loop, AddPoint(loop));
        }
    }

    void Add(const Resource& resource)
    {
        const size_t point = AddPoint(resource.name);
        m_points[&resource] = point;
        m_byId.emplace(IdKey(resource.id), point);
        m_byPath[Lower(resource.type) + "|" + Lower(resource.name)].push_back(point);
        m_byName[Lower(resource.name)].push_back(point);
        m_types[Lower(SplitPath(resource.name).back())].insert(
            Lower(SplitPath(resource.type).back()));
        const auto loop = m_groups.find(resource.loop);
        if (!resource.loop.empty() && loop != m_groups.end())
        {
            m_needs[loop->second].push_back(point);
        }
    }

    /** False if nothing in the template is meant by the text. */
    bool Need(const Resource& resource, const std::string& text)
    {
        const auto target = Target(text);
        if (target)
        {
            m_needs[m_points.at(&resource)].push_back(*target);
        }
        return target || IsKnown(text);
    }

    /** The names along a circle, the first one again at its end; empty if there is none. */
    std::vector<std::string> FindCircle() const
    {
        const std::vector<bool> left = WhatCannotBegin();
        const auto first = std::find(left.begin(), left.end(), true);
        if (first == left.end())
        {
            return {};
        }
        std::vector<size_t> way;
        std::vector<bool> seen(left.size(), false);
        size_t point = static_cast<size_t>(first - left.begin());
        for (; !seen[point]; point = NextIn(left, point))
        {
            seen[point] = true;
            way.push_back(point);
        }
        std::vector<std::string> names;
        for (auto at = std::find(way.begin(), way.end(), point); at != way.end(); ++at)
        {
            names.push_back(m_names[*at]);
        }
        names.push_back(m_names[point]);
        return names;
    }

  private:
    size_t AddPoint(const std::string& name)
    {
        m_names.push_back(name);
        m_needs.emplace_back();
        return m_names.size() - 1;
    }

    /** A symbol, the name of a loop, an id or "type/name", or a name that only one has. */
    std::optional<size_t> Target(const std::string& text) const
    {
        const auto& symbols = m_deployment.scope->symbols;
        const auto symbol = symbols.find(Lower(text));
        if (symbol != symbols.end() && symbol->second.size() == 1)
        {
            const auto point = m_points.find(symbol->second.front());
            return point == m_points.end() ? std::nullopt : std::optional<size_t>(point->second);
        }
        const auto group = m_groups.find(Lower(text));
        if (group != m_groups.end())
        {
            return group->second;
        }
        const auto id = m_byId.find(IdKey(text));
        if (id != m_byId.end())
        {
            return id->second;
        }
        const bool whole = Lower(text).find("/providers/") != std::string::npos;
        const auto parsed = ParseId(whole ? text : "/providers/" + text);
        const auto path = m_byPath.find(Lower(parsed.type) + "|" + Lower(parsed.name));
        if (path != m_byPath.end() && path->second.size() == 1)
        {
            return path->second.front();
        }
        const auto name = m_byName.find(Lower(text));
        return name != m_byName.end() && name->second.size() == 1
                   ? std::optional<size_t>(name->second.front())
                   : std::nullopt;
    }

    /** Generous: ids of other scopes and of extensions have many forms. */
    bool IsKnown(const std::string& text) const
    {
        const std::string lower = Lower(text);
        const auto parts = SplitPath(lower);
        const auto types = parts.empty() ? m_types.end() : m_types.find(parts.back());
        return m_deployment.hasEmptyLoop || m_byName.count(lower) != 0 ||
               m_deployment.scope->symbols.count(lower.substr(0, lower.find('['))) != 0 ||
               (types != m_types.end() &&
                std::any_of(types->second.begin(), types->second.end(), [&](const auto& type) {
                    return lower.find(type) != std::string::npos;
                }));
    }

    /** What waits for a circle, or is in one: the rest could be deployed one after the other. */
    std::vector<bool> WhatCannotBegin() const
    {
        std::vector<std::vector<size_t>> waiting(m_names.size());
        std::vector<size_t> open(m_names.size());
        std::vector<size_t> ready;
        for (size_t i = 0; i < m_names.size(); ++i)
        {
            open[i] = m_needs[i].size();
            for (const size_t need : m_needs[i])
            {
                waiting[need].push_back(i);
            }
            if (open[i] == 0)
            {
                ready.push_back(i);
            }
        }
        std::vector<bool> left(m_names.size(), true);
        while (!ready.empty())
        {
            const size_t done = ready.back();
            ready.pop_back();
            left[done] = false;
            for (const size_t next : waiting[done])
            {
                if (--open[next] == 0)
                {
                    ready.push_back(next);
                }
            }
        }
        return left;
    }

    /** Each point that is left needs another one that is. */
    size_t NextIn(const std::vector<bool>& left, size_t point) const
    {
        return *std::find_if(m_needs[point].begin(), m_needs[point].end(), [&](size_t need) {
            return left[need];
        });
    }

    const Deployment& m_deployment;
    std::vector<std::string> m_names;
    std::vector<std::vector<size_t>> m_needs;
    std::map<const Resource*, size_t> m_points;
    std::map<std::string, size_t> m_groups;
    std::map<std::string, size_t> m_byId;
    std::map<std::string, std::vector<size_t>> m_byPath; //!< in several groups, perhaps
    std::map<std::string, std::vector<size_t>> m_byName;
    std::map<std::string, std::set<std::string>> m_types; //!< last parts, by those of names
};

std::string
Join(const std::vector<std::string>& names)
{
    constexpr size_t MOST = 8;
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
    {
        const bool shown = i < MOST || i + 1 == names.size();
        text += shown ? (i == 0 ? "" : " > ") + names[i] : i == MOST ? " > ..." : "";
    }
    return text;
}

} // namespace

void
Expansion::CheckDependencies()
{
    std::map<const Deployment*, DependencyGraph> graphs;
    for (const auto& deployment : m_deployments)
    {
        graphs.emplace(&deployment, deployment);
    }
    for (const auto& resource : m_resources) // also those whose condition is false
    {
        graphs.at(resource.owner).Add(resource);
    }
    for (const auto& deployment : m_deployments)
    {
        DependencyGraph& graph = graphs.at(&deployment);
        for (const Resource* resource : deployment.resources)
        {
            const Value* raw = FindProperty(*resource->raw, "dependsOn");
            const Place place{nullptr, resource->place + ".dependsOn"};
            const Value texts =
                raw ? m_evaluator.Resolve(*raw, resource->frame, place) : Value::array();
            for (const auto& text : texts.is_array() ? texts : Value::array())
            {
                if (text.is_string() && !graph.Need(*resource, text.get<std::string>()))
                {
                    m_faults.push_back(place.name + ": \"" + text.get<std::string>() +
                                       "\" is not defined in the template (InvalidTemplate)");
                }
            }
        }
        const auto circle = graph.FindCircle();
        if (!circle.empty())
        {
            m_faults.push_back((deployment.place.empty() ? "" : deployment.place + ".") +
                               "resources: circular dependency: " + Join(circle) +
                               " (InvalidTemplate)");
        }
    }
}

} // namespace ns3::v6lab::arm
