// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/expression-error.h"
#include "helper/arm/syntax.h"
#include "test/support/arm.h"

#include <algorithm>

using namespace ns3::v6lab::arm;
namespace test = ns3::v6lab::test;

using test::Row;
using test::Verdict;

namespace
{

const std::string SYNTAX = "ARM template syntax: expressions";

/** The tokens' texts, each with its position. */
std::string
TokenText(const std::string& expression)
{
    try
    {
        std::string text;
        for (const auto& token : Tokenize(expression))
        {
            if (token.kind != Token::END)
            {
                text +=
                    (text.empty() ? "" : " ") + token.text + "@" + std::to_string(token.position);
            }
        }
        return text;
    }
    catch (const ExpressionError& error)
    {
        return std::string(error.what()) + "@" + std::to_string(error.GetPosition());
    }
}

/** The tree with brackets, so that its shape shows. */
std::string
Tree(const Node& node)
{
    std::string text = node.kind == Node::STRING    ? "'" + node.text + "'"
                       : node.kind == Node::INTEGER ? std::to_string(node.number)
                       : node.kind == Node::MEMBER  ? "." + node.text
                       : node.kind == Node::INDEX   ? "[]"
                                                    : node.text;
    for (const auto& child : node.children)
    {
        text += "(" + Tree(child) + ")";
    }
    return text;
}

Row
Reads(const std::string& expression, const std::string& tokens)
{
    std::string shown = expression;
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    return {shown + " has the tokens " + tokens, SYNTAX, [=](Verdict& v) {
                v.Equal(TokenText(expression), tokens, "tokens");
            }};
}

Row
Parses(const std::string& expression, const std::string& tree)
{
    return {expression + " is the tree " + tree, SYNTAX, [=](Verdict& v) {
                v.Equal(Tree(ParseExpression(expression)), tree, "tree");
            }};
}

Row
Refuses(const std::string& expression, const std::string& text, size_t position)
{
    return {expression.substr(0, 60) + " is refused at character " + std::to_string(position),
            SYNTAX,
            [=](Verdict& v) {
                try
                {
                    v.True(false, "parsed as " + Tree(ParseExpression(expression)));
                }
                catch (const ExpressionError& error)
                {
                    v.True(test::Contains(error.what(), text), error.what());
                    v.Equal(error.GetPosition(), position, "position");
                }
            }};
}

std::string
Repeat(const std::string& text, size_t times)
{
    std::string all;
    for (size_t i = 0; i < times; ++i)
    {
        all += text;
    }
    return all;
}

const std::vector<Row> ROWS{
    Reads("[f('a')]", "f@2 (@3 a@4 )@7"),
    Reads("['it''s']", "it's@2"),
    Reads("['']", "@2"),
    Reads("[ -12 ]", "-12@3"),
    Reads("[a.b[0]]", "a@2 .@3 b@4 [@5 0@6 ]@7"),
    Reads("[f(\t'x',\n1)]", "f@2 (@3 x@5 ,@8 1@10 )@11"),
    Reads("['open]", "the string that begins here has no closing quote@2"),
    Reads("[1.5]", "numbers in expressions are integers@2"),
    Reads("[12a]", "numbers in expressions are integers@2"),
    Reads("[a + b]", "the character \"+\" has no meaning here@4"),
    Reads("[99999999999999999999]", "the number 99999999999999999999 is out of range@2"),
    Parses("[f()]", "f"),
    Parses("[f(1, g('x'))]", "f(1)(g('x'))"),
    Parses("[f().a.b]", ".b(.a(f))"),
    Parses("[f()[0].c]", ".c([](f)(0))"),
    Parses("[f()['k'][g(1)]]", "[]([](f)('k'))(g(1))"),
    Parses("[contoso.name('x')]", "contoso.name('x')"),
    Parses("[f('[not]')]", "f('[not]')"),
    Refuses("[]", "a function, a string or a number expected", 2),
    Refuses("[f(]", "a function, a string or a number expected", 4),
    Refuses("[f(1]", "\",\" expected", 5),
    Refuses("[f(1,)]", "a function, a string or a number expected", 6),
    Refuses("[f() g()]", "should end here", 6),
    Refuses("[f().]", "the name of a property expected", 6),
    Refuses("[f()[0]", "\"]\" expected", 7),
    Refuses("[name]", "\"(\" expected", 6),
    Refuses("[" + Repeat("f(", 150) + Repeat(")", 150) + "]", "nested deeper than 100", 202),
    Refuses("[f()" + Repeat(".a", 150) + "]", "a chain of more than 100", 205),
    Refuses("[f('" + std::string(25000, 'x') + "')]", "24576", 1),
    {"only text in single brackets is an expression",
     SYNTAX,
     [](Verdict& v) {
         v.True(IsExpression("[f()]"), "[f()]");
         v.True(!IsExpression("[[f()]"), "[[f()]");
         v.True(!IsExpression("[f()] and more"), "no bracket at the end");
         v.True(!IsExpression("f()") && !IsExpression("") && !IsExpression("["), "no brackets");
     }},
    {"a doubled bracket stands for a single one, if the text ends with one",
     SYNTAX,
     [](Verdict& v) {
         v.Equal(Unescape("[[test value]"), std::string("[test value]"), "escaped");
         v.Equal(Unescape("[test] value"), std::string("[test] value"), "plain");
         v.Equal(Unescape("[[x"), std::string("[[x"), "not closed");
     }},
};

V6LAB_SUITE("v6lab-arm-lexer", ROWS);

} // namespace
