// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_FUNCTIONS_H
#define V6LAB_ARM_FUNCTIONS_H

#include "helper/arm/evaluator.h"

#include <unordered_map>

/**
 * The functions of the template language, after Azure's reference "ARM template functions".
 * Each subject has a file that adds its functions to the table.
 */
namespace ns3::v6lab::arm
{

/** A call under way. The accessors throw ExpressionError if the argument has another type. */
struct Call
{
    const Node& node;
    Evaluator& evaluator;
    const Frame& frame;
    std::vector<Value> arguments; //!< empty for a function that evaluates its own

    size_t Count() const
    {
        return arguments.size();
    }

    const std::string& Text(size_t i) const;
    int64_t Integer(size_t i) const;
    bool Flag(size_t i) const;
    const Value& Array(size_t i) const;
    const Value& Object(size_t i) const;
    /** Integer `i`, or the default if the call has no such argument. */
    int64_t Integer(size_t i, int64_t fallback) const;
    std::string Text(size_t i, const std::string& fallback) const;

    /** Evaluates argument `i` of a function that evaluates its own; refuses unknowns. */
    Value Evaluate(size_t i) const;
};

constexpr size_t ANY_NUMBER = 1000;

struct FunctionEntry
{
    Value (*run)(const Call&);
    size_t minArguments;
    size_t maxArguments;
    bool evaluatesOwn{false}; //!< arguments are evaluated by the function, if at all
};

using FunctionTable = std::unordered_map<std::string, FunctionEntry>; //!< by lower-case name

void AddStringFunctions(FunctionTable& table);
void AddFormatFunctions(FunctionTable& table);
void AddEncodingFunctions(FunctionTable& table);
void AddArrayFunctions(FunctionTable& table);
void AddObjectFunctions(FunctionTable& table);
void AddSetFunctions(FunctionTable& table);
void AddNumericFunctions(FunctionTable& table);
void AddLogicalFunctions(FunctionTable& table);
void AddLambdaFunctions(FunctionTable& table);
void AddDateFunctions(FunctionTable& table);
void AddCidrFunctions(FunctionTable& table);
void AddTemplateFunctions(FunctionTable& table);
void AddScopeFunctions(FunctionTable& table);
void AddResourceFunctions(FunctionTable& table);

/** Calls the function a node names; throws ExpressionError (no position: its own fault). */
Value CallFunction(const Node& node, Evaluator& evaluator, const Frame& frame);
/** True for a function whose value exists only once deployed: listKeys() and its like. */
bool IsRunTimeFunction(const std::string& lowerName);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_FUNCTIONS_H
