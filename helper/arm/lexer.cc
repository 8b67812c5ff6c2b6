// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/expression-error.h"
#include "helper/arm/syntax.h"

#include <cctype>
#include <cerrno>
#include <cstdlib>

namespace ns3::v6lab::arm
{

namespace
{

bool
IsNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || c == '$';
}

bool
IsDigit(char c)
{
    return c >= '0' && c <= '9';
}

/** Reads 'text' with '' for a quote; `at` is at the opening quote and ends behind the closing. */
Token
ReadString(const std::string& text, size_t& at, size_t end)
{
    Token token{Token::STRING, "", 0, at + 1};
    for (++at; at < end; ++at)
    {
        if (text[at] != '\'')
        {
            token.text += text[at];
        }
        else if (at + 1 < end && text[at + 1] == '\'')
        {
            token.text += '\'';
            ++at;
        }
        else
        {
            ++at;
            return token;
        }
    }
    throw ExpressionError("the string that begins here has no closing quote", token.position);
}

Token
ReadInteger(const std::string& text, size_t& at, size_t end)
{
    Token token{Token::INTEGER, "", 0, at + 1};
    do
    {
        token.text += text[at++];
    } while (at < end && IsDigit(text[at]));
    if (at < end &&
        (IsNameStart(text[at]) || (text[at] == '.' && at + 1 < end && IsDigit(text[at + 1]))))
    {
        throw ExpressionError("numbers in expressions are integers", token.position);
    }
    errno = 0;
    token.number = std::strtoll(token.text.c_str(), nullptr, 10);
    if (errno == ERANGE)
    {
        throw ExpressionError("the number " + token.text + " is out of range", token.position);
    }
    return token;
}

Token
ReadIdentifier(const std::string& text, size_t& at, size_t end)
{
    Token token{Token::IDENTIFIER, "", 0, at + 1};
    while (at < end && (IsNameStart(text[at]) || IsDigit(text[at])))
    {
        token.text += text[at++];
    }
    return token;
}

} // namespace

bool
IsExpression(const std::string& text)
{
    return text.size() >= 2 && text.front() == '[' && text.back() == ']' && text[1] != '[';
}

std::string
Unescape(const std::string& text)
{
    const bool escaped = text.size() > 2 && text[0] == '[' && text[1] == '[' && text.back() == ']';
    return escaped ? text.substr(1) : text;
}

std::vector<Token>
Tokenize(const std::string& expression)
{
    std::vector<Token> tokens;
    const size_t end = expression.size() - 1; // the closing bracket
    size_t at = 1;
    while (at < end)
    {
        const char c = expression[at];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        {
            ++at;
        }
        else if (c == '\'')
        {
            tokens.push_back(ReadString(expression, at, end));
        }
        else if (IsDigit(c) || (c == '-' && at + 1 < end && IsDigit(expression[at + 1])))
        {
            tokens.push_back(ReadInteger(expression, at, end));
        }
        else if (IsNameStart(c))
        {
            tokens.push_back(ReadIdentifier(expression, at, end));
        }
        else if (std::string("()[],.").find(c) != std::string::npos)
        {
            tokens.push_back({Token::SYMBOL, std::string(1, c), 0, at + 1});
            ++at;
        }
        else
        {
            throw ExpressionError(std::string("the character \"") + c + "\" has no meaning here",
                                  at + 1);
        }
    }
    tokens.push_back({Token::END, "", 0, end + 1});
    return tokens;
}

} // namespace ns3::v6lab::arm
