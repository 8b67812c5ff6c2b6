// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-security.h"

#include <stdexcept>

namespace ns3::v6lab::build
{

Nsg::Nsg(const std::string& name)
{
    m_group.name = name;
}

SecurityRule&
Nsg::Add(const std::string& direction,
         const std::string& access,
         const std::string& protocol,
         const std::vector<std::string>& ports)
{
    const size_t before = m_group.securityRules.size();
    auto& rule = m_group.securityRules.emplace_back();
    rule.name = "rule-" + std::to_string(before + 1);
    rule.priority = static_cast<uint32_t>(100 + 10 * before);
    rule.direction = direction;
    rule.access = access;
    rule.protocol = protocol;
    rule.destinationPortRanges = ports;
    return rule;
}

SecurityRule&
Nsg::Last()
{
    if (m_group.securityRules.empty())
    {
        throw std::logic_error("network security group " + m_group.name + " has no rule yet");
    }
    return m_group.securityRules.back();
}

Nsg&
Nsg::AllowIn(const std::string& protocol,
             const std::vector<std::string>& from,
             const std::vector<std::string>& ports)
{
    Add("Inbound", "Allow", protocol, ports).sourceAddressPrefixes = from;
    return *this;
}

Nsg&
Nsg::DenyIn(const std::string& protocol,
            const std::vector<std::string>& from,
            const std::vector<std::string>& ports)
{
    Add("Inbound", "Deny", protocol, ports).sourceAddressPrefixes = from;
    return *this;
}

Nsg&
Nsg::AllowOut(const std::string& protocol,
              const std::vector<std::string>& to,
              const std::vector<std::string>& ports)
{
    Add("Outbound", "Allow", protocol, ports).destinationAddressPrefixes = to;
    return *this;
}

Nsg&
Nsg::DenyOut(const std::string& protocol,
             const std::vector<std::string>& to,
             const std::vector<std::string>& ports)
{
    Add("Outbound", "Deny", protocol, ports).destinationAddressPrefixes = to;
    return *this;
}

Nsg&
Nsg::Named(const std::string& name)
{
    Last().name = name;
    return *this;
}

Nsg&
Nsg::At(uint32_t priority)
{
    Last().priority = priority;
    return *this;
}

} // namespace ns3::v6lab::build
