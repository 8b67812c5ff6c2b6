// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/dhcp-text.h"

#include "helper/topology/quantity.h"

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

} // namespace

InformationSettings
ReadDhcpv6(const Dhcpv6Config& config)
{
    InformationSettings read;
    for (const auto& text : config.resolvers)
    {
        const auto address = IpAddress::Parse(text);
        if (!address)
        {
            Refuse("resolvers", text, "an IPv6 unicast address");
        }
        read.resolvers.push_back(*address);
    }
    for (const auto& text : config.searchDomains)
    {
        const auto name = DnsName::Parse(text);
        if (!name)
        {
            Refuse("searchDomains", text, "a domain name");
        }
        read.searchDomains.push_back(*name);
    }
    read.refreshSeconds = ReadRefreshTime(config.refreshTime);
    CheckInformation(read);
    return read;
}

} // namespace ns3::v6lab
