// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_WORDS_H
#define V6LAB_VPN_WORDS_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a picture says of a node's part in VPNs, a line each: "vpn0: tunnel to server, no IPv6". */
std::vector<std::string> VpnLines(const OutsideNode& node);

} // namespace ns3::v6lab

#endif // V6LAB_VPN_WORDS_H
