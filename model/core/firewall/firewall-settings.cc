// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall-settings.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
RequirePositive(const char* name, int64_t value)
{
    if (value <= 0)
    {
        throw std::invalid_argument("firewall timeout " + std::string(name) + ": more than 0");
    }
}

} // namespace

const std::vector<Prefix>&
DefaultPrivateRanges()
{
    static const std::vector<Prefix> RANGES{*Prefix::Parse("10.0.0.0/8"),
                                            *Prefix::Parse("172.16.0.0/12"),
                                            *Prefix::Parse("192.168.0.0/16"),
                                            *Prefix::Parse("100.64.0.0/10"),
                                            *Prefix::Parse("fc00::/7")};
    return RANGES;
}

void
CheckSettings(const FirewallSettings& settings)
{
    RequirePositive("tcpIdle", settings.timeouts.tcpIdle);
    RequirePositive("tcpHalfOpen", settings.timeouts.tcpHalfOpen);
    RequirePositive("tcpClosing", settings.timeouts.tcpClosing);
    RequirePositive("udp", settings.timeouts.udp);
    RequirePositive("icmp", settings.timeouts.icmp);
    RequirePositive("other", settings.timeouts.other);
    RequirePositive("fragment", settings.timeouts.fragment);
    if (settings.firstPort == 0 || settings.firstPort > settings.lastPort)
    {
        throw std::invalid_argument("firewall ports: 1 to 65535, the first not above the last");
    }
    if (settings.flows == 0 || settings.datagrams == 0)
    {
        throw std::invalid_argument("firewall flows and datagrams: at least 1");
    }
    for (const auto& collection : settings.dnat)
    {
        for (const auto& rule : collection.rules)
        {
            if (rule.server.IsUnspecified())
            {
                throw std::invalid_argument("firewall DNAT rule " + rule.name +
                                            ": the address of a server");
            }
        }
    }
}

} // namespace ns3::v6lab
