// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONFIG_VALUE_H
#define V6LAB_CONFIG_VALUE_H

#include "helper/format/source.h"
#include "model/core/address.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A value of a JSON text and where it stands; every reader throws InputError naming both. */
class ConfigValue
{
  public:
    /** `path` starts with where the text is from: "line 3: config.tos". */
    ConfigValue(const SourceValue& source, std::string path)
        : m_source(&source),
          m_path(std::move(path))
    {
    }

    const std::string& GetPath() const
    {
        return m_path;
    }

    bool IsNull() const
    {
        return m_source->kind == SourceValue::Kind::Null;
    }

    bool IsNumber() const
    {
        return m_source->kind == SourceValue::Kind::Number;
    }

    /** Null, false or an empty list: says that something is not used. */
    bool IsNothing() const;

    bool AsBool() const;
    /** A whole number in this range. */
    uint64_t AsNumber(uint64_t least, uint64_t most) const;
    /** Seconds, fractions allowed, as nanoseconds. */
    int64_t AsNanoseconds(int64_t leastSeconds) const;
    std::string AsText() const;
    /** A number as it was written. */
    std::string AsNumberText() const;
    /** One of these words. */
    std::string AsWord(const std::vector<std::string>& words) const;
    IpAddress AsAddress(Family family) const;
    /** A missing length is that of one address (RFC 7757 3.2). */
    Prefix AsPrefix(Family family) const;
    /** "address#port". */
    std::pair<IpAddress, uint16_t> AsTransportAddress(Family family) const;
    /** Hexadecimal digits, two a byte. */
    std::vector<uint8_t> AsPacket() const;

    std::vector<ConfigValue> AsList() const;
    /** The members of an object: key and value. A key that is there twice by KeyName() is refused.
     */
    std::vector<std::pair<std::string, ConfigValue>> AsMembers() const;

    [[noreturn]] void Refuse(const std::string& allowed) const;

  private:
    const SourceValue* m_source;
    std::string m_path;
};

/** "static-bib" and "static_bib" are one key: the latter. */
std::string KeyName(const std::string& written);

} // namespace ns3::v6lab

#endif // V6LAB_CONFIG_VALUE_H
