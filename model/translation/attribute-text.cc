// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/attribute-text.h"

#include "model/core/translation/address-map.h"
#include "model/core/translation/pref64-text.h"
#include "model/translation/profile-attribute.h"

#include <algorithm>

namespace ns3::v6lab::attribute
{

std::optional<Pref64>
ReadPref64(const std::string& name, const std::string& text, Pref64::UOctet uOctet)
{
    if (text.empty())
    {
        return std::nullopt;
    }
    try
    {
        return Pref64FromText(text, uOctet);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(name + ": " + error.what());
    }
}

std::optional<Prefix>
ReadPrefix6(const std::string& name, const std::string& text)
{
    if (text.empty())
    {
        return std::nullopt;
    }
    try
    {
        return Ipv6PrefixFromText(text, "2001:db8:a:b::/64");
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(name + ": " + error.what());
    }
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
ReadWellKnownDeny(const std::string& word, const std::vector<Prefix>& byProfile)
{
    enum class Deny
    {
        ByProfile,
        Default,
        Strict,
        Off,
    };
    switch (Choose<Deny>("WellKnownDeny",
                         word,
                         {{BY_PROFILE, Deny::ByProfile},
                          {"default", Deny::Default},
                          {"strict", Deny::Strict},
                          {"off", Deny::Off}}))
    {
    case Deny::ByProfile:
        return byProfile;
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
