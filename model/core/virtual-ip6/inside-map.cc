// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/inside-map.h"

#include "model/core/translation/legal-address.h"

namespace ns3::v6lab
{

namespace
{

AddressMapSettings
MapOf(const VirtualIp6Settings& settings)
{
    AddressMapSettings map;
    map.prefix = settings.prefix;
    map.eams = settings.eams;
    map.deny = settings.neverTranslate;
    map.lenientUOctet = settings.lenientUOctet;
    return map;
}

MappedAddress
Unmapped()
{
    MappedAddress mapped;
    mapped.reason = Reason::UntranslatableDestination;
    return mapped;
}

} // namespace

InsideMap::InsideMap(const VirtualIp6Settings& settings)
    : m_map(MapOf(settings)),
      m_networks(settings.networks, "networks"),
      m_all(settings.networks.empty()),
      m_pool(settings.pool, "virtual IPv4 addresses")
{
}

bool
InsideMap::Owns(const IpAddress& ipv6) const
{
    const auto& settings = m_map.GetSettings();
    return (settings.prefix && settings.prefix->Contains(ipv6)) ||
           (!settings.eams.IsEmpty() && settings.eams.To4(ipv6));
}

bool
InsideMap::IsHost(const IpAddress& ipv4) const
{
    return !IsIllegal(ipv4) && !m_pool.Contains(ipv4) && (m_all || m_networks.Contains(ipv4));
}

MappedAddress
InsideMap::ToHost(const IpAddress& ipv6) const
{
    const MappedAddress mapped = m_map.To4(ipv6);
    return !mapped || IsHost(mapped.address) ? mapped : Unmapped();
}

MappedAddress
InsideMap::ToVirtual(const IpAddress& ipv4) const
{
    return IsHost(ipv4) ? m_map.To6(ipv4) : Unmapped();
}

MappedAddress
InsideMap::ToVirtualAnyway(const IpAddress& ipv4) const
{
    return m_pool.Contains(ipv4) || IsIllegal(ipv4) ? Unmapped() : m_map.To6Anyway(ipv4);
}

} // namespace ns3::v6lab
