// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/address-pool.h"
#include "helper/topology/validate/context.h"
#include "model/core/special-addresses.h"

namespace ns3::v6lab
{

namespace
{

/** The IPv6 addresses that configurations have or will be assigned, as planning does it (A3). */
class PrivateAddresses6
{
  public:
    explicit PrivateAddresses6(const ValidationContext& context)
        : m_context(context)
    {
        for (const auto& nic : context.topology.networkInterfaces)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                AddressPool* pool = PoolOf(configuration);
                const auto address = IpAddress::Parse(configuration.privateIPAddress);
                if (pool && address)
                {
                    pool->Reserve(*address);
                }
            }
        }
        for (const auto& balancer : context.topology.loadBalancers)
        {
            for (const auto& frontend : balancer.frontendIPConfigurations)
            {
                IpConfiguration place;
                place.subnet = frontend.subnet;
                place.privateIPAddressVersion = frontend.privateIPAddressVersion;
                AddressPool* pool = PoolOf(place);
                const auto address = IpAddress::Parse(frontend.privateIPAddress);
                if (pool && address)
                {
                    pool->Reserve(*address);
                }
            }
        }
    }

    /** To be called once for each configuration, in order of appearance. */
    std::optional<IpAddress> Next(const IpConfiguration& configuration)
    {
        if (!configuration.privateIPAddress.empty())
        {
            return IpAddress::Parse(configuration.privateIPAddress);
        }
        AddressPool* pool = PoolOf(configuration);
        return pool ? std::optional<IpAddress>(pool->Take()) : std::nullopt;
    }

  private:
    /** Null for IPv4, and for subnets that have other faults. */
    AddressPool* PoolOf(const IpConfiguration& configuration)
    {
        constexpr uint8_t LONGEST = 64; // A1; it never runs out
        const auto place = m_context.FindSubnet(configuration.subnet);
        if (!place || FamilyOf(configuration.privateIPAddressVersion) != Family::V6)
        {
            return nullptr;
        }
        const auto& vnet = m_context.topology.virtualNetworks[place->vnet];
        for (const Claim& claim : ParsedClaims(vnet.subnets[place->subnet].addressPrefixes))
        {
            if (claim.prefix.GetFamily() == Family::V6 && claim.prefix.GetLength() <= LONGEST)
            {
                return &m_pools.try_emplace(*place, std::vector<Prefix>{claim.prefix}, 4)
                            .first->second;
            }
        }
        return nullptr;
    }

    const ValidationContext& m_context;
    std::map<SubnetPlace, AddressPool> m_pools;
};

} // namespace

std::vector<DerivedAddress>
DerivedAddresses(const ValidationContext& context)
{
    const auto& topology = context.topology;
    PrivateAddresses6 addresses(context);
    std::vector<DerivedAddress> derived;
    for (size_t i = 0; i < topology.networkInterfaces.size(); ++i)
    {
        const auto& nic = topology.networkInterfaces[i];
        for (size_t j = 0; j < nic.ipConfigurations.size(); ++j)
        {
            const auto& configuration = nic.ipConfigurations[j];
            const auto address = addresses.Next(configuration);
            const auto resource = context.publicIps.Find(configuration.publicIPAddress);
            if (address && address->GetFamily() == Family::V6 && IsPublic(*address) && resource &&
                topology.publicIPAddresses[*resource].ipAddress.empty())
            {
                derived.push_back({*address,
                                   nic.name,
                                   Item(Item("networkInterfaces", i) + ".ipConfigurations", j) +
                                       ".publicIPAddress"});
            }
        }
    }
    return derived;
}

} // namespace ns3::v6lab
