// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/source.h"

#include "helper/format/input-error.h"
#include "helper/format/source-builder.h"
#include "helper/topology/clean-text.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

bool
EndsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void
CheckText(const std::string& text, const SourceBuilder& builder)
{
    if (text.size() > SourceLimits::BYTES)
    {
        builder.Fail(0,
                     "has " + std::to_string(text.size() >> 20) + " MB; at most " +
                         std::to_string(SourceLimits::BYTES >> 20) + " MB are read");
    }
    const size_t foul = FindFoulByte(text);
    if (foul != std::string::npos)
    {
        const auto lines = std::count(text.begin(), text.begin() + foul, '\n') + 1;
        builder.Fail(static_cast<uint32_t>(lines),
                     "is not UTF-8 text (byte " + std::to_string(foul + 1) +
                         " of the file is wrong or a control character)");
    }
}

} // namespace

SourceValue
ReadSource(const std::string& text, const std::string& sourceName)
{
    SourceBuilder builder(sourceName);
    CheckText(text, builder);
    const size_t mark = text.compare(0, 3, "\xef\xbb\xbf") == 0 ? 3 : 0;
    const size_t first = text.find_first_not_of(" \t\r\n", mark);
    if (first == std::string::npos)
    {
        builder.Fail(0, "is empty");
    }
    if (EndsWith(sourceName, ".json") || text[first] == '{')
    {
        ParseJson(text.substr(mark), builder);
    }
    else
    {
        ParseYaml(text.substr(mark), builder);
    }
    SourceValue document = builder.Take();
    if (document.kind == SourceValue::Kind::Null)
    {
        builder.Fail(0, "is empty");
    }
    return document;
}

std::string
Describe(const SourceValue& value)
{
    switch (value.kind)
    {
    case SourceValue::Kind::Null:
        return "nothing";
    case SourceValue::Kind::List:
        return "a list";
    case SourceValue::Kind::Map:
        return "an object";
    case SourceValue::Kind::Text:
        return "the text \"" + Clipped(value.text) + "\"";
    default:
        return "\"" + Clipped(value.text) + "\"";
    }
}

} // namespace ns3::v6lab
