// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/own-address.h"

#include "helper/topology/interface-address.h"

namespace ns3::v6lab
{

std::optional<IpAddress>
ParseOwnAddress(const std::string& text)
{
    if (text.find('/') == std::string::npos)
    {
        return IpAddress::Parse(text);
    }
    const auto parsed = ParseInterfaceAddress(text);
    return parsed ? std::optional<IpAddress>(parsed->address) : std::nullopt;
}

} // namespace ns3::v6lab
