// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_SET_H
#define V6LAB_IPV4_SET_H

#include "model/core/address.h"
#include "model/core/lpm-table.h"

#include <bitset>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** IPv4 prefixes, asked for every packet whether an address is in one of them. */
class Ipv4Set
{
  public:
    /** Throws std::invalid_argument, naming `what` the set is, for a prefix that is not IPv4. */
    Ipv4Set(const std::vector<Prefix>& prefixes, const std::string& what);

    bool Contains(const IpAddress& ipv4) const
    {
        return m_firstOctets[ipv4.GetBytes()[0]] &&
               m_table.Find(ipv4.ToV4()) != LpmTable<uint32_t>::NONE;
    }

  private:
    std::bitset<256> m_firstOctets; //!< of the members: most addresses need no more than this
    LpmTable<uint32_t> m_table;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_SET_H
