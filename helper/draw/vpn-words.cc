// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/vpn-words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ns3::v6lab
{

std::vector<std::string>
VpnLines(const OutsideNode& node)
{
    std::vector<std::string> lines;
    for (const auto& service : node.vpnServices)
    {
        const std::string what =
            service.mode == "tunnel" ? "tunnel to " + service.server : service.mode;
        lines.push_back(
            fmt::format("{}: VPN {}{}", service.name, what, service.ipv6 ? "" : ", no IPv6"));
        lines.push_back(fmt::format("{}", fmt::join(service.addresses, ", ")));
    }
    if (node.vpnServer)
    {
        lines.push_back(fmt::format("VPN server of {}", fmt::join(node.vpnServer->prefixes, ", ")));
    }
    return lines;
}

} // namespace ns3::v6lab
