// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_TEXT_UNITS_H
#define V6LAB_ARM_TEXT_UNITS_H

#include <cstddef>
#include <string>

namespace ns3::v6lab::arm
{

/** The number of characters (code points) of a UTF-8 text. */
size_t CountUnits(const std::string& text);
/** `count` characters from character `from` on; both are cut to the text. */
std::string SliceUnits(const std::string& text, size_t from, size_t count);
/** The number of characters before byte `offset`. */
size_t UnitAt(const std::string& text, size_t offset);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_TEXT_UNITS_H
