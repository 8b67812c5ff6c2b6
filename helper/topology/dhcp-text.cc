// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/dhcp-text.h"

#include "helper/topology/interface-address.h"
#include "helper/topology/quantity.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LEAST_LEASE = 10 * SECOND; //!< a shorter one ends while it is renewed
constexpr int64_t MOST_LEASE = 8760 * int64_t{3600} * SECOND;

[[noreturn]] void
Refuse(const std::string& field, const std::string& text, const std::string& wanted)
{
    throw std::invalid_argument(field + " \"" + text + "\" must be " + wanted);
}

uint32_t
ReadRefreshTime(const std::string& text)
{
    if (text == "forever")
    {
        return dhcpv6::INFINITE;
    }
    const auto ns = ParseDuration(text);
    if (!ns || *ns % SECOND != 0 || *ns / SECOND >= dhcpv6::INFINITE)
    {
        Refuse("refreshTime", text, "whole seconds, such as \"3600s\", or \"forever\"");
    }
    return static_cast<uint32_t>(*ns / SECOND);
}

std::vector<IpAddress>
ReadResolvers(const std::vector<std::string>& texts, const std::string& wanted)
{
    std::vector<IpAddress> resolvers;
    for (const auto& text : texts)
    {
        const auto address = IpAddress::Parse(text);
        if (!address)
        {
            Refuse("resolvers", text, wanted);
        }
        resolvers.push_back(*address);
    }
    return resolvers;
}

DnsName
ReadDomain(const std::string& field, const std::string& text)
{
    const auto name = DnsName::Parse(text);
    if (!name)
    {
        Refuse(field, text, "a domain name");
    }
    return *name;
}

std::vector<DnsName>
ReadSearchDomains(const std::vector<std::string>& texts)
{
    std::vector<DnsName> names;
    for (const auto& text : texts)
    {
        names.push_back(ReadDomain("searchDomains", text));
    }
    return names;
}

IpAddress
ReadIpv4(const std::string& field, const std::string& text)
{
    const auto address = IpAddress::Parse(text);
    if (!address || !address->IsV4())
    {
        Refuse(field, text, "an IPv4 address");
    }
    return *address;
}

std::vector<IpAddress>
Ipv4On(const OutsideNode& node, const std::string& link)
{
    std::vector<IpAddress> all;
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            const auto read = ParseInterfaceAddress(text);
            if (interface.link == link && read && read->address.IsV4())
            {
                all.push_back(read->address);
            }
        }
    }
    return all;
}

} // namespace

LeasePool
ReadDhcpPool(const DhcpPoolConfig& config)
{
    LeasePool read{ReadIpv4("first", config.first), ReadIpv4("last", config.last)};
    if (read.last.ToV4() < read.first.ToV4())
    {
        Refuse("last", config.last, "first, " + config.first + ", or behind it");
    }
    const auto ns = ParseDuration(config.leaseTime);
    if (!ns || *ns % SECOND != 0 || *ns < LEAST_LEASE || *ns > MOST_LEASE)
    {
        Refuse("leaseTime", config.leaseTime, "whole seconds from 10s to 8760h, such as \"12h\"");
    }
    read.leaseSeconds = static_cast<uint32_t>(*ns / SECOND);
    return read;
}

IpAddress
ReadReservedAddress(const DhcpPoolConfig& config, const DhcpReservationConfig& reservation)
{
    const auto address = ReadIpv4("address", reservation.address);
    const auto pool = ReadDhcpPool(config);
    if (address.ToV4() < pool.first.ToV4() || pool.last.ToV4() < address.ToV4())
    {
        Refuse("address", reservation.address, "from " + config.first + " to " + config.last);
    }
    return address;
}

std::vector<std::string>
WarningsOfPools(const Topology& topology)
{
    std::vector<std::string> warnings;
    for (const auto& node : topology.nodes)
    {
        for (const auto& config : node.dhcpPools)
        {
            const auto pool = ReadDhcpPool(config);
            for (const auto& own : Ipv4On(node, config.link))
            {
                if (pool.first.ToV4() <= own.ToV4() && own.ToV4() <= pool.last.ToV4())
                {
                    warnings.push_back("dhcpPools of node " + node.name + " on link " +
                                       config.link + ": " + own.ToString() +
                                       " is the router's own address, so nobody is leased it");
                }
            }
        }
    }
    return warnings;
}

DhcpSettings
ReadDhcp(const DhcpConfig& config)
{
    DhcpSettings read;
    read.resolvers = ReadResolvers(config.resolvers, "an IPv4 unicast address");
    read.searchDomains = ReadSearchDomains(config.searchDomains);
    if (!config.domainName.empty())
    {
        read.domainName = ReadDomain("domainName", config.domainName);
    }
    CheckDhcpSettings(read);
    return read;
}

bool
AsksByDhcp(const Topology& topology, const OutsideNode& node, const Interface& interface)
{
    const bool addressed = std::any_of(interface.addresses.begin(),
                                       interface.addresses.end(),
                                       [](const std::string& text) {
                                           const auto read = ParseInterfaceAddress(text);
                                           return read && read->address.IsV4();
                                       });
    return node.kind == "host" && addressed &&
           std::any_of(topology.nodes.begin(), topology.nodes.end(), [&](const OutsideNode& other) {
               return other.name != node.name &&
                      std::any_of(other.dhcp.begin(),
                                  other.dhcp.end(),
                                  [&interface](const DhcpConfig& config) {
                                      return config.link == interface.link;
                                  });
           });
}

InformationSettings
ReadDhcpv6(const Dhcpv6Config& config)
{
    InformationSettings read;
    read.resolvers = ReadResolvers(config.resolvers, "an IPv6 unicast address");
    read.searchDomains = ReadSearchDomains(config.searchDomains);
    read.refreshSeconds = ReadRefreshTime(config.refreshTime);
    CheckInformation(read);
    return read;
}

} // namespace ns3::v6lab
