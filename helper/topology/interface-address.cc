// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/interface-address.h"

namespace ns3::v6lab
{

std::optional<InterfaceAddress>
ParseInterfaceAddress(const std::string& text)
{
    const size_t slash = text.find('/');
    const auto address = IpAddress::Parse(text.substr(0, slash));
    if (slash == std::string::npos || !address)
    {
        return std::nullopt;
    }
    // Any prefix of that length tells whether the length is one.
    const char* zero = address->IsV4() ? "0.0.0.0" : "::";
    const auto length = Prefix::Parse(zero + text.substr(slash));
    if (!length)
    {
        return std::nullopt;
    }
    return InterfaceAddress{*address, Prefix(*address, length->GetLength())};
}

} // namespace ns3::v6lab
