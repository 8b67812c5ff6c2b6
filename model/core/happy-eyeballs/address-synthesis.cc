// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/address-synthesis.h"

#include "model/core/special-addresses.h"

namespace ns3::v6lab
{

std::vector<IpAddress>
Synthesize(const EyeballHost& host,
           const std::vector<IpAddress>& addresses,
           const ConsiderDestination& consider)
{
    std::vector<IpAddress> all;
    for (const IpAddress& address : addresses)
    {
        if (address.IsV6() || !host.MaySynthesize() || consider(address).IsUsable())
        {
            all.push_back(address);
            continue;
        }
        for (const Pref64& prefix : host.prefixes)
        {
            if (!prefix.IsWellKnown() || IsPublic(address)) // RFC 6052 3.1
            {
                all.push_back(prefix.Embed(address));
            }
        }
    }
    return all;
}

} // namespace ns3::v6lab
