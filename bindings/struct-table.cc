// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/struct-table.h"

#include "bindings/bind.h"
#include "helper/topology/fields.h"

#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <typeinfo>

namespace ns3::v6lab::bindings
{

namespace
{

using Json = nlohmann::ordered_json;

/** The struct's name in C++, without its namespace. */
template <class T>
std::string
StructName()
{
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(typeid(T).name(), nullptr, nullptr, nullptr),
        &std::free);
    const std::string full = name.get();
    return full.substr(full.rfind(':') + 1);
}

// What is the same for all structs stands outside of the templates: there are 75 of them.

Json
Described(const Field& field, const std::string& type, Json standard)
{
    return {{"name", field.name},
            {"type", type},
            {"default", std::move(standard)},
            {"help", field.help},
            {"required", field.required},
            {"words", field.words},
            {"single", field.single},
            {"wrapper", field.wrapper}};
}

Json
Described(const std::string& name, const char* title, Json fields)
{
    return {{"name", name},
            {"title", title},
            {"comment", CommentOf(name)},
            {"fields", std::move(fields)}};
}

/** Null for structs, which have their own defaults, and for optionals without a value. */
template <class T>
Json
DefaultOf(const T& value)
{
    if constexpr (IS_LIST<T>)
    {
        Json list = Json::array();
        if constexpr (!IS_STRUCT<typename ListItem<T>::Type>)
        {
            list = value;
        }
        return list;
    }
    else if constexpr (IS_OPTIONAL<T> || IS_STRUCT<T>)
    {
        return nullptr;
    }
    else
    {
        return value;
    }
}

/** Describes structs, those that they consist of first. */
class StructWriter
{
  public:
    template <class T>
    void Add()
    {
        const std::string name = StructName<T>();
        if (!m_seen.insert(name).second)
        {
            return;
        }
        const T standard{};
        Json fields = Json::array();
        auto visit = [&](const Field& field, auto member) {
            using M = std::decay_t<decltype(standard.*member)>;
            fields.push_back(Described(field, TypeOf<M>(), DefaultOf(standard.*member)));
        };
        Fields(visit, Of<T>());
        m_structs.push_back(Described(name, TypeName(Of<T>()), std::move(fields)));
    }

    const Json& GetStructs() const
    {
        return m_structs;
    }

  private:
    /** "text", "bool", "number 65535", "Subnet", "list Subnet", "optional BgpConfig". */
    template <class T>
    std::string TypeOf()
    {
        if constexpr (IS_LIST<T>)
        {
            return "list " + TypeOf<typename ListItem<T>::Type>();
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            return "optional " + TypeOf<typename OptionalItem<T>::Type>();
        }
        else if constexpr (IS_STRUCT<T>)
        {
            Add<T>();
            return StructName<T>();
        }
        else if constexpr (std::is_same_v<T, bool>)
        {
            return "bool";
        }
        else if constexpr (std::is_same_v<T, std::string>)
        {
            return "text";
        }
        else
        {
            return "number " + std::to_string(T(-1));
        }
    }

    Json m_structs = Json::array();
    std::set<std::string> m_seen;
};

} // namespace

std::string
StructTable()
{
    StructWriter writer;
    writer.Add<Topology>();
    return writer.GetStructs().dump();
}

} // namespace ns3::v6lab::bindings
