// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SOURCE_H
#define V6LAB_SOURCE_H

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

struct SourceMember;

/** What a YAML or JSON text says, with the line of everything, before it is given a meaning. */
struct SourceValue
{
    enum class Kind : uint8_t
    {
        Null,
        Text,   //!< a quoted text
        Plain,  //!< an unquoted YAML scalar: text, number or truth value as the field asks
        Number, //!< a JSON number, `text` as written
        Bool,   //!< a JSON truth value, `text` true or false
        List,
        Map,
    };

    Kind kind{Kind::Null};
    uint32_t line{0}; //!< from 1
    std::string text;
    std::vector<SourceValue> items;
    std::vector<SourceMember> members; //!< in the order of the file; keys are unique
};

struct SourceMember
{
    std::string key;
    uint32_t line{0};
    SourceValue value;
};

/**
 * Bounds on what is read. They keep hostile input from exhausting stack, memory or patience and are
 * far beyond real use: a hub with 1,000 spokes of 3 machines has 2 MB and 100,000 values.
 */
struct SourceLimits
{
    static constexpr size_t BYTES = 32 * 1024 * 1024;
    static constexpr size_t VALUES = 2000000;
    static constexpr size_t DEPTH = 32;
};

/**
 * Reads one YAML or JSON document: JSON if `sourceName` ends in .json or the first character is {,
 * otherwise YAML. Throws InputError for text that is not UTF-8 or has control characters, wrong
 * syntax, duplicate keys, nesting or size beyond SourceLimits, YAML anchors, aliases and tags, and
 * more than one document. `sourceName` appears in messages.
 */
SourceValue ReadSource(const std::string& text, const std::string& sourceName);

/** "list", "the number 12", "the text "x"": what a message says was found. */
std::string Describe(const SourceValue& value);

} // namespace ns3::v6lab

#endif // V6LAB_SOURCE_H
