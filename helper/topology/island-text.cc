// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/island-text.h"

#include "helper/topology/quantity.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MOST_PREFERENCE = 255;
constexpr uint32_t LONGEST = 64;

[[noreturn]] void
Refuse(const std::string& field, const std::string& text, const std::string& wanted)
{
    throw std::invalid_argument(field + " \"" + text + "\" must be " + wanted);
}

uint32_t
ReadLifetime(const std::string& field, const std::string& text)
{
    if (text == "forever")
    {
        return dhcpv6::INFINITE;
    }
    const auto ns = ParseDuration(text);
    if (!ns || *ns % SECOND != 0 || *ns / SECOND >= dhcpv6::INFINITE)
    {
        Refuse(field, text, "whole seconds, such as \"3600s\", or \"forever\"");
    }
    return static_cast<uint32_t>(*ns / SECOND);
}

} // namespace

DelegationSettings
ReadDelegation(const PrefixDelegationConfig& config)
{
    DelegationSettings read;
    const auto pool = Prefix::Parse(config.pool);
    if (!pool)
    {
        Refuse("pool", config.pool, "an IPv6 prefix such as 2001:db8:100::/40");
    }
    read.pool = *pool;
    const uint32_t length = config.length == 0 ? pool->GetLength() : config.length;
    if (length > LONGEST)
    {
        Refuse("length", std::to_string(length), "64 at most: a link needs a /64");
    }
    read.length = static_cast<uint8_t>(length);
    read.preferredSeconds = ReadLifetime("preferredLifetime", config.preferredLifetime);
    read.validSeconds = ReadLifetime("validLifetime", config.validLifetime);
    if (config.preference > MOST_PREFERENCE)
    {
        Refuse("preference", std::to_string(config.preference), "0 to 255 (RFC 8415 21.8)");
    }
    read.preference = static_cast<uint8_t>(config.preference);
    read.rapidCommit = config.rapidCommit;
    CheckDelegation(read);
    return read;
}

PrefixRequestSettings
ReadPrefixRequest(const PrefixRequestConfig& config)
{
    PrefixRequestSettings read;
    read.rapidCommit = config.rapidCommit;
    if (!config.hint.empty())
    {
        read.hint = Prefix::Parse(config.hint);
        if (!read.hint || read.hint->GetFamily() != Family::V6 ||
            read.hint->GetLength() > LONGEST || read.hint->GetLength() == 0)
        {
            Refuse("hint",
                   config.hint,
                   "an IPv6 prefix of 1 to 64 bits, \"::/56\" for any of this length");
        }
    }
    return read;
}

bool
IsDownlink(const std::vector<PrefixRequestConfig>& requests, const std::string& link)
{
    return std::any_of(requests.begin(), requests.end(), [&link](const auto& request) {
        return std::any_of(request.downlinks.begin(),
                           request.downlinks.end(),
                           [&link](const auto& downlink) { return downlink.link == link; });
    });
}

} // namespace ns3::v6lab
