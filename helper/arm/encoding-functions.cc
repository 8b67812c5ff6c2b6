// SPDX-License-Identifier: GPL-2.0-only
// base64, data URIs, URIs and JSON of "String functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/json-text.h"
#include "helper/format/input-error.h"

#include <cctype>

namespace ns3::v6lab::arm
{

namespace
{

const std::string ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648 4. */
std::string
Encode64(const std::string& text)
{
    std::string out;
    for (size_t at = 0; at < text.size(); at += 3)
    {
        uint32_t group = 0;
        for (size_t i = 0; i < 3; ++i)
        {
            group =
                group << 8 | (at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0);
        }
        for (size_t i = 0; i < 4; ++i)
        {
            out += at + i <= text.size() ? ALPHABET[group >> (18 - 6 * i) & 63] : '=';
        }
    }
    return out;
}

std::string
Decode64(const std::string& text)
{
    std::string out;
    uint32_t bits = 0;
    int count = 0;
    const size_t end = text.find_last_not_of('=') + 1;
    for (size_t at = 0; at < end; ++at)
    {
        const size_t digit = ALPHABET.find(text[at]);
        if (digit == std::string::npos || text.size() % 4 != 0)
        {
            throw ExpressionError("the text is not base64");
        }
        bits = (bits << 6 | static_cast<uint32_t>(digit)) & 0xffffff;
        count += 6;
        if (count >= 8)
        {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xff);
        }
    }
    return out;
}

Value
ParseJson(const std::string& text)
{
    try
    {
        return ParseJsonText(text, "the JSON text");
    }
    catch (const InputError& error)
    {
        throw ExpressionError(error.GetMessages().front());
    }
}

/** RFC 3986 2.3: unreserved characters stay. */
Value
UriComponent(const Call& call)
{
    static const char* hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : call.Text(0))
    {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string("-_.~").find(c) != std::string::npos)
        {
            out += c;
        }
        else
        {
            out += {'%', hex[byte >> 4], hex[byte & 15]};
        }
    }
    return out;
}

Value
UriComponentToString(const Call& call)
{
    const std::string& text = call.Text(0);
    std::string out;
    for (size_t at = 0; at < text.size(); ++at)
    {
        const bool escape = text[at] == '%' && at + 2 < text.size() + 0 &&
                            std::isxdigit(static_cast<unsigned char>(text[at + 1])) &&
                            std::isxdigit(static_cast<unsigned char>(text[at + 2]));
        out +=
            escape ? static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16)) : text[at];
        at += escape ? 2 : 0;
    }
    return out;
}

/** Replaces what follows the base's last slash, as Azure's examples show. */
Value
Uri(const Call& call)
{
    const std::string& base = call.Text(0);
    const std::string& relative = call.Text(1);
    const size_t scheme = base.find("://");
    if (relative.find("://") != std::string::npos)
    {
        return relative;
    }
    const size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    if (!relative.empty() && relative[0] == '/')
    {
        return base.substr(0, base.find('/', host)) + relative;
    }
    const size_t slash = base.rfind('/');
    return (slash == std::string::npos || slash < host ? base + "/" : base.substr(0, slash + 1)) +
           relative;
}

Value
DataUriToString(const Call& call)
{
    const std::string& text = call.Text(0);
    const size_t comma = text.find(',');
    if (text.rfind("data:", 0) != 0 || comma == std::string::npos)
    {
        throw ExpressionError("the text is not a data URI");
    }
    const bool base64 = text.substr(0, comma).find(";base64") != std::string::npos;
    return base64 ? Decode64(text.substr(comma + 1)) : text.substr(comma + 1);
}

} // namespace

void
AddEncodingFunctions(FunctionTable& table)
{
    table["base64"] = {[](const Call& call) -> Value { return Encode64(call.Text(0)); }, 1, 1};
    table["base64tostring"] = {[](const Call& call) -> Value { return Decode64(call.Text(0)); },
                               1,
                               1};
    table["base64tojson"] = {[](const Call& call) { return ParseJson(Decode64(call.Text(0))); },
                             1,
                             1};
    table["json"] = {[](const Call& call) { return ParseJson(call.Text(0)); }, 1, 1};
    table["datauri"] = {[](const Call& call) -> Value {
                            return "data:text/plain;charset=utf8;base64," + Encode64(call.Text(0));
                        },
                        1,
                        1};
    table["datauritostring"] = {DataUriToString, 1, 1};
    table["uri"] = {Uri, 2, 2};
    table["uricomponent"] = {UriComponent, 1, 1};
    table["uricomponenttostring"] = {UriComponentToString, 1, 1};
}

} // namespace ns3::v6lab::arm
