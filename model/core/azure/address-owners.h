// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_ADDRESS_OWNERS_H
#define V6LAB_AZURE_ADDRESS_OWNERS_H

#include "model/core/azure/estate.h"

#include <cstring>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/** Which NIC has an address in a virtual network; networks may use the same addresses. */
class AddressOwners
{
  public:
    AddressOwners() = default;
    explicit AddressOwners(const Estate& estate);

    /** NOTHING if no NIC of that network has the address. */
    Index Find(Index vnet, const IpAddress& address) const
    {
        const auto owner = m_owners.find(KeyOf(vnet, address));
        return owner == m_owners.end() ? NOTHING : owner->second;
    }

    /** The load balancer that has a frontend with this address in that network, or NOTHING. */
    Index FindBalancer(Index vnet, const IpAddress& address) const
    {
        const auto found = m_frontends.find(KeyOf(vnet, address));
        return found == m_frontends.end() ? NOTHING : found->second;
    }

  private:
    struct Key
    {
        uint64_t high;
        uint64_t low;
        uint32_t vnet;
        Family family;

        friend bool operator==(const Key& a, const Key& b)
        {
            return a.high == b.high && a.low == b.low && a.vnet == b.vnet && a.family == b.family;
        }
    };

    struct KeyHash
    {
        size_t operator()(const Key& key) const noexcept
        {
            uint64_t mixed = (key.high + key.vnet) * 0x9e3779b97f4a7c15ULL ^ key.low;
            mixed = (mixed ^ (mixed >> 32)) * 0xff51afd7ed558ccdULL;
            return static_cast<size_t>(mixed ^ (mixed >> 29));
        }
    };

    static Key KeyOf(Index vnet, const IpAddress& address)
    {
        Key key{0, 0, vnet, address.GetFamily()};
        std::memcpy(&key.high, address.GetBytes().data(), 8);
        std::memcpy(&key.low, address.GetBytes().data() + 8, 8);
        return key;
    }

    std::unordered_map<Key, Index, KeyHash> m_owners;
    std::unordered_map<Key, Index, KeyHash> m_frontends;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_ADDRESS_OWNERS_H
