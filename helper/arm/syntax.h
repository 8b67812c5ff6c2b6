// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_SYNTAX_H
#define V6LAB_ARM_SYNTAX_H

#include <cstdint>
#include <string>
#include <vector>

/** The syntax of the template expression language. */
namespace ns3::v6lab::arm
{

struct Token
{
    enum Kind
    {
        IDENTIFIER,
        STRING,
        INTEGER,
        SYMBOL, //!< one of ( ) [ ] , .
        END,
    };

    Kind kind{END};
    std::string text; //!< a string's content, with its quotes and escapes resolved
    int64_t number{0};
    size_t position{0}; //!< from 1
};

/** A node of the expression's tree. */
struct Node
{
    enum Kind
    {
        STRING,
        INTEGER,
        CALL,   //!< text(children...); text may have a namespace
        MEMBER, //!< children[0].text
        INDEX,  //!< children[0][children[1]]
    };

    Kind kind{STRING};
    std::string text;
    int64_t number{0};
    size_t position{0};
    std::vector<Node> children;
};

/** True for "[...]", but not for the escaped "[[...]". */
bool IsExpression(const std::string& text);
/** The text that a string which is no expression stands for: "[[x]" is "[x]". */
std::string Unescape(const std::string& text);

/** Splits what is between the brackets of "[...]"; throws ExpressionError with the position. */
std::vector<Token> Tokenize(const std::string& expression);

/** Deepest nesting of calls and indexes in one expression. */
constexpr size_t MAX_EXPRESSION_DEPTH = 100;
/** Azure's limit of an expression's length. */
constexpr size_t MAX_EXPRESSION_LENGTH = 24576;

/** Parses "[...]"; throws ExpressionError with the position. */
Node ParseExpression(const std::string& expression);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_SYNTAX_H
