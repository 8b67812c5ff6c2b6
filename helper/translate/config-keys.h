// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATE_CONFIG_KEYS_H
#define V6LAB_TRANSLATE_CONFIG_KEYS_H

#include "helper/translate/config.h"

namespace ns3::v6lab
{

/** One key of a configuration and what it does. */
struct ConfigKey
{
    const char* name;
    void (*apply)(const ConfigValue& value, ConfigDraft& draft);
};

const std::vector<ConfigKey>& SharedKeys(); //!< of both modes
const std::vector<ConfigKey>& SiitKeys();
const std::vector<ConfigKey>& Nat64Keys();

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATE_CONFIG_KEYS_H
