// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/binder.h"

#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

using Kind = SourceValue::Kind;

std::string
Joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
    {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/** Stands for a list that has been complained about. */
const SourceValue NOTHING{Kind::List, 0, "", {}, {}};

} // namespace

Binder::Binder(std::string sourceName)
    : m_sourceName(std::move(sourceName))
{
}

void
Binder::Complain(uint32_t line, const std::string& path, const std::string& message)
{
    const std::string place = line == 0 ? "" : m_sourceName + ":" + std::to_string(line) + ": ";
    m_messages.push_back(place + (path.empty() ? "" : path + ": ") + message);
}

bool
Binder::IsMap(const SourceValue& source, const char* typeName, const std::string& path)
{
    if (source.kind == Kind::Map)
    {
        return true;
    }
    Complain(source.line,
             path,
             std::string("expected an object (") + typeName + "), found " + Describe(source));
    return false;
}

void
Binder::CheckKeys(const SourceValue& map, const std::vector<Field>& fields, const std::string& path)
{
    std::vector<std::string> shown;
    std::set<std::string> allowed;
    for (const Field& field : fields)
    {
        shown.push_back(field.name);
        allowed.insert({field.name, field.single, field.wrapper});
    }
    allowed.erase("");
    for (const auto& member : map.members)
    {
        if (allowed.count(member.key) == 0)
        {
            Complain(member.line,
                     path,
                     "unknown key \"" + Clipped(member.key) + "\"" +
                         Suggestion(member.key, {allowed.begin(), allowed.end()}) +
                         "; allowed are " + Joined(shown));
        }
    }
}

void
Binder::Missing(const SourceValue& map, const Field& field, const std::string& path)
{
    Complain(map.line, path, "\"" + field.name + "\" is missing (" + field.help + ")");
}

const SourceValue*
Binder::FindList(const SourceValue& map, const Field& field, const std::string& path)
{
    std::vector<const SourceMember*> found;
    for (const std::string& key : {field.name, field.single, field.wrapper})
    {
        if (const SourceMember* member = key.empty() ? nullptr : FindMember(map, key))
        {
            found.push_back(member);
        }
    }
    if (found.size() > 1)
    {
        Complain(found[1]->line,
                 path,
                 "\"" + found[0]->key + "\" and \"" + found[1]->key + "\" say the same; give one");
    }
    if (found.empty())
    {
        return nullptr;
    }
    const SourceMember& first = *found.front();
    const std::string inner = Below(path, first.key);
    return first.key == field.wrapper ? Unwrapped(first.value, field, inner)
                                      : ListOrOne(first, field, inner);
}

const SourceValue*
Binder::Unwrapped(const SourceValue& wrapper, const Field& field, const std::string& path)
{
    if (!IsMap(wrapper, field.wrapper.c_str(), path))
    {
        return &NOTHING;
    }
    CheckKeys(wrapper, {Field(field.name.c_str(), "")}, path);
    const SourceMember* list = FindMember(wrapper, field.name);
    return list ? &list->value : nullptr;
}

const SourceValue*
Binder::ListOrOne(const SourceMember& member, const Field& field, const std::string& path)
{
    // Under its own name a list is a list; under the other a single text is meant.
    const bool own = member.key == field.name;
    if (field.single.empty() || (member.value.kind == Kind::List) == own)
    {
        return &member.value;
    }
    Complain(member.line,
             path,
             std::string("expected a ") + (own ? "list" : "text") + ", found " +
                 Describe(member.value));
    return &NOTHING;
}

void
Binder::ReadText(const SourceValue& source,
                 const Field& field,
                 std::string& target,
                 const std::string& path)
{
    if (source.kind != Kind::Text && source.kind != Kind::Plain)
    {
        Complain(source.line, path, "expected a text, found " + Describe(source));
        return;
    }
    const bool known = field.words.empty() || (source.text.empty() && !field.required) ||
                       std::count(field.words.begin(), field.words.end(), source.text) > 0;
    if (!known)
    {
        Complain(source.line,
                 path,
                 "unknown word \"" + Clipped(source.text) + "\"" +
                     Suggestion(source.text, field.words) + "; allowed are " + Joined(field.words));
    }
    else if (source.text.empty() && field.required)
    {
        Complain(source.line, path, "must not be empty");
    }
    target = source.text;
}

void
Binder::ReadBool(const SourceValue& source, bool& target, const std::string& path)
{
    const bool scalar = source.kind == Kind::Plain || source.kind == Kind::Bool;
    if (!scalar || (source.text != "true" && source.text != "false"))
    {
        Complain(source.line, path, "expected true or false, found " + Describe(source));
        return;
    }
    target = source.text == "true";
}

uint64_t
Binder::ReadNumber(const SourceValue& source, uint64_t most, const std::string& path)
{
    const bool scalar = source.kind == Kind::Plain || source.kind == Kind::Number;
    const bool digits = scalar && !source.text.empty() && source.text.size() <= 10 &&
                        source.text.find_first_not_of("0123456789") == std::string::npos;
    const uint64_t number = digits ? std::stoull(source.text) : 0;
    if (!digits || number > most)
    {
        Complain(source.line,
                 path,
                 "expected a whole number from 0 to " + std::to_string(most) + ", found " +
                     Describe(source));
        return 0;
    }
    return number;
}

const SourceMember*
FindMember(const SourceValue& map, const std::string& key)
{
    const auto found = std::find_if(map.members.begin(), map.members.end(), [&](const auto& m) {
        return m.key == key;
    });
    return found == map.members.end() ? nullptr : &*found;
}

std::string
Below(const std::string& path, const std::string& name)
{
    return path.empty() ? name : path + "." + name;
}

} // namespace ns3::v6lab
