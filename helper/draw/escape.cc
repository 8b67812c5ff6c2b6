// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/escape.h"

#include "helper/topology/clean-text.h"

namespace ns3::v6lab
{

namespace
{

/** Longer texts would blow up every box; names have at most 80 characters anyway. */
constexpr size_t LONGEST = 160;

} // namespace

std::string
Drawable(std::string text)
{
    for (size_t foul = FindFoulByte(text); foul != std::string::npos; foul = FindFoulByte(text))
    {
        text[foul] = '?';
    }
    for (char& c : text)
    {
        c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c == 0x7f ? '?' : c;
    }
    if (text.size() > LONGEST)
    {
        size_t end = LONGEST;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        {
            --end;
        }
        text = text.substr(0, end) + "…";
    }
    return text;
}

std::string
EscapeForDot(const std::string& text)
{
    std::string escaped;
    for (const char c : Drawable(text))
    {
        switch (c)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string
EscapeForMermaid(const std::string& text)
{
    static const std::string SYNTAX = "#\"&<>`\\[]{}()|;*_~%$";
    std::string escaped;
    for (const char c : Drawable(text))
    {
        if (SYNTAX.find(c) == std::string::npos)
        {
            escaped += c;
        }
        else
        {
            escaped += "#" + std::to_string(static_cast<int>(c)) + ";";
        }
    }
    return escaped;
}

} // namespace ns3::v6lab
