// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATE_JSONL_H
#define V6LAB_TRANSLATE_JSONL_H

#include "model/core/translation/settings.h"

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/**
 * One case of `translate --jsonl`: reads a translator's configuration and packets from a JSON
 * object, runs them through a fresh translator and says in a JSON object what left it. Throws
 * InputError naming the line, the key and what is allowed.
 */
std::string TranslateLine(const std::string& json, uint32_t line, Profile profile);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATE_JSONL_H
