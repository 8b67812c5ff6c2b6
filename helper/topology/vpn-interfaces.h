// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_INTERFACES_H
#define V6LAB_VPN_INTERFACES_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What the virtual interface of a node's VPN server is called; that of a service has its name. */
inline constexpr const char* VPN_SERVER_INTERFACE = "vpnServer";

/** The virtual interfaces that a node's VPN services and VPN server have, by name. */
std::vector<std::string> VpnInterfacesOf(const OutsideNode& node);

} // namespace ns3::v6lab

#endif // V6LAB_VPN_INTERFACES_H
