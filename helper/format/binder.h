// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BINDER_H
#define V6LAB_BINDER_H

#include "helper/format/source.h"
#include "helper/topology/fields.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Gives a SourceValue its meaning by the declared fields and collects everything wrong with it. */
class Binder
{
  public:
    explicit Binder(std::string sourceName);

    /** Reads a struct; `path` is where it stands, "" at the top. */
    template <class T>
    void Read(const SourceValue& source, T& target, const std::string& path);

    const std::vector<std::string>& GetMessages() const
    {
        return m_messages;
    }

  private:
    template <class T>
    void ReadField(const SourceValue& map, const Field& field, T& target, const std::string& path);
    template <class T>
    void ReadValue(const SourceValue& source,
                   const Field& field,
                   T& target,
                   const std::string& path);

    void ReadText(const SourceValue& source,
                  const Field& field,
                  std::string& target,
                  const std::string& path);
    void ReadBool(const SourceValue& source, bool& target, const std::string& path);
    /** A whole number from 0 to `most`. */
    uint64_t ReadNumber(const SourceValue& source, uint64_t most, const std::string& path);

    /** The value of a list field in any of Azure's spellings; null if none is there. */
    const SourceValue* FindList(const SourceValue& map,
                                const Field& field,
                                const std::string& path);
    const SourceValue* Unwrapped(const SourceValue& wrapper,
                                 const Field& field,
                                 const std::string& path);
    const SourceValue* ListOrOne(const SourceMember& member,
                                 const Field& field,
                                 const std::string& path);
    bool IsMap(const SourceValue& source, const char* typeName, const std::string& path);
    void CheckKeys(const SourceValue& map,
                   const std::vector<Field>& fields,
                   const std::string& path);
    void Missing(const SourceValue& map, const Field& field, const std::string& path);
    void Complain(uint32_t line, const std::string& path, const std::string& message);

    std::string m_sourceName;
    std::vector<std::string> m_messages;
};

/** The member with this key, or null. */
const SourceMember* FindMember(const SourceValue& map, const std::string& key);
/** "a.b", or "b" at the top. */
std::string Below(const std::string& path, const std::string& name);

template <class T>
void
Binder::Read(const SourceValue& source, T& target, const std::string& path)
{
    if (!IsMap(source, TypeName(Of<T>()), path))
    {
        return;
    }
    std::vector<Field> fields;
    auto visit = [&](const Field& field, auto member) {
        ReadField(source, field, target.*member, path);
        fields.push_back(field);
    };
    Fields(visit, Of<T>());
    CheckKeys(source, fields, path);
}

template <class T>
void
Binder::ReadField(const SourceValue& map, const Field& field, T& target, const std::string& path)
{
    const SourceValue* found = nullptr;
    if constexpr (IS_LIST<T>)
    {
        found = FindList(map, field, path);
    }
    else if (const SourceMember* member = FindMember(map, field.name))
    {
        found = &member->value;
    }
    if (found)
    {
        ReadValue(*found, field, target, Below(path, field.name));
    }
    else if (field.required)
    {
        Missing(map, field, path);
    }
}

template <class T>
void
Binder::ReadValue(const SourceValue& source, const Field& field, T& target, const std::string& path)
{
    if constexpr (IS_LIST<T>)
    {
        const bool one = !field.single.empty() && source.kind != SourceValue::Kind::List;
        const size_t count = one ? 1 : source.items.size();
        if (source.kind != SourceValue::Kind::List && !one)
        {
            Complain(source.line, path, "expected a list, found " + Describe(source));
        }
        for (size_t i = 0; i < count; ++i)
        {
            typename ListItem<T>::Type item{};
            ReadValue(one ? source : source.items[i],
                      Field("", ""),
                      item,
                      path + "[" + std::to_string(i) + "]");
            target.push_back(std::move(item));
        }
    }
    else if constexpr (IS_OPTIONAL<T>)
    {
        target.emplace();
        ReadValue(source, field, *target, path);
    }
    else if constexpr (IS_STRUCT<T>)
    {
        Read(source, target, path);
    }
    else if constexpr (std::is_same_v<T, std::string>)
    {
        ReadText(source, field, target, path);
    }
    else if constexpr (std::is_same_v<T, bool>)
    {
        ReadBool(source, target, path);
    }
    else
    {
        static_assert(std::is_unsigned_v<T>);
        target = static_cast<T>(ReadNumber(source, T(-1), path));
    }
}

} // namespace ns3::v6lab

#endif // V6LAB_BINDER_H
