// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Lambda functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

/** lambda('x', 'y', body): an argument that is applied, not evaluated. */
class Lambda
{
  public:
    Lambda(const Call& call, size_t i)
        : m_call(call),
          m_node(call.node.children[i])
    {
        if (m_node.kind != Node::CALL || !SameWord(m_node.text, "lambda") ||
            m_node.children.empty())
        {
            throw ExpressionError("argument " + std::to_string(i + 1) + " must be a lambda",
                                  m_node.position);
        }
        for (size_t n = 0; n + 1 < m_node.children.size(); ++n)
        {
            if (m_node.children[n].kind != Node::STRING)
            {
                throw ExpressionError("a lambda's variables are named by strings", m_node.position);
            }
        }
    }

    /** Values beyond the lambda's variables (an item's index) are not used. */
    Value Apply(const std::vector<Value>& values) const
    {
        const size_t variables = m_node.children.size() - 1;
        if (variables > values.size())
        {
            throw ExpressionError("the lambda has too many variables", m_node.position);
        }
        Frame frame = m_call.frame;
        for (size_t n = 0; n < variables; ++n)
        {
            frame.lambdaVariables[Lower(m_node.children[n].text)] = values[n];
        }
        return m_call.evaluator.Evaluate(m_node.children.back(), frame);
    }

    bool Holds(const std::vector<Value>& values) const
    {
        const Value value = Apply(values);
        if (!value.is_boolean())
        {
            throw ExpressionError(std::string("the lambda must give a bool, but gives ") +
                                      TypeWord(value),
                                  m_node.position);
        }
        return value.get<bool>();
    }

  private:
    const Call& m_call;
    const Node& m_node;
};

Value
InputArray(const Call& call)
{
    Value input = call.Evaluate(0);
    if (!input.is_array())
    {
        throw ExpressionError(std::string("argument 1 must be an array, but is ") +
                              TypeWord(input));
    }
    return input;
}

Value
Filter(const Call& call)
{
    const Lambda lambda(call, 1);
    const Value input = InputArray(call);
    Value kept = Value::array();
    for (size_t i = 0; i < input.size(); ++i)
    {
        if (lambda.Holds({input[i], i}))
        {
            kept.push_back(input[i]);
        }
    }
    return kept;
}

Value
Map(const Call& call)
{
    const Lambda lambda(call, 1);
    const Value input = InputArray(call);
    Value mapped = Value::array();
    for (size_t i = 0; i < input.size(); ++i)
    {
        mapped.push_back(lambda.Apply({input[i], i}));
    }
    return mapped;
}

Value
MapValues(const Call& call)
{
    const Lambda lambda(call, 1);
    Value object = call.Evaluate(0);
    if (!object.is_object())
    {
        throw ExpressionError(std::string("argument 1 must be an object, but is ") +
                              TypeWord(object));
    }
    for (auto& value : object)
    {
        value = lambda.Apply({value});
    }
    return object;
}

Value
Reduce(const Call& call)
{
    const Lambda lambda(call, 2);
    const Value input = InputArray(call);
    Value result = call.Evaluate(1);
    for (size_t i = 0; i < input.size(); ++i)
    {
        result = lambda.Apply({result, input[i], i});
    }
    return result;
}

/** Insertion keeps the order of equals and ends whatever the lambda answers. */
Value
Sort(const Call& call)
{
    const Lambda before(call, 1);
    const Value input = InputArray(call);
    std::vector<Value> sorted;
    for (const auto& item : input)
    {
        size_t at = sorted.size();
        while (at > 0 && before.Holds({item, sorted[at - 1]}) &&
               !before.Holds({sorted[at - 1], item}))
        {
            --at;
        }
        sorted.insert(sorted.begin() + static_cast<std::ptrdiff_t>(at), item);
    }
    return sorted;
}

Value
ToObject(const Call& call)
{
    const Lambda key(call, 1);
    const Value input = InputArray(call);
    Value object = Value::object();
    for (const auto& item : input)
    {
        const bool mapped = call.node.children.size() > 2;
        object[ToText(key.Apply({item}))] = mapped ? Lambda(call, 2).Apply({item}) : item;
    }
    return object;
}

Value
GroupBy(const Call& call)
{
    const Lambda key(call, 1);
    const Value input = InputArray(call);
    Value groups = Value::object();
    for (const auto& item : input)
    {
        groups[ToText(key.Apply({item}))].push_back(item);
    }
    return groups;
}

Value
LambdaVariables(const Call& call)
{
    const auto found = call.frame.lambdaVariables.find(Lower(call.Text(0)));
    if (found == call.frame.lambdaVariables.end())
    {
        throw ExpressionError("no lambda here has the variable \"" + call.Text(0) + "\"");
    }
    RefuseUnknown(found->second);
    return found->second;
}

Value
StrayLambda(const Call&)
{
    throw ExpressionError("a lambda can only be an argument of filter, map, reduce, sort, "
                          "toObject, groupBy or mapValues");
}

} // namespace

void
AddLambdaFunctions(FunctionTable& table)
{
    table["filter"] = {Filter, 2, 2, true};
    table["map"] = {Map, 2, 2, true};
    table["mapvalues"] = {MapValues, 2, 2, true};
    table["reduce"] = {Reduce, 3, 3, true};
    table["sort"] = {Sort, 2, 2, true};
    table["toobject"] = {ToObject, 2, 3, true};
    table["groupby"] = {GroupBy, 2, 2, true};
    table["lambda"] = {StrayLambda, 0, ANY_NUMBER, true};
    table["lambdavariables"] = {LambdaVariables, 1, 1};
}

} // namespace ns3::v6lab::arm
