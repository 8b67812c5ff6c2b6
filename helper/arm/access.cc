// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/access.h"

#include "helper/arm/expression-error.h"

namespace ns3::v6lab::arm
{

namespace
{

/** What an absent property of a resource is: Azure would fill it in when it deploys. */
std::string
RunTimeHint(const Node& node)
{
    const Node* root = &node;
    while (root->kind != Node::CALL && !root->children.empty())
    {
        root = &root->children[0];
    }
    return root->kind == Node::CALL && SameWord(root->text, "reference")
               ? "; only the deployed resource could have it (a run-time value)"
               : "";
}

} // namespace

Value
AccessMember(const Value& value, const std::string& name, const Node& node)
{
    RefuseUnknown(value);
    if (!value.is_object())
    {
        throw ExpressionError(std::string(TypeWord(value)) + " has no property \"" + name + "\"",
                              node.position);
    }
    const Value* member = FindProperty(value, name);
    if (!member)
    {
        throw ExpressionError("the object has no property \"" + name + "\"" + RunTimeHint(node),
                              node.position);
    }
    RefuseUnknown(*member);
    return *member;
}

Value
AccessIndex(const Value& value, const Value& key, const Node& node)
{
    RefuseUnknown(value);
    RefuseUnknown(key);
    if (key.is_string())
    {
        return AccessMember(value, key.get<std::string>(), node);
    }
    if (!value.is_array() || !key.is_number_integer())
    {
        throw ExpressionError(std::string("cannot index ") + TypeWord(value) + " with " +
                                  TypeWord(key),
                              node.position);
    }
    const auto index = key.get<int64_t>();
    if (index < 0 || static_cast<size_t>(index) >= value.size())
    {
        throw ExpressionError("index " + std::to_string(index) + " is outside the array of " +
                                  std::to_string(value.size()) + RunTimeHint(node),
                              node.position);
    }
    RefuseUnknown(value[static_cast<size_t>(index)]);
    return value[static_cast<size_t>(index)];
}

} // namespace ns3::v6lab::arm
