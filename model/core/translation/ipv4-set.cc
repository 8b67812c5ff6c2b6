// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/ipv4-set.h"

#include <stdexcept>

namespace ns3::v6lab
{

Ipv4Set::Ipv4Set(const std::vector<Prefix>& prefixes, const std::string& what)
{
    for (const Prefix& prefix : prefixes)
    {
        if (prefix.GetFamily() != Family::V4)
        {
            throw std::invalid_argument(what + ": " + prefix.ToString() +
                                        " is not an IPv4 prefix, and only those are allowed");
        }
        const uint8_t last = prefix.Last().GetBytes()[0];
        for (int octet = prefix.GetAddress().GetBytes()[0]; octet <= last; ++octet)
        {
            m_firstOctets.set(octet);
        }
        m_table.Set(prefix.GetAddress().ToV4(), prefix.GetLength(), 0);
    }
}

} // namespace ns3::v6lab
