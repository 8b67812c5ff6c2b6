// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_WORDS_H
#define V6LAB_TRANSLATOR_WORDS_H

#include "helper/topology/translator-config.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * A translator in few lines, the first of which says what it is and between what: "NAT64
 * 64:ff9b::/96 ↔ 203.0.113.1 (ports 1024-65535)". Long lists are cut. Texts are not escaped.
 */
std::vector<std::string> TranslatorLines(const TranslatorConfig& translator);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_WORDS_H
