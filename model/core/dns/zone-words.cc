// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-words.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MAX_TTL = 0x7fffffff;

/** Seconds, or numbers with w, d, h, m, s behind them; nothing if it is neither. */
std::optional<uint64_t>
Seconds(const std::string& word)
{
    static const std::map<char, uint32_t> UNITS{{'s', 1},
                                                {'m', 60},
                                                {'h', 3600},
                                                {'d', 86400},
                                                {'w', 604800}};
    uint64_t total = 0;
    uint64_t number = 0;
    bool digits = false;
    for (const char c : word)
    {
        const auto unit = UNITS.find(static_cast<char>(c | 0x20));
        if (c >= '0' && c <= '9')
        {
            number = std::min<uint64_t>(number * 10 + static_cast<uint64_t>(c - '0'), 1ull << 40);
            digits = true;
        }
        else if (digits && unit != UNITS.end())
        {
            total += number * unit->second;
            number = 0;
            digits = false;
        }
        else
        {
            return std::nullopt;
        }
    }
    return word.empty() ? std::nullopt : std::optional<uint64_t>(total + number);
}

/** Ends with a dot that is not escaped. */
bool
IsAbsolute(const std::string& text)
{
    size_t backslashes = 0;
    while (backslashes + 1 < text.size() && text[text.size() - 2 - backslashes] == '\\')
    {
        ++backslashes;
    }
    return !text.empty() && text.back() == '.' && backslashes % 2 == 0;
}

} // namespace

bool
IsTtl(const std::string& word)
{
    return Seconds(word).has_value();
}

uint32_t
ReadTtl(const std::string& word)
{
    const auto ttl = Seconds(word);
    if (!ttl)
    {
        throw EntryFault{"\"" + word + "\" is no TTL"};
    }
    if (*ttl > MAX_TTL)
    {
        throw EntryFault{"the TTL " + word + " is more than 2147483647 (RFC 2181 8)"};
    }
    return static_cast<uint32_t>(*ttl);
}

DnsName
ReadName(const std::string& text, const DnsName& origin)
{
    if (text == "@")
    {
        return origin;
    }
    auto name = DnsName::Parse(text);
    if (name && !IsAbsolute(text))
    {
        name = name->Replace(DnsName(), origin);
    }
    if (!name)
    {
        throw EntryFault{"\"" + text + "\" is no domain name"};
    }
    return *name;
}

} // namespace ns3::v6lab
