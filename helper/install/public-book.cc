// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/public-book.h"

#include "helper/install/address-text.h"
#include "model/core/special-addresses.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

// Large estates run out of documentation prefixes.
PublicBook::PublicBook(const Topology& topology, const azure::Estate& estate)
    : m_topology(topology),
      m_estate(estate),
      m_v4(ReadPrefixes({"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "20.64.0.0/10"}, ""),
           1),
      m_v6(
          ReadPrefixes({"2001:db8:ffff:ffff::/64", "2001:db8:ffff:fffe::/64", "3fff:fff::/64"}, ""),
          1)
{
    Reserve();
}

AddressPool&
PublicBook::PoolOf(Family family)
{
    return family == Family::V4 ? m_v4 : m_v6;
}

void
PublicBook::Reserve(const Prefix& prefix)
{
    constexpr uint8_t COARSE = 8; // a default route to a node uses no particular address
    if (prefix.GetLength() >= COARSE)
    {
        PoolOf(prefix.GetFamily()).Reserve(prefix);
    }
}

void
PublicBook::ReserveAddress(const std::string& text, const std::string& where)
{
    const auto address = ReadAddress(text.substr(0, text.find('/')), where);
    PoolOf(address.GetFamily()).Reserve(address);
}

/** What the topology's author uses already, so that no assigned address collides with it. */
void
PublicBook::Reserve()
{
    for (const auto& vnet : m_estate.vnets)
    {
        for (const auto& prefix : vnet.prefixes)
        {
            Reserve(prefix);
        }
    }
    for (const auto& subnet : m_estate.subnets)
    {
        for (const auto& route : subnet.serviceEndpoints)
        {
            Reserve(route.prefix);
        }
    }
    for (const auto& address : m_topology.publicIPAddresses)
    {
        if (!address.ipAddress.empty())
        {
            ReserveAddress(address.ipAddress, address.name);
        }
    }
    for (const auto& prefix : m_topology.publicIPPrefixes)
    {
        if (!prefix.ipPrefix.empty())
        {
            Reserve(ReadPrefix(prefix.ipPrefix, prefix.name));
        }
    }
    for (const auto& node : m_topology.nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& address : interface.addresses)
            {
                ReserveAddress(address, node.name);
            }
        }
        if (node.internet)
        {
            for (const auto& address : node.internet->addresses)
            {
                ReserveAddress(address, node.name);
            }
            for (const auto& prefix : ReadPrefixes(node.internet->prefixes, node.name))
            {
                Reserve(prefix);
            }
        }
    }
}

const PublicIpAddress&
PublicBook::Find(const std::string& name, const std::string& where) const
{
    for (const auto& address : m_topology.publicIPAddresses)
    {
        if (address.name == name)
        {
            return address;
        }
    }
    throw std::invalid_argument(where + ": there is no public IP address \"" + name + "\"");
}

/** Nobody could tell whom a packet to a public address of two is for. */
void
PublicBook::Claim(const IpAddress& address, const std::string& user)
{
    const auto [first, fresh] = m_owners.emplace(address, user);
    if (!fresh)
    {
        throw std::invalid_argument("the public address " + address.ToString() +
                                    " would belong to both " + first->second + " and " + user);
    }
}

IpAddress
PublicBook::Over(const IpAddress& inside, const std::string& name, const std::string& user)
{
    const std::string& own = Find(name, user).ipAddress;
    const bool itself = inside.IsV6() && IsPublic(inside);
    const IpAddress address = !own.empty() ? ReadAddress(own, name)
                              : itself     ? inside
                                           : PoolOf(inside.GetFamily()).Take();
    Claim(address, user);
    m_associated.emplace(name, address);
    return address;
}

IpAddress
PublicBook::Take(const std::string& name, const std::string& user)
{
    const PublicIpAddress& resource = Find(name, user);
    const Family family = resource.publicIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
    const IpAddress address =
        resource.ipAddress.empty() ? PoolOf(family).Take() : ReadAddress(resource.ipAddress, name);
    Claim(address, user);
    m_associated.emplace(name, address);
    return address;
}

/** An aligned run of free addresses. */
Prefix
PublicBook::FreePrefix(Family family, uint32_t length)
{
    AddressPool& pool = PoolOf(family);
    for (IpAddress first = pool.Take();; first = pool.Take())
    {
        const Prefix prefix(first, static_cast<uint8_t>(length));
        IpAddress last = first;
        while (prefix.GetAddress() == first && last != prefix.Last() && pool.Take() == last.Plus(1))
        {
            last = last.Plus(1);
        }
        if (prefix.GetAddress() == first && last == prefix.Last())
        {
            return prefix;
        }
    }
}

std::vector<IpAddress>
PublicBook::TakePrefix(const std::string& name, const std::string& user)
{
    const auto found = std::find_if(m_topology.publicIPPrefixes.begin(),
                                    m_topology.publicIPPrefixes.end(),
                                    [&](const PublicIpPrefix& one) { return one.name == name; });
    if (found == m_topology.publicIPPrefixes.end())
    {
        throw std::invalid_argument(user + ": there is no public IP prefix \"" + name + "\"");
    }
    const Family family = found->publicIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
    const Prefix prefix = found->ipPrefix.empty() ? FreePrefix(family, found->prefixLength)
                                                  : ReadPrefix(found->ipPrefix, name);
    constexpr uint8_t MOST_BITS = 4; // Azure's largest prefix has 16 addresses
    if (prefix.GetAddress().GetBits() - prefix.GetLength() > MOST_BITS)
    {
        throw std::invalid_argument(name + ": " + prefix.ToString() + " is too large");
    }
    std::vector<IpAddress> all;
    for (IpAddress address = prefix.GetAddress();; address = address.Plus(1))
    {
        Claim(address, user);
        all.push_back(address);
        if (address == prefix.Last())
        {
            return all;
        }
    }
}

IpAddress
PublicBook::TakeShared()
{
    return m_v4.Take();
}

std::vector<IpAddress>
PublicBook::GetIdle() const
{
    std::vector<IpAddress> idle;
    for (const auto& resource : m_topology.publicIPAddresses)
    {
        if (m_associated.count(resource.name) == 0 && !resource.ipAddress.empty())
        {
            idle.push_back(ReadAddress(resource.ipAddress, resource.name));
        }
    }
    return idle;
}

std::map<std::string, IpAddress>
PublicBook::TakeAll()
{
    std::map<std::string, IpAddress> all = m_associated;
    for (const auto& resource : m_topology.publicIPAddresses)
    {
        if (all.count(resource.name) == 0)
        {
            const Family family =
                resource.publicIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
            all[resource.name] = resource.ipAddress.empty()
                                     ? PoolOf(family).Take()
                                     : ReadAddress(resource.ipAddress, resource.name);
        }
    }
    return all;
}

} // namespace ns3::v6lab
