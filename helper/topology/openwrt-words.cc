// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/openwrt-words.h"

#include <sstream>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

std::vector<std::string>
WordsOf(const std::string& line, size_t number)
{
    std::vector<std::string> words;
    char quote = 0;
    bool inside = false;
    for (const char c : line)
    {
        const bool blank = c == ' ' || c == '\t' || c == '\r';
        if (quote == 0 && !inside && c == '#')
        {
            return words;
        }
        if (quote == 0 && blank)
        {
            inside = false;
            continue;
        }
        if (!inside)
        {
            words.emplace_back();
            inside = true;
        }
        if (quote == 0 ? c == '\'' || c == '"' : c == quote)
        {
            quote = quote == 0 ? c : '\0';
        }
        else
        {
            words.back() += c;
        }
    }
    if (quote != 0)
    {
        RefuseLine(number, std::string("a quote ") + quote + " has no end");
    }
    return words;
}

} // namespace

void
RefuseLine(size_t number, const std::string& what)
{
    throw std::invalid_argument("line " + std::to_string(number) + ": " + what);
}

std::vector<WordLine>
SplitLines(const std::string& text)
{
    std::vector<WordLine> lines;
    std::istringstream stream(text);
    std::string line;
    for (size_t number = 1; std::getline(stream, line); ++number)
    {
        auto words = WordsOf(line, number);
        if (!words.empty())
        {
            lines.push_back({number, std::move(words)});
        }
    }
    return lines;
}

std::string
OneOf(const std::vector<std::string>& words)
{
    std::string text;
    for (size_t i = 0; i < words.size(); ++i)
    {
        text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

} // namespace ns3::v6lab
