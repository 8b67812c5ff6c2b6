// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_VALUE_H
#define V6LAB_ARM_VALUE_H

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

/**
 * The values of the template language: JSON, in the order its author wrote it.
 *
 * A value that cannot be known before deployment is kept as an "unknown" with its reason, so that
 * it does no harm where nobody asks for it. It travels as a JSON binary, a type that no template
 * can contain.
 */
namespace ns3::v6lab::arm
{

using Value = nlohmann::ordered_json;

/** ASCII lower case: names of functions, types and properties have no letter case in templates. */
std::string Lower(std::string text);
bool SameWord(const std::string& a, const std::string& b);

/** The property of that name in any letter case, or null. */
const Value* FindProperty(const Value& object, const std::string& name);
/** Equal as JSON: the order of an object's properties has no meaning. */
bool EqualValues(const Value& a, const Value& b);
/** As string(), format() and concat() write it: "True", JSON without blanks, nothing for null. */
std::string ToText(const Value& value);
/** "a string", "an array", ... for messages. */
const char* TypeWord(const Value& value);

Value MakeUnknown(const std::string& reason);
bool IsUnknown(const Value& value);
/** Begins with the place where the value should have come from. */
std::string UnknownReason(const Value& value);
/** Throws an unknown's reason as an ExpressionError; lets any other value pass. */
void RefuseUnknown(const Value& value);
/** The first unknown in a value or in its parts, or null. */
const Value* FindUnknown(const Value& value);

/** Deepest nesting of a template and of a value. */
constexpr size_t MAX_VALUE_DEPTH = 128;

/** The number of parts, 64 bytes of text counting as one; throws beyond MAX_VALUE_DEPTH. */
size_t MeasureValue(const Value& value, size_t depth = 0);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_VALUE_H
