// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/attribute-text.h"

#include "model/core/translation/address-map.h"

#include <algorithm>

namespace ns3::v6lab::attribute
{

std::optional<Pref64>
ReadPref64(const std::string& name, const std::string& text)
{
    if (text.empty())
    {
        return std::nullopt;
    }
    const auto prefix = Prefix::Parse(text);
    if (!prefix || prefix->GetFamily() != Family::V6)
    {
        throw std::invalid_argument(name + ": \"" + text +
                                    "\" is not an IPv6 prefix such as 64:ff9b::/96");
    }
    try
    {
        return Pref64(*prefix);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(name + ": " + error.what());
    }
}

std::optional<Prefix>
ReadPrefix6(const std::string& name, const std::string& text)
{
    const auto prefix = Prefix::Parse(text);
    if (!text.empty() && (!prefix || prefix->GetFamily() != Family::V6))
    {
        throw std::invalid_argument(name + ": \"" + text +
                                    "\" is not an IPv6 prefix such as 2001:db8:a:b::/64");
    }
    return prefix;
}

std::vector<uint32_t>
ReadNumbers(const std::string& name, const std::string& text)
{
    constexpr size_t MOST_DIGITS = 9;
    constexpr const char* BETWEEN = ", ";
    std::vector<uint32_t> numbers;
    for (size_t at = text.find_first_not_of(BETWEEN); at != std::string::npos;)
    {
        const size_t end = std::min(text.find_first_of(BETWEEN, at), text.size());
        const std::string word = text.substr(at, end - at);
        if (word.size() > MOST_DIGITS || word.find_first_not_of("0123456789") != std::string::npos)
        {
            throw std::invalid_argument(name + ": \"" + word +
                                        "\" is not a number; allowed are whole numbers with "
                                        "spaces or commas between them");
        }
        numbers.push_back(static_cast<uint32_t>(std::stoul(word)));
        at = text.find_first_not_of(BETWEEN, end);
    }
    return numbers;
}

std::vector<Prefix>
ReadWellKnownDeny(const std::string& word)
{
    enum class Deny
    {
        Default,
        Strict,
        Off,
    };
    switch (
        Choose<Deny>("WellKnownDeny",
                     word,
                     {{"default", Deny::Default}, {"strict", Deny::Strict}, {"off", Deny::Off}}))
    {
    case Deny::Default:
        return DefaultWellKnownDeny();
    case Deny::Strict:
        return StrictWellKnownDeny();
    case Deny::Off:
        break;
    }
    return {};
}

} // namespace ns3::v6lab::attribute
