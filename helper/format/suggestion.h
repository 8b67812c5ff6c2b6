// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SUGGESTION_H
#define V6LAB_SUGGESTION_H

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** `, did you mean "name"?` for the allowed word nearest to `word`, or "" if none is near. */
std::string Suggestion(const std::string& word, const std::vector<std::string>& allowed);

} // namespace ns3::v6lab

#endif // V6LAB_SUGGESTION_H
