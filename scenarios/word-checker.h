// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WORD_CHECKER_H
#define V6LAB_WORD_CHECKER_H

#include "ns3/attribute.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * A checker for string attributes that allow a few words only.
 *
 * ns-3's EnumValue changed its accessor between releases and prints numbers; a string attribute
 * with this checker reads the same everywhere. GetUnderlyingTypeInformation() is "one|two".
 */
Ptr<const AttributeChecker> MakeWordChecker(std::vector<std::string> words);

/**
 * A checker for texts that somebody else judges, with more to say than "no": all pass, and
 * GetUnderlyingTypeInformation() is what people are told, behind its type as in ns-3's own.
 */
Ptr<const AttributeChecker> MakeToldChecker(const std::string& allowed);

} // namespace ns3::v6lab

#endif // V6LAB_WORD_CHECKER_H
