// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_PARAMETER_H
#define V6LAB_ARM_PARAMETER_H

#include "helper/arm/evaluator.h"
#include "helper/arm/scope.h"

namespace ns3::v6lab::arm
{

/**
 * Checks a value against its definition: type, allowedValues, minLength, maxLength, minValue,
 * maxValue. Throws ExpressionError with Azure's word InvalidTemplate.
 */
void CheckParameter(const Value& source,
                    const Value& definition,
                    const Value& value,
                    const std::string& place);

/** A parameter without value and default: null if nullable, a dummy if secret; throws else. */
Value MissingParameter(const Value& source,
                       const std::string& name,
                       const Value& definition,
                       const std::string& place,
                       Evaluator& evaluator);

/**
 * The values of a parameters file ({"parameters": {name: {"value": ...}}}), by lower-case name.
 * References to a key vault are noted, and their parameters count as not given. Throws InputError.
 */
std::map<std::string, Supplied> ReadParameters(const Value& file, Evaluator& evaluator);

/** All declared parameters of the main template that are missing, wrong or not declared. */
std::vector<std::string> CheckParameters(Scope& scope,
                                         const std::map<std::string, Supplied>& supplied,
                                         Evaluator& evaluator);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_PARAMETER_H
