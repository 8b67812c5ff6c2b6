// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SOURCE_BUILDER_H
#define V6LAB_SOURCE_BUILDER_H

#include "helper/format/source.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Builds a SourceValue from parser events; throws InputError as soon as a limit is passed. */
class SourceBuilder
{
  public:
    explicit SourceBuilder(std::string sourceName);

    void Scalar(SourceValue::Kind kind, std::string text, uint32_t line);
    /** `kind` is List or Map; throws before nesting deeper than SourceLimits::DEPTH. */
    void Open(SourceValue::Kind kind, uint32_t line);
    void Close();
    /** The key of the next member of the open map. */
    void Key(std::string key, uint32_t line);

    /** True if the next value belongs to a map and needs a key first. */
    bool WantsKey() const;

    /** The finished document; the builder is empty after that. */
    SourceValue Take();

    /** Throws InputError naming source and line; line 0: the file as a whole. */
    [[noreturn]] void Fail(uint32_t line, const std::string& message) const;

  private:
    void Place(SourceValue value);
    void CheckKeys(const SourceValue& map) const;

    struct Level
    {
        SourceValue value;
        std::optional<SourceMember> pending; //!< key read, value not yet
    };

    std::string m_sourceName;
    std::vector<Level> m_open;
    SourceValue m_root;
    size_t m_values{0};
};

/** The parsers behind ReadSource(); `text` is clean UTF-8 without byte order mark. */
void ParseYaml(const std::string& text, SourceBuilder& builder);
void ParseJson(const std::string& text, SourceBuilder& builder);

} // namespace ns3::v6lab

#endif // V6LAB_SOURCE_BUILDER_H
