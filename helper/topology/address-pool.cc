// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/address-pool.h"

#include <stdexcept>

namespace ns3::v6lab
{

AddressPool::AddressPool(std::vector<Prefix> prefixes, uint64_t firstOffset)
    : m_prefixes(std::move(prefixes)),
      m_firstOffset(firstOffset),
      m_offset(firstOffset)
{
}

void
AddressPool::Reserve(const IpAddress& address)
{
    m_addresses.insert(address);
}

void
AddressPool::Reserve(const Prefix& prefix)
{
    m_blocks.Insert(prefix, true);
}

IpAddress
AddressPool::Take()
{
    constexpr uint64_t LARGEST = 1 << 24; // of the addresses tried per prefix
    for (; m_current < m_prefixes.size(); ++m_current, m_offset = m_firstOffset)
    {
        const Prefix& prefix = m_prefixes[m_current];
        for (; m_offset < LARGEST; ++m_offset)
        {
            const IpAddress address = prefix.GetAddress().Plus(m_offset);
            if (!prefix.Contains(address) || address == prefix.Last())
            {
                break;
            }
            if (m_addresses.count(address) == 0 && m_blocks.Find(address) == nullptr)
            {
                ++m_offset;
                return address;
            }
        }
    }
    throw std::invalid_argument("no address is left in " + (m_prefixes.empty()
                                                                ? std::string("an empty range")
                                                                : m_prefixes.front().ToString()));
}

} // namespace ns3::v6lab
