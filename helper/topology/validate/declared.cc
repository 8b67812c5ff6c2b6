// SPDX-License-Identifier: GPL-2.0-only
// What the declaration of fields itself says: required fields, allowed words, readable text.
#include "helper/topology/clean-text.h"
#include "helper/topology/fields.h"
#include "helper/topology/validate/context.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

class DeclaredChecker
{
  public:
    explicit DeclaredChecker(ValidationContext& context)
        : m_context(context)
    {
    }

    template <class T>
    void Check(const T& value, const Field& field, const std::string& path)
    {
        if constexpr (IS_STRUCT<T>)
        {
            auto visit = [&](const Field& inner, auto member) {
                Check(value.*member, inner, path.empty() ? inner.name : path + "." + inner.name);
            };
            Fields(visit, Of<T>());
        }
        else if constexpr (IS_LIST<T>)
        {
            if (field.required && value.empty())
            {
                m_context.Add({path, "", "", "", "must have at least one entry"});
            }
            for (size_t i = 0; i < value.size(); ++i)
            {
                Check(value[i], Field("", ""), Item(path, i));
            }
        }
        else if constexpr (IS_OPTIONAL<T>)
        {
            if (value)
            {
                Check(*value, field, path);
            }
        }
        else if constexpr (std::is_same_v<T, std::string>)
        {
            CheckText(value, field, path);
        }
    }

  private:
    void CheckText(const std::string& text, const Field& field, const std::string& path)
    {
        if (text.empty())
        {
            if (field.required)
            {
                m_context.Add({path, "", "", "", "must not be empty (" + field.help + ")"});
            }
            return;
        }
        if (FindFoulByte(text) != std::string::npos)
        {
            m_context.Add({path, "", "", "", "is not UTF-8 text or has control characters"});
        }
        const auto& words = field.words;
        if (!words.empty() && std::count(words.begin(), words.end(), text) == 0)
        {
            std::string allowed;
            for (const auto& word : words)
            {
                allowed += (allowed.empty() ? "" : ", ") + word;
            }
            m_context.Add({path, "", "", "", "\"" + text + "\" is not one of " + allowed});
        }
    }

    ValidationContext& m_context;
};

} // namespace

void
ValidateDeclared(ValidationContext& context)
{
    DeclaredChecker(context).Check(context.topology, Field("", ""), "");
}

} // namespace ns3::v6lab
