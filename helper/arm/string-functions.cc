// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "String functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/text-units.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr size_t MAX_TEXT = 1024 * 1024;

void
LimitText(size_t size)
{
    if (size > MAX_TEXT)
    {
        throw ExpressionError("the text is longer than 1 MB");
    }
}

Value
Concat(const Call& call)
{
    if (call.Count() > 0 && call.arguments[0].is_array())
    {
        Value all = Value::array();
        for (size_t i = 0; i < call.Count(); ++i)
        {
            const Value& part = call.Array(i);
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }
    std::string all;
    for (const auto& part : call.arguments)
    {
        if (part.is_array() || part.is_object())
        {
            throw ExpressionError(std::string("cannot join ") + TypeWord(part) + " to a string");
        }
        all += ToText(part);
        LimitText(all.size());
    }
    return all;
}

Value
PadLeft(const Call& call)
{
    const Value& first = call.arguments[0];
    const std::string text = first.is_number_integer() ? ToText(first) : call.Text(0);
    const std::string pad = call.Text(2, " ");
    const int64_t total = call.Integer(1);
    if (CountUnits(pad) != 1)
    {
        throw ExpressionError("argument 3 must be one character");
    }
    if (total < 0 || total > 16)
    {
        LimitText(total < 0 ? MAX_TEXT + 1 : static_cast<size_t>(total));
    }
    std::string padded;
    for (auto missing = total - static_cast<int64_t>(CountUnits(text)); missing > 0; --missing)
    {
        padded += pad;
    }
    return padded + text;
}

Value
Replace(const Call& call)
{
    const std::string& text = call.Text(0);
    const std::string& old = call.Text(1);
    if (old.empty())
    {
        throw ExpressionError("argument 2 must not be empty");
    }
    std::string result;
    size_t from = 0;
    for (size_t at = text.find(old); at != std::string::npos; at = text.find(old, from))
    {
        result += text.substr(from, at - from) + call.Text(2);
        LimitText(result.size());
        from = at + old.size();
    }
    return result + text.substr(from);
}

/** The delimiters of split(): one string or an array of them; the earliest match wins. */
std::vector<std::string>
Delimiters(const Call& call)
{
    if (call.arguments[1].is_string())
    {
        return {call.Text(1)};
    }
    std::vector<std::string> all;
    for (const auto& one : call.Array(1))
    {
        all.push_back(ToText(one));
    }
    return all;
}

Value
Split(const Call& call)
{
    const std::string& text = call.Text(0);
    const auto delimiters = Delimiters(call);
    Value parts = Value::array();
    size_t from = 0;
    for (;;)
    {
        size_t best = std::string::npos;
        size_t length = 0;
        for (const auto& delimiter : delimiters)
        {
            const size_t at = delimiter.empty() ? std::string::npos : text.find(delimiter, from);
            if (at < best)
            {
                best = at;
                length = delimiter.size();
            }
        }
        if (best == std::string::npos)
        {
            parts.push_back(text.substr(from));
            return parts;
        }
        parts.push_back(text.substr(from, best - from));
        from = best + length;
    }
}

Value
Join(const Call& call)
{
    std::string all;
    bool first = true;
    for (const auto& part : call.Array(0))
    {
        all += (first ? "" : call.Text(1)) + ToText(part);
        LimitText(all.size());
        first = false;
    }
    return all;
}

Value
Substring(const Call& call)
{
    const std::string& text = call.Text(0);
    const auto size = static_cast<int64_t>(CountUnits(text));
    const int64_t start = call.Integer(1);
    const int64_t length = call.Integer(2, std::max<int64_t>(size - start, 0));
    if (start < 0 || length < 0 || start > size || length > size - start)
    {
        throw ExpressionError("the part asked for is outside the string of " +
                              std::to_string(size) + " characters");
    }
    return SliceUnits(text, static_cast<size_t>(start), static_cast<size_t>(length));
}

Value
Trim(const Call& call)
{
    const std::string& text = call.Text(0);
    const char* blanks = " \t\r\n\v\f";
    const size_t from = text.find_first_not_of(blanks);
    return from == std::string::npos ? ""
                                     : text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

Value
ToUpper(const Call& call)
{
    std::string text = call.Text(0);
    for (char& c : text)
    {
        c = (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

Value
StartsWith(const Call& call)
{
    return Lower(call.Text(0)).rfind(Lower(call.Text(1)), 0) == 0; // no letter case
}

Value
EndsWith(const Call& call)
{
    const std::string text = Lower(call.Text(0));
    const std::string end = Lower(call.Text(1));
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

void
AddStringFunctions(FunctionTable& table)
{
    table["concat"] = {Concat, 0, ANY_NUMBER};
    table["padleft"] = {PadLeft, 2, 3};
    table["replace"] = {Replace, 3, 3};
    table["split"] = {Split, 2, 2};
    table["join"] = {Join, 2, 2};
    table["substring"] = {Substring, 2, 3};
    table["trim"] = {Trim, 1, 1};
    table["tolower"] = {[](const Call& call) -> Value { return Lower(call.Text(0)); }, 1, 1};
    table["toupper"] = {ToUpper, 1, 1};
    table["startswith"] = {StartsWith, 2, 2};
    table["endswith"] = {EndsWith, 2, 2};
    table["string"] = {[](const Call& call) -> Value { return ToText(call.arguments[0]); }, 1, 1};
}

} // namespace ns3::v6lab::arm
