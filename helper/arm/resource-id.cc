// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/resource-id.h"

#include "helper/arm/expression-error.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

std::vector<std::string>
SplitPath(const std::string& path)
{
    std::vector<std::string> parts;
    size_t from = 0;
    while (from <= path.size())
    {
        const size_t slash = std::min(path.find('/', from), path.size());
        parts.push_back(path.substr(from, slash - from));
        from = slash + 1;
    }
    while (!parts.empty() && parts.back().empty())
    {
        parts.pop_back();
    }
    return parts;
}

std::string
ProviderPath(const std::string& type, const std::vector<std::string>& names)
{
    const auto parts = SplitPath(type);
    if (parts.size() < 2)
    {
        throw ExpressionError("\"" + type.substr(0, 80) + "\" is not a resource type");
    }
    if (names.size() != parts.size() - 1)
    {
        throw ExpressionError("the type " + type + " needs " + std::to_string(parts.size() - 1) +
                              " names, but has " + std::to_string(names.size()));
    }
    std::string path = parts[0];
    for (size_t i = 0; i < names.size(); ++i)
    {
        path += "/" + parts[i + 1] + "/" + names[i];
    }
    return path;
}

std::string
ScopeId(const Placement& placement)
{
    switch (placement.level)
    {
    case Placement::RESOURCE_GROUP:
        return "/subscriptions/" + placement.subscriptionId + "/resourceGroups/" +
               placement.resourceGroup;
    case Placement::SUBSCRIPTION:
        return "/subscriptions/" + placement.subscriptionId;
    case Placement::MANAGEMENT_GROUP:
        return "/providers/Microsoft.Management/managementGroups/v6lab-mg";
    default:
        return "";
    }
}

std::string
ResourceId(const Placement& placement,
           const std::string& type,
           const std::vector<std::string>& names)
{
    const bool isGroup = SameWord(type, "Microsoft.Resources/resourceGroups");
    if (isGroup && names.size() == 1)
    {
        return "/subscriptions/" + placement.subscriptionId + "/resourceGroups/" + names[0];
    }
    return ScopeId(placement) + "/providers/" + ProviderPath(type, names);
}

ParsedId
ParseId(const std::string& id)
{
    const auto parts = SplitPath(id);
    ParsedId parsed;
    size_t at = parts.size();
    for (size_t i = 0; i < parts.size(); ++i)
    {
        if (SameWord(parts[i], "resourceGroups") && i + 1 < parts.size())
        {
            parsed.resourceGroup = parts[i + 1];
        }
        if (SameWord(parts[i], "providers"))
        {
            at = i + 1;
        }
    }
    for (size_t i = at; i < parts.size(); ++i)
    {
        const bool isName = i > at && (i - at) % 2 == 0;
        std::string& into = isName ? parsed.name : parsed.type;
        into += (into.empty() ? "" : "/") + parts[i];
    }
    if (parsed.name.empty())
    {
        parsed.name = id;
    }
    return parsed;
}

std::string
IdKey(const std::string& id)
{
    std::string key = Lower(id);
    while (!key.empty() && key.back() == '/')
    {
        key.pop_back();
    }
    return key;
}

} // namespace ns3::v6lab::arm
