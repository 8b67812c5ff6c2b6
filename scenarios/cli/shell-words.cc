// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/shell-words.h"

namespace ns3::v6lab::cli
{

namespace
{

constexpr const char* PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_@%+=:,./-";

std::string
Quoted(const std::string& word)
{
    if (!word.empty() && word.find_first_not_of(PLAIN) == std::string::npos)
    {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word)
    {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

} // namespace

std::string
ShellLine(const Words& words)
{
    std::string line;
    for (const auto& word : words)
    {
        line += (line.empty() ? "" : " ") + Quoted(word);
    }
    return line;
}

} // namespace ns3::v6lab::cli
