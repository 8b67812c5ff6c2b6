// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/settings.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
Require(bool condition, const std::string& complaint)
{
    if (!condition)
    {
        throw std::invalid_argument(complaint);
    }
}

void
RequireFamily(const std::vector<Prefix>& pool, Family family, const std::string& name)
{
    for (const auto& prefix : pool)
    {
        Require(prefix.GetFamily() == family,
                name + " must hold " + (family == Family::V4 ? "IPv4" : "IPv6") +
                    " prefixes, not " + prefix.ToString());
    }
}

} // namespace

void
CheckSettings(const TranslationSettings& settings)
{
    Require(settings.lowestIpv6Mtu >= 1280 && settings.lowestIpv6Mtu <= 65575,
            "lowestIpv6Mtu must be 1280 to 65575 bytes (RFC 7915 4.1), not " +
                std::to_string(settings.lowestIpv6Mtu));
    Require(!settings.largestIcmpv4Error ||
                (*settings.largestIcmpv4Error >= 68 && *settings.largestIcmpv4Error <= 65535),
            "largestIcmpv4Error must be 68 to 65535 bytes");
    Require(std::is_sorted(settings.plateaus.rbegin(), settings.plateaus.rend()),
            "plateaus must be in descending order (RFC 1191 7.1)");
    Require(std::all_of(settings.plateaus.begin(),
                        settings.plateaus.end(),
                        [](uint32_t value) { return value >= 68 && value <= 65535; }),
            "plateaus must be 68 to 65535 bytes (RFC 1191 7.1)");
    Require(settings.errors != ErrorSending::RateLimited ||
                (settings.errorRate > 0 && settings.errorBurst > 0),
            "errorRate and errorBurst must be at least 1 if errors are rate limited");
    RequireFamily(settings.rfc6791Pool, Family::V4, "rfc6791Pool");
    RequireFamily(settings.rfc6791v6Pool, Family::V6, "rfc6791v6Pool");
}

std::vector<std::string>
Warnings(const TranslationSettings& settings)
{
    const std::vector<Prefix> unfit{*Prefix::Parse("10.0.0.0/8"),
                                    *Prefix::Parse("172.16.0.0/12"),
                                    *Prefix::Parse("192.168.0.0/16"),
                                    *Prefix::Parse("100.64.0.0/10")};
    std::vector<std::string> warnings;
    for (const auto& prefix : settings.rfc6791Pool)
    {
        for (const auto& range : unfit)
        {
            if (prefix.Overlaps(range))
            {
                warnings.push_back("The RFC 6791 pool " + prefix.ToString() + " overlaps " +
                                   range.ToString() +
                                   ", which RFC 6791 3.1 advises against: others may filter errors "
                                   "from such addresses.");
            }
        }
    }
    return warnings;
}

} // namespace ns3::v6lab
