// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/vpn-interfaces.h"

namespace ns3::v6lab
{

std::vector<std::string>
VpnInterfacesOf(const OutsideNode& node)
{
    std::vector<std::string> names;
    for (const auto& service : node.vpnServices)
    {
        names.push_back(service.name);
    }
    if (node.vpnServer)
    {
        names.emplace_back(VPN_SERVER_INTERFACE);
    }
    return names;
}

} // namespace ns3::v6lab
