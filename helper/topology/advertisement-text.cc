// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/advertisement-text.h"

#include "helper/topology/quantity.h"
#include "model/core/time-units.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

[[noreturn]] void
Refuse(const std::string& field, const std::string& text, const std::string& wanted)
{
    throw std::invalid_argument(field + " \"" + text + "\" must be " + wanted);
}

uint32_t
ReadSeconds(const std::string& field, const std::string& text)
{
    const auto ns = ParseDuration(text);
    if (!ns || *ns % SECOND != 0 || *ns / SECOND >= FOREVER)
    {
        Refuse(field, text, "whole seconds, such as \"1800s\"");
    }
    return static_cast<uint32_t>(*ns / SECOND);
}

uint32_t
ReadLifetime(const std::string& field, const std::string& text)
{
    return text == "forever" ? FOREVER : ReadSeconds(field, text);
}

/** Empty: the default. */
std::optional<uint32_t>
ReadOptional(const std::string& field, const std::string& text)
{
    return text.empty() ? std::nullopt : std::optional(ReadSeconds(field, text));
}

Prefix
ReadPrefix6(const std::string& field, const std::string& text)
{
    const auto prefix = Prefix::Parse(text);
    if (!prefix || prefix->GetFamily() != Family::V6)
    {
        Refuse(field, text, "an IPv6 prefix such as 2001:db8::/64");
    }
    return *prefix;
}

PrefixInformation
ReadPrefixConfig(const AdvertisedPrefixConfig& config)
{
    PrefixInformation read;
    read.prefix = ReadPrefix6("prefix", config.prefix);
    read.onLink = config.onLink;
    read.autonomous = config.autonomous;
    read.validSeconds = ReadLifetime("validLifetime", config.validLifetime);
    read.preferredSeconds = ReadLifetime("preferredLifetime", config.preferredLifetime);
    return read;
}

AdvertiserSettings::Resolvers
ReadResolvers(const RouterAdvertisementConfig& config)
{
    AdvertiserSettings::Resolvers read;
    if (!config.rdnssLifetime.empty())
    {
        read.lifetimeSeconds = ReadLifetime("rdnssLifetime", config.rdnssLifetime);
    }
    for (const auto& text : config.rdnss)
    {
        const auto address = IpAddress::Parse(text);
        if (!address)
        {
            Refuse("rdnss", text, "an IPv6 address");
        }
        read.addresses.push_back(*address);
    }
    return read;
}

} // namespace

AdvertiserSettings
ReadAdvertisement(const RouterAdvertisementConfig& config)
{
    AdvertiserSettings read;
    read.maxIntervalSeconds = ReadSeconds("maxInterval", config.maxInterval);
    read.minIntervalSeconds = ReadOptional("minInterval", config.minInterval);
    read.lifetimeSeconds = ReadOptional("routerLifetime", config.routerLifetime);
    read.managed = config.managed;
    read.other = config.other;
    read.mtu = config.mtu == 0 ? std::nullopt : std::optional(config.mtu);
    if (config.hopLimit > 255)
    {
        Refuse("hopLimit", std::to_string(config.hopLimit), "0 to 255");
    }
    read.hopLimit = static_cast<uint8_t>(config.hopLimit);
    for (const auto& prefix : config.prefixes)
    {
        read.prefixes.push_back(ReadPrefixConfig(prefix));
    }
    if (!config.rdnss.empty())
    {
        read.resolvers.push_back(ReadResolvers(config));
    }
    const auto lifetime = ReadOptional("pref64Lifetime", config.pref64Lifetime);
    for (const auto& text : config.pref64)
    {
        read.pref64s.push_back({Pref64(ReadPrefix6("pref64", text)), lifetime});
    }
    CheckAdvertiser(read);
    return read;
}

} // namespace ns3::v6lab
