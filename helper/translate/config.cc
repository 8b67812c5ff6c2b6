// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/config.h"

#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"
#include "helper/translate/config-keys.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

const ConfigKey*
FindKey(const std::string& name)
{
    for (const auto* keys : {&SharedKeys(), &SiitKeys(), &Nat64Keys()})
    {
        for (const auto& key : *keys)
        {
            if (name == key.name)
            {
                return &key;
            }
        }
    }
    return nullptr;
}

bool
IsOf(TranslatorMode mode, const ConfigKey& key)
{
    const auto holds = [&key](const std::vector<ConfigKey>& keys) {
        return &key >= keys.data() && &key < keys.data() + keys.size();
    };
    return holds(SharedKeys()) || holds(mode == TranslatorMode::Siit ? SiitKeys() : Nat64Keys());
}

/** Jool's default of ports for an address that was given none. */
PoolRange
OwnAddressPool(const IpAddress& own)
{
    PoolRange range;
    range.first = own;
    range.last = own;
    range.firstPort = 61001;
    return range;
}

} // namespace

void
ReadConfig(const ConfigValue& config, ConfigDraft& draft)
{
    for (const auto& [written, value] : config.AsMembers())
    {
        const ConfigKey* key = FindKey(KeyName(written));
        if (!key)
        {
            const auto known = ConfigKeys();
            throw InputError(fmt::format("{}: no such key{}; allowed are {}",
                                         value.GetPath(),
                                         Suggestion(KeyName(written), known),
                                         fmt::join(known, ", ")));
        }
        if (IsOf(draft.mode, *key))
        {
            key->apply(value, draft);
        }
        else if (!value.IsNothing())
        {
            throw InputError(fmt::format("{}: no setting of mode {}; only null, false or an empty "
                                         "list is allowed there",
                                         value.GetPath(),
                                         ToWord(draft.mode)));
        }
    }
}

/** A test bed has hosts and routes of any name, but an MTU or an own address is for us. */
void
RefuseSlip(const std::string& key, const ConfigValue& value)
{
    static const std::vector<std::string> ours{"translator_v6_addr",
                                               "translator_v4_addr",
                                               "mtu_v6",
                                               "mtu_v4"};
    const auto settings = ConfigKeys();
    const bool isSetting = std::find(settings.begin(), settings.end(), key) != settings.end();
    const bool looksOurs = key.rfind("mtu", 0) == 0 || key.rfind("translator", 0) == 0;
    const std::string slip = Suggestion(key, ours);
    if (key != "mtu_v4_host" && key != "mtu_v6_host" && (isSetting || looksOurs || !slip.empty()))
    {
        throw InputError(fmt::format("{}: no such key{}; allowed are {}",
                                     value.GetPath(),
                                     slip,
                                     fmt::join(ours, ", ")));
    }
}

void
ReadEnvironment(const ConfigValue& env, ConfigDraft& draft)
{
    constexpr uint32_t LARGEST = 65535 + 40;
    for (const auto& [written, value] : env.AsMembers())
    {
        const std::string key = KeyName(written);
        if (value.IsNull())
        {
            continue;
        }
        if (key == "translator_v6_addr")
        {
            draft.around.address6 = value.AsAddress(Family::V6);
        }
        else if (key == "translator_v4_addr")
        {
            draft.around.address4 = value.AsAddress(Family::V4);
            draft.siit.addresses.deny.emplace_back(draft.around.address4, 32); // its own packets
        }
        else if (key == "mtu_v6")
        {
            draft.around.mtu6 = static_cast<uint32_t>(value.AsNumber(1280, LARGEST));
        }
        else if (key == "mtu_v4")
        {
            draft.around.mtu4 = static_cast<uint32_t>(value.AsNumber(68, LARGEST));
        }
        else
        {
            RefuseSlip(key, value);
        }
    }
}

TranslatorSettings
Finish(ConfigDraft draft)
{
    if (draft.overrideTos)
    {
        draft.Translation().tos = draft.tos;
    }
    if (draft.mode == TranslatorMode::Siit)
    {
        GiveOwnAddresses(draft.around, draft.siit.addresses.prefix);
        return {std::move(draft.siit), draft.around};
    }
    auto& ranges = draft.nat64.pool.ranges;
    if (ranges.empty() && !draft.around.address4.IsUnspecified())
    {
        ranges.push_back(OwnAddressPool(draft.around.address4));
    }
    else if (draft.around.address4.IsUnspecified() && !ranges.empty())
    {
        draft.around.address4 = ranges.front().first;
    }
    GiveOwnAddresses(draft.around, draft.nat64.prefix);
    return {std::move(draft.nat64), draft.around};
}

std::vector<std::string>
ConfigKeys()
{
    std::vector<std::string> names;
    for (const auto* keys : {&SharedKeys(), &SiitKeys(), &Nat64Keys()})
    {
        for (const auto& key : *keys)
        {
            names.emplace_back(key.name);
        }
    }
    return names;
}

} // namespace ns3::v6lab
