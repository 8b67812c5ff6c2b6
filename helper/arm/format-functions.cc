// SPDX-License-Identifier: GPL-2.0-only
// format(), uniqueString() and guid() of "String functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

#include <array>
#include <cstdlib>

namespace ns3::v6lab::arm
{

namespace
{

/** "{index,width:style}": one hole of a composite format string. */
struct Hole
{
    size_t index;
    int width;
    std::string style;
};

Hole
ParseHole(const std::string& text)
{
    const size_t colon = text.find(':');
    const std::string head = text.substr(0, colon);
    const size_t comma = head.find(',');
    const std::string index = head.substr(0, comma);
    if (index.empty() || index.size() > 3 ||
        index.find_first_not_of("0123456789") != std::string::npos)
    {
        throw ExpressionError("\"{" + text.substr(0, 40) + "}\" is no place for an argument");
    }
    const int width = comma == std::string::npos ? 0 : std::atoi(head.c_str() + comma + 1);
    if (width < -1000 || width > 1000)
    {
        throw ExpressionError("\"{" + text.substr(0, 40) + "}\" is wider than 1000");
    }
    return {static_cast<size_t>(std::atoi(index.c_str())),
            width,
            colon == std::string::npos ? "" : text.substr(colon + 1)};
}

std::string
Grouped(std::string digits)
{
    for (auto at = static_cast<int64_t>(digits.size()) - 3; at > 0; at -= 3)
    {
        digits.insert(static_cast<size_t>(at), ",");
    }
    return digits;
}

std::string
Hexadecimal(int64_t number, bool upper)
{
    char text[20];
    std::snprintf(text,
                  sizeof text,
                  upper ? "%llX" : "%llx",
                  static_cast<unsigned long long>(number));
    return text;
}

/** The standard numeric formats of .NET that templates use: D, N, F, X with a precision. */
std::string
FormatInteger(int64_t number, const std::string& style)
{
    const char kind = style[0];
    const bool precise = style.size() > 1;
    const int precision = precise ? std::atoi(style.c_str() + 1) : 2;
    const bool wrong = style.find_first_not_of("0123456789", 1) != std::string::npos ||
                       precision > 99 || style.size() > 3;
    const std::string sign = number < 0 ? "-" : "";
    const uint64_t size =
        number < 0 ? 0 - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
    std::string digits = std::to_string(size);
    const auto padded = [&](const std::string& text) {
        const auto wanted = static_cast<size_t>(precise ? precision : 0);
        return text.size() < wanted ? std::string(wanted - text.size(), '0') + text : text;
    };
    const std::string decimals =
        precision > 0 ? "." + std::string(static_cast<size_t>(precision), '0') : "";
    switch (wrong ? '?' : kind)
    {
    case 'D':
    case 'd':
        return sign + padded(digits);
    case 'N':
    case 'n':
        return sign + Grouped(digits) + decimals;
    case 'F':
    case 'f':
        return sign + digits + decimals;
    case 'X':
    case 'x':
        return padded(Hexadecimal(number, kind == 'X'));
    default:
        throw ExpressionError("the number format \"" + style.substr(0, 40) + "\" is not supported");
    }
}

std::string
Fill(const Hole& hole, const Call& call)
{
    if (hole.index + 1 >= call.Count())
    {
        throw ExpressionError("there is no argument for {" + std::to_string(hole.index) + "}");
    }
    const Value& value = call.arguments[hole.index + 1];
    const bool styled = !hole.style.empty() && value.is_number_integer();
    std::string text = styled ? FormatInteger(value.get<int64_t>(), hole.style) : ToText(value);
    const auto width = static_cast<size_t>(std::abs(hole.width));
    if (text.size() < width)
    {
        const std::string blanks(width - text.size(), ' ');
        text = hole.width > 0 ? blanks + text : text + blanks;
    }
    return text;
}

Value
Format(const Call& call)
{
    const std::string& pattern = call.Text(0);
    std::string out;
    for (size_t at = 0; at < pattern.size(); ++at)
    {
        const char c = pattern[at];
        const bool doubled = at + 1 < pattern.size() && pattern[at + 1] == c;
        if ((c == '{' || c == '}') && doubled)
        {
            out += c;
            ++at;
        }
        else if (c == '{')
        {
            const size_t end = pattern.find('}', at);
            if (end == std::string::npos)
            {
                throw ExpressionError("the format string has a \"{\" without \"}\"");
            }
            out += Fill(ParseHole(pattern.substr(at + 1, end - at - 1)), call);
            at = end;
        }
        else if (c == '}')
        {
            throw ExpressionError("the format string has a \"}\" without \"{\"");
        }
        else
        {
            out += c;
        }
    }
    return out;
}

/** FNV-1a, 64 bits, over the arguments and a mark between them. */
uint64_t
Hash(const Call& call, uint64_t seed)
{
    uint64_t hash = 0xcbf29ce484222325 ^ seed;
    const auto add = [&](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3; };
    for (size_t i = 0; i < call.Count(); ++i)
    {
        for (const char c : call.Text(i))
        {
            add(static_cast<unsigned char>(c));
        }
        add(0);
    }
    return hash ^ (hash >> 32);
}

/** 13 characters of a to z and 2 to 7, as Azure's; the hash is our own, theirs is not public. */
Value
UniqueString(const Call& call)
{
    uint64_t hash = Hash(call, 0);
    std::string text;
    for (int i = 0; i < 13; ++i)
    {
        text += "abcdefghijklmnopqrstuvwxyz234567"[hash & 31];
        hash >>= 5;
    }
    return text;
}

std::string
GuidText(uint64_t high, uint64_t low)
{
    high = (high & ~uint64_t{0xf000}) | 0x5000;               // version 5
    low = (low & ~(uint64_t{3} << 62)) | (uint64_t{2} << 62); // RFC 4122 variant
    char text[40];
    std::snprintf(text,
                  sizeof text,
                  "%08llx-%04llx-%04llx-%04llx-%012llx",
                  static_cast<unsigned long long>(high >> 32),
                  static_cast<unsigned long long>(high >> 16 & 0xffff),
                  static_cast<unsigned long long>(high & 0xffff),
                  static_cast<unsigned long long>(low >> 48),
                  static_cast<unsigned long long>(low & 0xffffffffffff));
    return text;
}

Value
Guid(const Call& call)
{
    return GuidText(Hash(call, 1), Hash(call, 2));
}

Value
NewGuid(const Call& call)
{
    if (!call.frame.inParameterDefault)
    {
        throw ExpressionError("it may only be called in the default of a parameter");
    }
    call.evaluator.Assume("newGuid() gives the same value in every import.");
    return GuidText(0x0123456789abcdef, 0xfedcba9876543210);
}

} // namespace

void
AddFormatFunctions(FunctionTable& table)
{
    table["format"] = {Format, 1, ANY_NUMBER};
    table["uniquestring"] = {UniqueString, 1, ANY_NUMBER};
    table["guid"] = {Guid, 1, ANY_NUMBER};
    table["newguid"] = {NewGuid, 0, 0};
}

} // namespace ns3::v6lab::arm
