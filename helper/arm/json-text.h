// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_JSON_TEXT_H
#define V6LAB_ARM_JSON_TEXT_H

#include "helper/arm/value.h"

#include <string>

namespace ns3::v6lab::arm
{

/** Azure's own limit of a template's size (4 MB), which bounds ours. */
constexpr size_t MAX_TEMPLATE_BYTES = 4 * 1024 * 1024;

/**
 * Reads JSON as Azure does: comments, a byte order mark, and line ends within strings are allowed.
 * Throws InputError, `what` naming the text, on bad syntax, NaN, text over MAX_TEMPLATE_BYTES,
 * nesting over MAX_VALUE_DEPTH, and keys that occur twice in an object (all of them, with paths).
 */
Value ParseJsonText(const std::string& text, const std::string& what);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_JSON_TEXT_H
