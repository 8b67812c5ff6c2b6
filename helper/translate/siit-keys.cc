// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/translate/config-keys.h"
#include "helper/translate/words.h"
#include "model/core/translation/pref64-text.h"

#include <algorithm>
#include <functional>

namespace ns3::v6lab
{

namespace
{

void
ReadPlateaus(const ConfigValue& value, ConfigDraft& draft)
{
    auto& plateaus = draft.Translation().plateaus;
    plateaus.clear();
    for (const auto& item : value.AsList())
    {
        plateaus.push_back(static_cast<uint32_t>(item.AsNumber(1, 65535)));
    }
    if (plateaus.empty())
    {
        value.Refuse("at least one MTU");
    }
    std::sort(plateaus.begin(), plateaus.end(), std::greater<>());
    plateaus.erase(std::unique(plateaus.begin(), plateaus.end()), plateaus.end());
}

void
ReadPrefix(const ConfigValue& value, ConfigDraft& draft)
{
    if (value.IsNull() && draft.mode == TranslatorMode::Siit)
    {
        draft.siit.addresses.prefix.reset();
        return;
    }
    const Prefix prefix = value.AsPrefix(Family::V6);
    try
    {
        const Pref64 pref64 = Pref64FromText(prefix.ToString());
        draft.siit.addresses.prefix = pref64;
        draft.nat64.prefix = pref64;
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(value.GetPath() + ": " + error.what());
    }
}

void
ReadEam(const ConfigValue& value, ConfigDraft& draft)
{
    std::optional<Prefix> ipv4;
    std::optional<Prefix> ipv6;
    for (const auto& [written, part] : value.AsMembers())
    {
        const std::string key = KeyName(written);
        if (key == "v4" || key == "ipv4_prefix")
        {
            ipv4 = part.AsPrefix(Family::V4);
        }
        else if (key == "v6" || key == "ipv6_prefix")
        {
            ipv6 = part.AsPrefix(Family::V6);
        }
        else
        {
            throw InputError(part.GetPath() + ": no such key; allowed are v4, v6");
        }
    }
    if (!ipv4 || !ipv6)
    {
        value.Refuse("both v4 and v6");
    }
    try
    {
        draft.siit.addresses.eams.Add({*ipv4, *ipv6});
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(value.GetPath() + ": " + error.what());
    }
}

void
ReadEams(const ConfigValue& value, ConfigDraft& draft)
{
    if (value.IsNull())
    {
        return;
    }
    for (const auto& item : value.AsList())
    {
        ReadEam(item, draft);
    }
}

void
ReadDenied(const ConfigValue& value, ConfigDraft& draft)
{
    if (value.IsNull())
    {
        return;
    }
    for (const auto& item : value.AsList())
    {
        draft.siit.addresses.deny.push_back(item.AsPrefix(Family::V4));
    }
}

void
ReadHairpin(const ConfigValue& value, ConfigDraft& draft)
{
    const std::string word = value.AsWord({"off", "none", "simple", "intrinsic"});
    draft.siit.hairpin = word == "simple"      ? HairpinMode::Simple
                         : word == "intrinsic" ? HairpinMode::Intrinsic
                                               : HairpinMode::Off;
}

void
ReadErrorSources(const ConfigValue& value, ConfigDraft& draft)
{
    if (!value.IsNull())
    {
        draft.Translation().rfc6791Pool.push_back(value.AsPrefix(Family::V4));
    }
}

void
ReadErrorSources6(const ConfigValue& value, ConfigDraft& draft)
{
    if (!value.IsNull())
    {
        draft.Translation().rfc6791v6Pool.push_back(value.AsPrefix(Family::V6));
    }
}

void
ReadLowestMtu(const ConfigValue& value, ConfigDraft& draft)
{
    draft.Translation().lowestIpv6Mtu = static_cast<uint32_t>(value.AsNumber(1280, 65575));
}

void
Ignore(const ConfigValue&, ConfigDraft&)
{
}

} // namespace

const std::vector<ConfigKey>&
SharedKeys()
{
    static const std::vector<ConfigKey> keys{
        {"pool6", ReadPrefix},
        {"lowest_ipv6_mtu", ReadLowestMtu},
        {"mtu_plateaus", ReadPlateaus},
        {"zeroize_traffic_class",
         [](const ConfigValue& value, ConfigDraft& draft) {
             draft.Translation().zeroTrafficClass = value.AsBool();
         }},
        {"override_tos",
         [](const ConfigValue& value, ConfigDraft& draft) { draft.overrideTos = value.AsBool(); }},
        {"tos",
         [](const ConfigValue& value, ConfigDraft& draft) {
             draft.tos = static_cast<uint8_t>(value.AsNumber(0, 255));
         }},
        {"manually_enabled",
         [](const ConfigValue& value, ConfigDraft&) {
             if (!value.AsBool())
             {
                 value.Refuse("true: a translator that is switched off translates nothing");
             }
         }},
        {"trace", Ignore},
        {"logging_debug", Ignore},
    };
    return keys;
}

const std::vector<ConfigKey>&
SiitKeys()
{
    static const std::vector<ConfigKey> keys{
        {"eamt", ReadEams},
        {"denylist4", ReadDenied},
        {"blacklist4", ReadDenied},
        {"rfc6791v4_prefix", ReadErrorSources},
        {"rfc6791v6_prefix", ReadErrorSources6},
        {"randomize_rfc6791_addresses",
         [](const ConfigValue& value, ConfigDraft& draft) {
             draft.Translation().randomRfc6791 = value.AsBool();
         }},
        {"amend_udp_checksum_zero",
         [](const ConfigValue& value, ConfigDraft& draft) {
             draft.Translation().zeroChecksum =
                 value.AsBool() ? ZeroChecksum::Compute : ZeroChecksum::Drop;
         }},
        {"eam_hairpin_mode", ReadHairpin},
    };
    return keys;
}

} // namespace ns3::v6lab
