// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/field.h"

#include "helper/arm/evaluator.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

Field::Field(const Value* value, std::string place, std::vector<std::string>& faults)
    : m_value(value),
      m_place(std::move(place)),
      m_faults(&faults)
{
}

void
Field::Refuse(const std::string& text) const
{
    const std::string fault = m_value && IsUnknown(*m_value)
                                  ? PlaceReason(m_place, UnknownReason(*m_value))
                                  : m_place + ": " + text;
    if (std::find(m_faults->begin(), m_faults->end(), fault) == m_faults->end())
    {
        m_faults->push_back(fault);
    }
}

Field
Field::operator[](const std::string& name) const
{
    const Value* part = nullptr;
    if (Exists() && !m_value->is_object())
    {
        Refuse(std::string("must be an object, but is ") + TypeWord(*m_value));
    }
    else if (Exists())
    {
        part = FindProperty(*m_value, name);
    }
    return {part, m_place + "." + name, *m_faults};
}

std::vector<Field>
Field::Items() const
{
    std::vector<Field> items;
    if (Exists() && !m_value->is_array())
    {
        Refuse(std::string("must be an array, but is ") + TypeWord(*m_value));
        return items;
    }
    for (size_t i = 0; Exists() && i < m_value->size(); ++i)
    {
        items.emplace_back(&(*m_value)[i], m_place + "[" + std::to_string(i) + "]", *m_faults);
    }
    return items;
}

std::string
Field::Text(const std::string& fallback) const
{
    if (!Exists())
    {
        return fallback;
    }
    if (m_value->is_string() || m_value->is_number_integer())
    {
        return ToText(*m_value);
    }
    Refuse(std::string("must be a string, but is ") + TypeWord(*m_value));
    return fallback;
}

uint32_t
Field::Number(uint32_t fallback) const
{
    if (!Exists())
    {
        return fallback;
    }
    const std::string text = Text();
    const bool number =
        !text.empty() && text.size() < 9 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return number ? static_cast<uint32_t>(std::stoul(text)) : 0;
}

bool
Field::Flag(bool fallback) const
{
    if (!Exists())
    {
        return fallback;
    }
    const std::string word = IsUnknown(*m_value) ? "" : Lower(ToText(*m_value));
    if ((m_value->is_boolean() || m_value->is_string()) && (word == "true" || word == "false"))
    {
        return word == "true";
    }
    Refuse(std::string("must be true or false, but is ") + TypeWord(*m_value));
    return fallback;
}

std::vector<std::string>
Field::Texts() const
{
    std::vector<std::string> texts;
    for (const auto& item : Items())
    {
        texts.push_back(item.Text());
    }
    return texts;
}

} // namespace ns3::v6lab::arm
