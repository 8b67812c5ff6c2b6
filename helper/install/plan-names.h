// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PLAN_NAMES_H
#define V6LAB_PLAN_NAMES_H

#include "model/core/azure/estate.h"

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/** The places of named parts, for what refers to them by name. */
namespace ns3::v6lab
{

using Names = std::map<std::string, azure::Index>;

template <class T>
Names
NamesOf(const std::vector<T>& list)
{
    Names names;
    for (size_t i = 0; i < list.size(); ++i)
    {
        names.emplace(list[i].name, static_cast<azure::Index>(i));
    }
    return names;
}

/** Throws std::invalid_argument, which begins with `where`, if there is no such name. */
inline azure::Index
Resolve(const Names& names, const std::string& name, const std::string& where)
{
    const auto found = names.find(name);
    if (found == names.end())
    {
        throw std::invalid_argument(where + ": there is no \"" + name + "\"");
    }
    return found->second;
}

} // namespace ns3::v6lab

#endif // V6LAB_PLAN_NAMES_H
