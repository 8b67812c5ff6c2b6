// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_TEXT_H
#define V6LAB_DHCP_TEXT_H

#include "helper/topology/dhcp-config.h"
#include "model/core/dhcpv6/information-service.h"

namespace ns3::v6lab
{

/** What the text says; throws std::invalid_argument naming the field and what is allowed. */
InformationSettings ReadDhcpv6(const Dhcpv6Config& config);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_TEXT_H
