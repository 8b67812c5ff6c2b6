// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/embedded-address.h"

#include "model/core/translation/pref64.h"

#include <stdexcept>

namespace ns3::v6lab
{

std::string
EmbeddedAddress(const std::string& prefix, const std::string& ipv4)
{
    const auto parsed = Prefix::Parse(prefix);
    try
    {
        return Pref64(parsed.value_or(Prefix())).Embed(*IpAddress::Parse(ipv4)).ToString();
    }
    catch (const std::invalid_argument&)
    {
        return ipv4;
    }
}

} // namespace ns3::v6lab
