// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ATTRIBUTE_TEXT_H
#define V6LAB_ATTRIBUTE_TEXT_H

#include "model/core/translation/pref64.h"

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/** Attributes that are text: what it means, or std::invalid_argument that names the attribute. */
namespace ns3::v6lab::attribute
{

/** One of several words. */
template <typename Value>
Value
Choose(const std::string& name,
       const std::string& word,
       std::initializer_list<std::pair<const char*, Value>> allowed)
{
    std::string words;
    for (const auto& [candidate, value] : allowed)
    {
        if (word == candidate)
        {
            return value;
        }
        words += (words.empty() ? "" : ", ") + std::string(candidate);
    }
    throw std::invalid_argument(name + ": \"" + word + "\" is not one of " + words);
}

/** Empty text: none. */
std::optional<Pref64> ReadPref64(const std::string& name,
                                 const std::string& text,
                                 Pref64::UOctet uOctet = Pref64::UOctet::Zero);
/** Empty text: none. */
std::optional<Prefix> ReadPrefix6(const std::string& name, const std::string& text);
/** Whole numbers with spaces or commas between them. */
std::vector<uint32_t> ReadNumbers(const std::string& name, const std::string& text);
/** "profile": what that chose; "default", "strict" or "off" (RFC 6052 3.1). */
std::vector<Prefix> ReadWellKnownDeny(const std::string& word,
                                      const std::vector<Prefix>& byProfile);

} // namespace ns3::v6lab::attribute

#endif // V6LAB_ATTRIBUTE_TEXT_H
