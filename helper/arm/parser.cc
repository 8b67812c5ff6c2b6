// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/expression-error.h"
#include "helper/arm/syntax.h"

namespace ns3::v6lab::arm
{

namespace
{

/** expression = primary { "." name | "[" expression "]" }; primary = string | number | call. */
class Parser
{
  public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    Node Parse()
    {
        Node node = Expression(1);
        if (Current().kind != Token::END)
        {
            Fail("the expression should end here");
        }
        return node;
    }

  private:
    const Token& Current() const
    {
        return m_tokens[m_at];
    }

    bool IsSymbol(const char* symbol) const
    {
        return Current().kind == Token::SYMBOL && Current().text == symbol;
    }

    bool Accept(const char* symbol)
    {
        const bool found = IsSymbol(symbol);
        m_at += found ? 1 : 0;
        return found;
    }

    void Expect(const char* symbol)
    {
        if (!Accept(symbol))
        {
            Fail(std::string("\"") + symbol + "\" expected");
        }
    }

    [[noreturn]] void Fail(const std::string& text) const
    {
        throw ExpressionError(text, Current().position);
    }

    Token Identifier(const char* what)
    {
        if (Current().kind != Token::IDENTIFIER)
        {
            Fail(std::string(what) + " expected");
        }
        return m_tokens[m_at++];
    }

    Node Expression(size_t depth)
    {
        if (depth > MAX_EXPRESSION_DEPTH)
        {
            Fail("nested deeper than " + std::to_string(MAX_EXPRESSION_DEPTH) + " levels");
        }
        Node node = Primary(depth);
        for (size_t links = depth;; ++links)
        {
            if (links > MAX_EXPRESSION_DEPTH)
            {
                Fail("a chain of more than " + std::to_string(MAX_EXPRESSION_DEPTH) + " accesses");
            }
            const size_t position = Current().position;
            if (Accept("."))
            {
                const std::string name = Identifier("the name of a property").text;
                node = Node{Node::MEMBER, name, 0, position, {std::move(node)}};
            }
            else if (Accept("["))
            {
                Node key = Expression(depth + 1);
                Expect("]");
                node = Node{Node::INDEX, "", 0, position, {std::move(node), std::move(key)}};
            }
            else
            {
                return node;
            }
        }
    }

    Node Primary(size_t depth)
    {
        const Token token = Current();
        if (token.kind == Token::STRING || token.kind == Token::INTEGER)
        {
            ++m_at;
            const auto kind = token.kind == Token::STRING ? Node::STRING : Node::INTEGER;
            return {kind, token.text, token.number, token.position, {}};
        }
        Node call{Node::CALL,
                  Identifier("a function, a string or a number").text,
                  0,
                  token.position,
                  {}};
        while (Accept("."))
        {
            call.text += "." + Identifier("the name of a function").text;
        }
        Expect("(");
        while (!Accept(")"))
        {
            if (!call.children.empty())
            {
                Expect(",");
            }
            call.children.push_back(Expression(depth + 1));
        }
        return call;
    }

    std::vector<Token> m_tokens;
    size_t m_at{0};
};

} // namespace

Node
ParseExpression(const std::string& expression)
{
    if (expression.size() > MAX_EXPRESSION_LENGTH)
    {
        throw ExpressionError("the expression is longer than " +
                                  std::to_string(MAX_EXPRESSION_LENGTH) +
                                  " characters, Azure's limit",
                              1);
    }
    return Parser(Tokenize(expression)).Parse();
}

} // namespace ns3::v6lab::arm
