// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/write.h"

#include "helper/topology/fields.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

namespace ns3::v6lab
{

namespace
{

using Json = nlohmann::ordered_json;

template <class T>
Json
ToJson(const T& value)
{
    if constexpr (IS_STRUCT<T>)
    {
        Json object = Json::object();
        const T standard{};
        auto visit = [&](const Field& field, auto member) {
            Json given = ToJson(value.*member);
            if (field.required || given != ToJson(standard.*member))
            {
                object.emplace(field.name, std::move(given));
            }
        };
        Fields(visit, Of<T>());
        return object;
    }
    else if constexpr (IS_LIST<T>)
    {
        Json list = Json::array();
        for (const auto& item : value)
        {
            list.push_back(ToJson(item));
        }
        return list;
    }
    else if constexpr (IS_OPTIONAL<T>)
    {
        return value ? ToJson(*value) : Json();
    }
    else
    {
        return Json(value);
    }
}

bool
IsIn(char c, const char* set)
{
    return std::string_view(set).find(c) != std::string_view::npos;
}

/**
 * True if a text needs no quotes for any YAML reader, 1.1 readers included: those take 1:20, 1_000,
 * 1e5, on and y for something else than text.
 */
bool
IsPlain(const std::string& text)
{
    static const char* const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const std::vector<std::string>
        RESERVED{"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
    if (text.empty() || text.size() > 80 || IsIn(text.back(), " :"))
    {
        return false;
    }
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
        return IsIn(c, LETTERS) || IsIn(c, "0123456789./:_- ");
    });
    if (!clean || text.find(": ") != std::string::npos ||
        std::count(RESERVED.begin(), RESERVED.end(), lower) > 0)
    {
        return false;
    }
    if (IsIn(text.front(), LETTERS))
    {
        return true;
    }
    // Digits first: an IPv4 address, a prefix, or a quantity such as 10Gbps; else in quotes.
    const bool digit = IsIn(text.front(), "0123456789");
    const bool unit =
        lower.size() > 1 && IsIn(lower.back(), "snh") && lower.find(':') == std::string::npos;
    return digit && (text.find('/') != std::string::npos || unit ||
                     std::count(text.begin(), text.end(), '.') == 3);
}

void
Emit(YAML::Emitter& out, const Json& value)
{
    if (value.is_object())
    {
        out << YAML::BeginMap;
        for (const auto& [key, member] : value.items())
        {
            out << YAML::Key << key << YAML::Value;
            Emit(out, member);
        }
        out << YAML::EndMap;
    }
    else if (value.is_array())
    {
        const bool flow = std::none_of(value.begin(), value.end(), [](const Json& item) {
            return item.is_structured();
        });
        out << (flow ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
        for (const auto& item : value)
        {
            Emit(out, item);
        }
        out << YAML::EndSeq;
    }
    else if (value.is_string())
    {
        const auto& text = value.get_ref<const std::string&>();
        if (!IsPlain(text))
        {
            out << YAML::DoubleQuoted;
        }
        out << text;
    }
    else
    {
        out << value.dump();
    }
}

} // namespace

std::string
WriteYaml(const Topology& topology)
{
    YAML::Emitter out;
    out.SetIndent(2);
    Emit(out, ToJson(topology));
    return std::string(out.c_str()) + "\n";
}

std::string
WriteJson(const Topology& topology)
{
    // Text that is not UTF-8 cannot be in JSON; Validate() has refused it where it matters.
    return ToJson(topology).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ns3::v6lab
