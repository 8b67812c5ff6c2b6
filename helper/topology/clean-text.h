// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLEAN_TEXT_H
#define V6LAB_CLEAN_TEXT_H

#include <cstddef>
#include <string>

namespace ns3::v6lab
{

/**
 * Offset of the first byte that is not well-formed UTF-8 (RFC 3629 4) or is a control character
 * other than tab, LF and CR; std::string::npos if there is none.
 */
size_t FindFoulByte(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_CLEAN_TEXT_H
