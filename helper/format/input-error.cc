// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_MESSAGES = 50;
constexpr size_t MOST_BYTES = 60;

std::vector<std::string>
Bounded(std::vector<std::string> messages)
{
    if (messages.size() > MOST_MESSAGES)
    {
        const size_t rest = messages.size() - MOST_MESSAGES;
        messages.resize(MOST_MESSAGES);
        messages.push_back("and " + std::to_string(rest) + " more");
    }
    return messages;
}

std::string
Joined(const std::vector<std::string>& messages)
{
    std::string text;
    for (const auto& message : messages)
    {
        text += (text.empty() ? "" : "\n") + message;
    }
    return text;
}

} // namespace

InputError::InputError(const std::string& message)
    : InputError(std::vector<std::string>{message})
{
}

InputError::InputError(std::vector<std::string> messages)
    : std::runtime_error(Joined(Bounded(messages))),
      m_messages(Bounded(std::move(messages)))
{
}

std::string
Clipped(const std::string& text)
{
    std::string clipped = text;
    if (clipped.size() > MOST_BYTES)
    {
        // The cut must not leave half a UTF-8 character.
        size_t end = MOST_BYTES;
        while (end > 0 && (static_cast<unsigned char>(clipped[end]) & 0xc0) == 0x80)
        {
            --end;
        }
        clipped = clipped.substr(0, end) + "…";
    }
    std::replace_if(
        clipped.begin(),
        clipped.end(),
        [](unsigned char c) { return c < 0x20 || c == 0x7f; },
        '?');
    return clipped;
}

} // namespace ns3::v6lab
