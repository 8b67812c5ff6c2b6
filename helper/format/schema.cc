// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/schema.h"

#include "helper/topology/fields.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace ns3::v6lab
{

namespace
{

using Json = nlohmann::ordered_json;

/** Collects one definition per struct, each once. */
class SchemaWriter
{
  public:
    template <class T>
    Json ObjectOf()
    {
        Json object = {{"type", "object"}, {"additionalProperties", false}};
        Json properties = Json::object();
        Json required = Json::array();
        Json alternatives = Json::array();
        const T standard{};
        auto visit = [&](const Field& field, auto member) {
            using M = std::decay_t<decltype(standard.*member)>;
            properties[field.name] = Described(TypeOf<M>(field), field);
            AddSpellings<M>(field, properties);
            const bool spellings = !field.single.empty() || !field.wrapper.empty();
            if (field.required && !spellings)
            {
                required.push_back(field.name);
            }
            if (spellings)
            {
                alternatives.push_back(OneSpelling(field));
            }
        };
        Fields(visit, Of<T>());
        object["properties"] = properties;
        if (!required.empty())
        {
            object["required"] = required;
        }
        if (!alternatives.empty())
        {
            object["allOf"] = alternatives;
        }
        return object;
    }

    const Json& GetDefinitions() const
    {
        return m_definitions;
    }

  private:
    static Json Described(Json type, const Field& field)
    {
        if (type.contains("$ref")) // draft-07 ignores what stands beside a $ref
        {
            type = {{"allOf", Json::array({type})}};
        }
        type["description"] = field.help;
        return type;
    }

    template <class T>
    Json TypeOf(const Field& field)
    {
        if constexpr (IS_LIST<T>)
        {
            return {{"type", "array"},
                    {"items", TypeOf<typename ListItem<T>::Type>(Field("", ""))}};
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            return TypeOf<typename OptionalItem<T>::Type>(field);
        }
        else if constexpr (IS_STRUCT<T>)
        {
            const std::string name = TypeName(Of<T>());
            if (!m_definitions.contains(name))
            {
                m_definitions[name] = nullptr;
                m_definitions[name] = ObjectOf<T>();
            }
            return {{"$ref", "#/definitions/" + Escaped(name)}};
        }
        else
        {
            return ScalarOf<T>(field);
        }
    }

    template <class T>
    static Json ScalarOf(const Field& field)
    {
        if constexpr (std::is_same_v<T, bool>)
        {
            return {{"type", "boolean"}};
        }
        else if constexpr (std::is_unsigned_v<T>)
        {
            return {{"type", "integer"},
                    {"minimum", 0},
                    {"maximum", std::numeric_limits<T>::max()}};
        }
        else
        {
            Json text = {{"type", "string"}};
            if (!field.words.empty())
            {
                text["enum"] = field.words;
                if (!field.required)
                {
                    text["enum"].push_back("");
                }
            }
            else if (field.required)
            {
                text["minLength"] = 1;
            }
            return text;
        }
    }

    /** Azure's other ways to write a list: addressPrefix, addressSpace.addressPrefixes. */
    template <class M>
    void AddSpellings(const Field& field, Json& properties)
    {
        if (!field.single.empty())
        {
            properties[field.single] = {{"type", "string"},
                                        {"description", field.name + " with one entry"}};
        }
        if (!field.wrapper.empty())
        {
            properties[field.wrapper] = {{"type", "object"},
                                         {"additionalProperties", false},
                                         {"properties", {{field.name, TypeOf<M>(field)}}},
                                         {"required", Json::array({field.name})},
                                         {"description", field.name + " as Azure nests it"}};
        }
    }

    static Json OneSpelling(const Field& field)
    {
        Json ways = Json::array();
        for (const auto& key : {field.name, field.single, field.wrapper})
        {
            if (!key.empty())
            {
                ways.push_back({{"required", Json::array({key})}});
            }
        }
        if (!field.required)
        {
            const Json none = {{"not", {{"anyOf", ways}}}};
            ways.push_back(none);
        }
        return {{"oneOf", ways}};
    }

    static std::string Escaped(std::string name)
    {
        for (size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at))
        {
            name.replace(at, 1, "%20");
        }
        return name;
    }

    Json m_definitions = Json::object();
};

} // namespace

std::string
TopologySchema()
{
    SchemaWriter writer;
    const Json object = writer.ObjectOf<Topology>();
    Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                   {"title", "v6lab topology"}};
    schema.update(object);
    schema["definitions"] = writer.GetDefinitions();
    return schema.dump(2) + "\n";
}

} // namespace ns3::v6lab
