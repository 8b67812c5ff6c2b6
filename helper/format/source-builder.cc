// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/source-builder.h"

#include "helper/format/input-error.h"

#include <algorithm>

namespace ns3::v6lab
{

SourceBuilder::SourceBuilder(std::string sourceName)
    : m_sourceName(std::move(sourceName))
{
}

void
SourceBuilder::Fail(uint32_t line, const std::string& message) const
{
    const std::string place = line == 0 ? "" : ":" + std::to_string(line);
    throw InputError(m_sourceName + place + ": " + message);
}

void
SourceBuilder::Scalar(SourceValue::Kind kind, std::string text, uint32_t line)
{
    SourceValue value;
    value.kind = kind;
    value.line = line;
    value.text = std::move(text);
    Place(std::move(value));
}

void
SourceBuilder::Open(SourceValue::Kind kind, uint32_t line)
{
    if (m_open.size() >= SourceLimits::DEPTH)
    {
        Fail(line, "nested deeper than " + std::to_string(SourceLimits::DEPTH) + " levels");
    }
    Level level;
    level.value.kind = kind;
    level.value.line = line;
    m_open.push_back(std::move(level));
}

void
SourceBuilder::Close()
{
    SourceValue done = std::move(m_open.back().value);
    m_open.pop_back();
    CheckKeys(done);
    Place(std::move(done));
}

void
SourceBuilder::Key(std::string key, uint32_t line)
{
    m_open.back().pending = SourceMember{std::move(key), line, {}};
}

bool
SourceBuilder::WantsKey() const
{
    return !m_open.empty() && m_open.back().value.kind == SourceValue::Kind::Map &&
           !m_open.back().pending;
}

void
SourceBuilder::Place(SourceValue value)
{
    if (++m_values > SourceLimits::VALUES)
    {
        Fail(value.line, "more than " + std::to_string(SourceLimits::VALUES) + " values");
    }
    if (m_open.empty())
    {
        m_root = std::move(value);
        return;
    }
    Level& level = m_open.back();
    if (level.value.kind == SourceValue::Kind::List)
    {
        level.value.items.push_back(std::move(value));
        return;
    }
    if (value.kind == SourceValue::Kind::Null)
    {
        value.line = level.pending->line; // yaml-cpp gives that of whatever follows
    }
    level.pending->value = std::move(value);
    level.value.members.push_back(std::move(*level.pending));
    level.pending.reset();
}

void
SourceBuilder::CheckKeys(const SourceValue& map) const
{
    std::vector<const SourceMember*> sorted;
    sorted.reserve(map.members.size());
    for (const auto& member : map.members)
    {
        sorted.push_back(&member);
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->key != b->key ? a->key < b->key : a->line < b->line;
    });
    std::vector<std::string> messages;
    for (size_t i = 1; i < sorted.size(); ++i)
    {
        if (sorted[i]->key == sorted[i - 1]->key)
        {
            messages.push_back(m_sourceName + ":" + std::to_string(sorted[i]->line) +
                               ": duplicate key \"" + Clipped(sorted[i]->key) +
                               "\", first given in line " + std::to_string(sorted[i - 1]->line));
        }
    }
    if (!messages.empty())
    {
        throw InputError(messages);
    }
}

SourceValue
SourceBuilder::Take()
{
    return std::move(m_root);
}

} // namespace ns3::v6lab
