// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertiser-settings.h"

#include "model/core/advertisement/advertisement-pieces.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LONGEST_LIFETIME = 65535;       //!< of a default router: 16 bits
constexpr uint32_t LONGEST_REACHABLE_MS = 3600000; //!< one hour (RFC 4861 6.2.1)

void
Require(bool allowed, const std::string& complaint)
{
    if (!allowed)
    {
        throw std::invalid_argument(complaint);
    }
}

void
CheckTimes(const AdvertiserSettings& settings)
{
    const uint32_t longest = settings.maxIntervalSeconds;
    Require(longest >= 4 && longest <= 1800,
            "maxIntervalSeconds " + std::to_string(longest) +
                " must be 4 to 1800 (RFC 4861 6.2.1)");
    const uint32_t most = longest * 3 / 4;
    const uint32_t shortest = settings.GetMinInterval();
    Require(shortest >= 3 && shortest <= most,
            "minIntervalSeconds " + std::to_string(shortest) + " must be 3 to " +
                std::to_string(most) + ", three quarters of maxIntervalSeconds (RFC 4861 6.2.1)");
    const uint32_t lifetime = settings.lifetimeSeconds.value_or(longest);
    Require(lifetime == 0 || (lifetime >= longest && lifetime <= LONGEST_LIFETIME),
            "lifetimeSeconds " + std::to_string(lifetime) + " must be 0 or " +
                std::to_string(longest) +
                ", maxIntervalSeconds, to 65535 (RFC 4861 6.2.1, RFC "
                "8319 4)");
    Require(settings.reachableMs <= LONGEST_REACHABLE_MS,
            "reachableMs " + std::to_string(settings.reachableMs) +
                " must be at most 3600000 (RFC 4861 6.2.1)");
}

void
CheckPrefix(const PrefixInformation& prefix)
{
    const std::string text = prefix.prefix.ToString();
    const IpAddress& address = prefix.prefix.GetAddress();
    Require(address.IsV6() && !address.IsLinkLocal() && !address.IsMulticast(),
            "prefix " + text +
                " must be an IPv6 prefix that is neither link-local nor multicast "
                "(RFC 4861 4.6.2)");
    Require(prefix.preferredSeconds <= prefix.validSeconds,
            "preferredSeconds " + std::to_string(prefix.preferredSeconds) + " of prefix " + text +
                " must be at most validSeconds, " + std::to_string(prefix.validSeconds) +
                " (RFC 4861 6.2.1)");
}

void
CheckResolvers(const AdvertiserSettings::Resolvers& resolvers)
{
    Require(!resolvers.addresses.empty() && resolvers.addresses.size() <= MOST_RESOLVERS,
            "rdnss must have 1 to 127 addresses (RFC 8106 5.1)");
    for (const auto& address : resolvers.addresses)
    {
        Require(address.IsV6() && !address.IsMulticast() && !address.IsUnspecified(),
                "rdnss " + address.ToString() + " must be an IPv6 unicast address (RFC 8106 5.1)");
    }
}

/** NAT64 prefixes go into each message, beside a prefix at least; the rest is dealt out. */
void
CheckRoom(const AdvertiserSettings& settings)
{
    constexpr size_t LINK_LAYER = 8;
    constexpr size_t PREFIX = 32;
    RouterAdvertisement others = Compose(settings);
    others.prefixes.clear();
    others.resolvers.clear();
    const size_t size = others.Encode(IpAddress(), IpAddress()).size() + LINK_LAYER + PREFIX;
    Require(size <= LONGEST_ADVERTISEMENT,
            std::to_string(settings.pref64s.size()) +
                " pref64 make the advertisement of a prefix "
                "as long as " +
                std::to_string(size) + " bytes; it must have at most 1240");
}

/** The prefixes that count, in no order. */
std::vector<Prefix>
LivePref64s(const RouterAdvertisement& advertisement)
{
    std::vector<Prefix> live;
    for (const auto& pref64 : advertisement.pref64s)
    {
        if (pref64.lifetimeSeconds > 0)
        {
            live.push_back(pref64.prefix.GetPrefix());
        }
    }
    std::sort(live.begin(), live.end());
    return live;
}

std::string
ToText(const std::vector<Prefix>& prefixes)
{
    std::string text;
    for (const auto& prefix : prefixes)
    {
        text += (text.empty() ? "" : ", ") + prefix.ToString();
    }
    return text.empty() ? "none" : text;
}

} // namespace

uint32_t
AdvertiserSettings::GetMinInterval() const
{
    const uint32_t usual =
        maxIntervalSeconds >= 9 ? maxIntervalSeconds * 33 / 100 : maxIntervalSeconds * 3 / 4;
    return minIntervalSeconds.value_or(std::max(usual, uint32_t{3}));
}

void
CheckAdvertiser(const AdvertiserSettings& settings)
{
    CheckTimes(settings);
    Require(settings.mtu.value_or(1280) >= 1280,
            "mtu " + std::to_string(settings.mtu.value_or(0)) +
                " must be at least 1280 (RFC 8200 5)");
    std::for_each(settings.prefixes.begin(), settings.prefixes.end(), CheckPrefix);
    std::for_each(settings.resolvers.begin(), settings.resolvers.end(), CheckResolvers);
    for (const auto& pref64 : settings.pref64s)
    {
        Require(pref64.lifetimeSeconds.value_or(0) <= Pref64Option::LONGEST,
                "lifetimeSeconds " + std::to_string(pref64.lifetimeSeconds.value_or(0)) +
                    " of pref64 " + pref64.prefix.GetPrefix().ToString() +
                    " must be at most 65528 (RFC 8781 4)");
    }
    CheckRoom(settings);
}

std::vector<std::string>
FindDoubts(const AdvertiserSettings& settings)
{
    std::vector<std::string> doubts;
    const auto composed = Compose(settings);
    if (!settings.pref64s.empty() && composed.lifetimeSeconds > Pref64Option::LONGEST)
    {
        doubts.push_back("lifetimeSeconds " + std::to_string(composed.lifetimeSeconds) +
                         " is more than a PREF64 can last: with NAT64 prefixes at most 65528 is "
                         "recommended (RFC 8781 4.1)");
    }
    for (const auto& pref64 : composed.pref64s)
    {
        const uint32_t lifetime = pref64.lifetimeSeconds;
        if (lifetime > 0 && lifetime < settings.maxIntervalSeconds)
        {
            doubts.push_back("pref64 " + pref64.prefix.GetPrefix().ToString() + " lasts " +
                             std::to_string(lifetime) +
                             " s, less than maxIntervalSeconds: it may end between two "
                             "advertisements (RFC 8781 4.1)");
        }
    }
    return doubts;
}

RouterAdvertisement
Compose(const AdvertiserSettings& settings)
{
    const uint32_t usual = 3 * settings.maxIntervalSeconds;
    RouterAdvertisement composed;
    composed.hopLimit = settings.hopLimit;
    composed.managed = settings.managed;
    composed.other = settings.other;
    composed.lifetimeSeconds = static_cast<uint16_t>(settings.lifetimeSeconds.value_or(usual));
    composed.reachableMs = settings.reachableMs;
    composed.retransMs = settings.retransMs;
    composed.mtu = settings.mtu;
    composed.prefixes = settings.prefixes;
    for (const auto& [addresses, lifetime] : settings.resolvers)
    {
        composed.resolvers.push_back({addresses, lifetime.value_or(usual)});
    }
    for (const auto& [prefix, lifetime] : settings.pref64s)
    {
        const uint32_t wanted = lifetime.value_or(std::min(usual, Pref64Option::LONGEST));
        composed.pref64s.push_back({prefix, wanted});
    }
    return composed;
}

std::vector<std::string>
FindInconsistencies(const RouterAdvertisement& own, const RouterAdvertisement& others)
{
    std::vector<std::string> found;
    const auto compare = [&found](const std::string& name, uint32_t mine, uint32_t theirs) {
        if (mine != theirs)
        {
            found.push_back("the other router says " + name + " " + std::to_string(theirs) +
                            ", this one " + std::to_string(mine) + " (RFC 4861 6.2.7)");
        }
    };
    const auto compareIfSaid = [&compare](const std::string& name, uint32_t mine, uint32_t theirs) {
        compare(name, mine, mine == 0 || theirs == 0 ? mine : theirs);
    };
    compareIfSaid("hopLimit", own.hopLimit, others.hopLimit);
    compare("managed", own.managed, others.managed);
    compare("other", own.other, others.other);
    compareIfSaid("reachableMs", own.reachableMs, others.reachableMs);
    compareIfSaid("retransMs", own.retransMs, others.retransMs);
    compareIfSaid("mtu", own.mtu.value_or(0), others.mtu.value_or(0));
    for (const auto& mine : own.prefixes)
    {
        for (const auto& theirs : others.prefixes)
        {
            if (mine.prefix == theirs.prefix)
            {
                const std::string of = " of prefix " + mine.prefix.ToString();
                compare("validSeconds" + of, mine.validSeconds, theirs.validSeconds);
                compare("preferredSeconds" + of, mine.preferredSeconds, theirs.preferredSeconds);
            }
        }
    }
    const auto mine = LivePref64s(own);
    const auto theirs = LivePref64s(others);
    if (mine != theirs)
    {
        found.push_back("the other router's pref64 is " + ToText(theirs) + ", this one's is " +
                        ToText(mine) + " (RFC 8781 5.2)");
    }
    return found;
}

} // namespace ns3::v6lab
