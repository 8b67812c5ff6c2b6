// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATE_CONFIG_H
#define V6LAB_TRANSLATE_CONFIG_H

#include "helper/translate/config-value.h"
#include "helper/translate/defaults.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a configuration is read into. */
struct ConfigDraft
{
    TranslatorMode mode{TranslatorMode::Siit};
    SiitSettings siit;
    Nat64Settings nat64;
    FixedSurroundings around;
    bool overrideTos{false};
    uint8_t tos{0};

    ConfigDraft(TranslatorMode wanted, Profile profile)
        : mode(wanted),
          siit(DefaultSiit(profile)),
          nat64(DefaultNat64(profile))
    {
    }

    /** The settings that both modes share. */
    TranslationSettings& Translation()
    {
        return mode == TranslatorMode::Siit ? siit.translation : nat64.translation;
    }
};

/**
 * Reads the settings of a translator: the names that Jool has for them, in snake case or with
 * hyphens. Throws InputError for an unknown key and for a value that is not allowed.
 */
void ReadConfig(const ConfigValue& config, ConfigDraft& draft);
/** The node around it: addresses and MTUs; what only describes a test bed is not looked at. */
void ReadEnvironment(const ConfigValue& env, ConfigDraft& draft);
/** What follows when all is read: a pool for who gave none, own addresses. */
TranslatorSettings Finish(ConfigDraft draft);

/** All keys of a configuration, in the order of the documentation. */
std::vector<std::string> ConfigKeys();

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATE_CONFIG_H
