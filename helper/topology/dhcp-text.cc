// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/dhcp-text.h"

#include "helper/topology/interface-address.h"
#include "helper/topology/quantity.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t SECOND = 1000000000;

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

} // namespace

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
