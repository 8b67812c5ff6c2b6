// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/compare.h"

#include "helper/topology/fields.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

std::string
Shown(const std::string& value)
{
    return '"' + value + '"';
}

template <class T>
std::string
Shown(const T& value)
{
    if constexpr (std::is_same_v<T, bool>)
    {
        return value ? "true" : "false";
    }
    else
    {
        return std::to_string(value);
    }
}

/** Walks two values side by side and notes every difference. */
struct Comparer
{
    std::vector<std::string> found;

    template <class T>
    void Compare(const std::string& path, const T& a, const T& b)
    {
        if constexpr (IS_STRUCT<T>)
        {
            auto visit = [&](const Field& field, auto member) {
                Compare(path.empty() ? field.name : path + "." + field.name, a.*member, b.*member);
            };
            Fields(visit, Of<T>());
        }
        else if constexpr (IS_LIST<T>)
        {
            CompareLists(path, a, b);
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            CompareOptionals(path, a, b);
        }
        else if (a != b)
        {
            found.push_back(path + ": " + Shown(a) + " / " + Shown(b));
        }
    }

    template <class T>
    void CompareLists(const std::string& path, const T& a, const T& b)
    {
        for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        {
            Compare(path + "[" + std::to_string(i) + "]", a[i], b[i]);
        }
        if (a.size() != b.size())
        {
            found.push_back(path + ": " + std::to_string(a.size()) + " / " +
                            std::to_string(b.size()) + " entries");
        }
    }

    template <class T>
    void CompareOptionals(const std::string& path, const T& a, const T& b)
    {
        if (a && b)
        {
            Compare(path, *a, *b);
        }
        else if (a.has_value() != b.has_value())
        {
            found.push_back(path + (a ? ": given / absent" : ": absent / given"));
        }
    }
};

} // namespace

std::vector<std::string>
Differences(const Topology& a, const Topology& b)
{
    Comparer comparer;
    comparer.Compare("", a, b);
    return comparer.found;
}

bool
operator==(const Topology& a, const Topology& b)
{
    return Differences(a, b).empty();
}

} // namespace ns3::v6lab
