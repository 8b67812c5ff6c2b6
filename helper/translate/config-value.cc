// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/config-value.h"

#include "helper/format/input-error.h"
#include "helper/translate/words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** The largest packet that either IP version can say the length of. */
constexpr size_t LONGEST_PACKET = 40 + 65535;

/** -1: no such digit. */
int
HexDigit(char c)
{
    if (c >= '0' && c <= '9')
    {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

void
ConfigValue::Refuse(const std::string& allowed) const
{
    throw InputError(
        fmt::format("{}: expected {}, found {}", m_path, allowed, Describe(*m_source)));
}

bool
ConfigValue::IsNothing() const
{
    return IsNull() || (m_source->kind == SourceValue::Kind::Bool && m_source->text == "false") ||
           (m_source->kind == SourceValue::Kind::List && m_source->items.empty());
}

bool
ConfigValue::AsBool() const
{
    if (m_source->kind != SourceValue::Kind::Bool)
    {
        Refuse("true or false");
    }
    return m_source->text == "true";
}

uint64_t
ConfigValue::AsNumber(uint64_t least, uint64_t most) const
{
    const std::string allowed = fmt::format("a whole number from {} to {}", least, most);
    const bool digits = m_source->kind == SourceValue::Kind::Number && m_source->text.size() < 20 &&
                        m_source->text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits)
    {
        Refuse(allowed);
    }
    const uint64_t number = std::stoull(m_source->text);
    if (number < least || number > most)
    {
        Refuse(allowed);
    }
    return number;
}

int64_t
ConfigValue::AsNanoseconds(int64_t leastSeconds) const
{
    constexpr int64_t MOST = 1'000'000'000;
    const std::string allowed = fmt::format("seconds from {} to {}", leastSeconds, MOST);
    if (m_source->kind != SourceValue::Kind::Number)
    {
        Refuse(allowed);
    }
    const double seconds = std::strtod(m_source->text.c_str(), nullptr);
    if (!(seconds >= static_cast<double>(leastSeconds) && seconds <= static_cast<double>(MOST)))
    {
        Refuse(allowed);
    }
    return static_cast<int64_t>(std::llround(seconds * 1e9));
}

std::string
ConfigValue::AsNumberText() const
{
    if (!IsNumber())
    {
        Refuse("a number");
    }
    return m_source->text;
}

std::string
ConfigValue::AsText() const
{
    if (m_source->kind != SourceValue::Kind::Text)
    {
        Refuse("a text");
    }
    return m_source->text;
}

std::string
ConfigValue::AsWord(const std::vector<std::string>& words) const
{
    const bool known = m_source->kind == SourceValue::Kind::Text &&
                       std::find(words.begin(), words.end(), m_source->text) != words.end();
    if (!known)
    {
        Refuse(fmt::format("{}", fmt::join(words, " or ")));
    }
    return m_source->text;
}

IpAddress
ConfigValue::AsAddress(Family family) const
{
    const auto address =
        m_source->kind == SourceValue::Kind::Text ? IpAddress::Parse(m_source->text) : std::nullopt;
    if (!address || address->GetFamily() != family)
    {
        Refuse(family == Family::V4 ? "an IPv4 address" : "an IPv6 address");
    }
    return *address;
}

Prefix
ConfigValue::AsPrefix(Family family) const
{
    const auto prefix =
        m_source->kind == SourceValue::Kind::Text ? PrefixOrAddress(m_source->text) : std::nullopt;
    if (!prefix || prefix->GetFamily() != family)
    {
        Refuse(family == Family::V4 ? "an IPv4 prefix such as 192.0.2.0/24, host bits zero"
                                    : "an IPv6 prefix such as 2001:db8::/96, host bits zero");
    }
    return *prefix;
}

std::pair<IpAddress, uint16_t>
ConfigValue::AsTransportAddress(Family family) const
{
    const auto found =
        m_source->kind == SourceValue::Kind::Text ? AddressAndPort(m_source->text) : std::nullopt;
    if (!found || found->first.GetFamily() != family)
    {
        Refuse(family == Family::V4 ? "an IPv4 address and a port such as 192.0.2.1#80"
                                    : "an IPv6 address and a port such as 2001:db8::1#80");
    }
    return *found;
}

std::vector<uint8_t>
ConfigValue::AsPacket() const
{
    const std::string& text = m_source->text;
    const std::string allowed =
        fmt::format("the 0 to {} bytes of a packet, two hexadecimal digits each", LONGEST_PACKET);
    if (m_source->kind != SourceValue::Kind::Text || text.size() % 2 != 0 ||
        text.size() > 2 * LONGEST_PACKET)
    {
        Refuse(allowed);
    }
    std::vector<uint8_t> bytes(text.size() / 2);
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        const int high = HexDigit(text[2 * i]);
        const int low = HexDigit(text[2 * i + 1]);
        if (high < 0 || low < 0)
        {
            Refuse(allowed);
        }
        bytes[i] = static_cast<uint8_t>(high << 4 | low);
    }
    return bytes;
}

std::vector<ConfigValue>
ConfigValue::AsList() const
{
    if (m_source->kind != SourceValue::Kind::List)
    {
        Refuse("a list");
    }
    std::vector<ConfigValue> items;
    for (size_t i = 0; i < m_source->items.size(); ++i)
    {
        items.emplace_back(m_source->items[i], fmt::format("{}[{}]", m_path, i));
    }
    return items;
}

std::vector<std::pair<std::string, ConfigValue>>
ConfigValue::AsMembers() const
{
    if (m_source->kind != SourceValue::Kind::Map)
    {
        Refuse("an object");
    }
    // "line 3: " at the top, "line 3: config." below a name.
    const bool top = m_path.empty() || m_path.back() == ' ';
    std::vector<std::pair<std::string, ConfigValue>> members;
    std::map<std::string, std::string> written;
    for (const auto& member : m_source->members)
    {
        const std::string path = m_path + (top ? "" : ".") + Clipped(member.key);
        const auto [first, isNew] = written.emplace(KeyName(member.key), member.key);
        if (!isNew)
        {
            throw InputError(fmt::format("{}: is one key with \"{}\", which is there already",
                                         path,
                                         Clipped(first->second)));
        }
        members.emplace_back(member.key, ConfigValue(member.value, path));
    }
    return members;
}

std::string
KeyName(const std::string& written)
{
    std::string name = written;
    std::replace(name.begin(), name.end(), '-', '_');
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

} // namespace ns3::v6lab
