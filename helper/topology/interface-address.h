// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INTERFACE_ADDRESS_H
#define V6LAB_INTERFACE_ADDRESS_H

#include "model/core/address.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/** An address of an interface outside Azure, "192.0.2.1/24". */
struct InterfaceAddress
{
    IpAddress address;
    Prefix network;
};

/** Nothing if the text is no address with a prefix length. */
std::optional<InterfaceAddress> ParseInterfaceAddress(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_INTERFACE_ADDRESS_H
