// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/schema.h"
#include "helper/topology/fields.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

/** One Markdown table per struct, in the order in which a reader meets them. */
class DocsWriter
{
  public:
    template <class T>
    void Add()
    {
        const std::string name = TypeName(Of<T>());
        if (!m_seen.insert(name).second)
        {
            return;
        }
        m_text += "\n## " + name + "\n\n| key | type | default | meaning |\n|---|---|---|---|\n";
        const T standard{};
        auto row = [&](const Field& field, auto member) {
            m_text += "| `" + field.name + "` | " + Type(standard.*member, field) + " | " +
                      (field.required ? "required" : Default(standard.*member)) + " | " +
                      field.help + Spellings(field) + " |\n";
        };
        Fields(row, Of<T>());
        auto below = [&](const Field&, auto member) { AddBelow(standard.*member); };
        Fields(below, Of<T>());
    }

    const std::string& GetText() const
    {
        return m_text;
    }

  private:
    template <class T>
    void AddBelow(const T&)
    {
        if constexpr (IS_STRUCT<T>)
        {
            Add<T>();
        }
        else if constexpr (IS_LIST<T>)
        {
            AddBelow(typename ListItem<T>::Type{});
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            AddBelow(typename OptionalItem<T>::Type{});
        }
    }

    template <class T>
    static std::string Type(const T&, const Field& field)
    {
        if constexpr (IS_STRUCT<T>)
        {
            return TypeName(Of<T>());
        }
        else if constexpr (IS_LIST<T>)
        {
            return "list of " + Type(typename ListItem<T>::Type{}, field);
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            return Type(typename OptionalItem<T>::Type{}, field);
        }
        else if constexpr (std::is_same_v<T, bool>)
        {
            return "true or false";
        }
        else if constexpr (std::is_same_v<T, std::string>)
        {
            return field.words.empty() ? "text" : Words(field);
        }
        else
        {
            return "0 to " + std::to_string(T(-1));
        }
    }

    static std::string Words(const Field& field)
    {
        std::string text;
        for (const auto& word : field.words)
        {
            text += (text.empty() ? "`" : ", `") + word + "`";
        }
        return text;
    }

    template <class T>
    static std::string Default(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>)
        {
            return value ? "true" : "false";
        }
        else if constexpr (std::is_same_v<T, std::string>)
        {
            return value.empty() ? "" : "`" + value + "`";
        }
        else if constexpr (std::is_unsigned_v<T>)
        {
            return std::to_string(value);
        }
        else
        {
            return "";
        }
    }

    static std::string Spellings(const Field& field)
    {
        const std::string one = field.single.empty() ? "" : "; one may be `" + field.single + "`";
        return field.wrapper.empty() ? one : one + "; may stand in `" + field.wrapper + "`";
    }

    std::string m_text;
    std::set<std::string> m_seen;
};

} // namespace

std::string
TopologyDocs()
{
    DocsWriter writer;
    writer.Add<Topology>();
    return "# Topology files\n\nYAML or JSON; a key left out has its default.\n" + writer.GetText();
}

} // namespace ns3::v6lab
