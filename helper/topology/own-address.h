// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OWN_ADDRESS_H
#define V6LAB_OWN_ADDRESS_H

#include "model/core/address.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/**
 * An address that a node has on no link, such as that of its end of a tunnel: "172.16.255.1". A
 * prefix length behind it is allowed and says nothing. Nothing if the text is no such address.
 */
std::optional<IpAddress> ParseOwnAddress(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_OWN_ADDRESS_H
