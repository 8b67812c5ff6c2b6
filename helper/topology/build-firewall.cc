// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-firewall.h"

#include <stdexcept>

namespace ns3::v6lab::build
{

FirewallIn::FirewallIn(const std::string& name,
                       const std::string& subnet,
                       const std::string& address)
{
    m_firewall.name = name;
    m_firewall.ipConfigurations.push_back({"ipconfig1", subnet, "", address});
}

FirewallIn&
FirewallIn::Public(const PublicIp& address)
{
    auto& all = m_firewall.ipConfigurations;
    if (!m_publicIps.empty())
    {
        all.push_back({"ipconfig" + std::to_string(all.size() + 1), all.front().subnet, "", ""});
    }
    all.back().publicIPAddress = address.Get().name;
    m_publicIps.push_back(address.Get());
    m_publicIps.back().sku = "Standard";
    return *this;
}

FirewallIn&
FirewallIn::Add(const std::string& action, FirewallNetworkRule rule)
{
    auto& all = m_firewall.networkRuleCollections;
    rule.name = "rule-" + std::to_string(all.size() + 1);
    const auto priority = static_cast<uint32_t>(100 + 10 * all.size());
    all.push_back({rule.name, priority, action, {rule}});
    return *this;
}

FirewallIn&
FirewallIn::Allow(const std::string& protocol,
                  const std::vector<std::string>& from,
                  const std::vector<std::string>& to,
                  const std::vector<std::string>& ports)
{
    return Add("Allow", {"", {protocol}, from, to, ports});
}

FirewallIn&
FirewallIn::Deny(const std::string& protocol,
                 const std::vector<std::string>& from,
                 const std::vector<std::string>& to,
                 const std::vector<std::string>& ports)
{
    return Add("Deny", {"", {protocol}, from, to, ports});
}

FirewallIn&
FirewallIn::Dnat(const std::string& publicAddress,
                 uint16_t port,
                 const std::string& server,
                 uint16_t serverPort)
{
    auto& all = m_firewall.natRuleCollections;
    FirewallNatRule rule;
    rule.name = "dnat-" + std::to_string(all.size() + 1);
    rule.protocols = {"TCP"};
    rule.sourceAddresses = {"*"};
    rule.destinationAddresses = {publicAddress};
    rule.destinationPorts = {std::to_string(port)};
    rule.translatedAddress = server;
    rule.translatedPort = std::to_string(serverPort);
    FirewallNatRuleCollection collection;
    collection.name = rule.name;
    collection.priority = static_cast<uint32_t>(100 + 10 * all.size());
    collection.rules = {rule};
    all.push_back(collection);
    return *this;
}

FirewallIn&
FirewallIn::Named(const std::string& name)
{
    if (m_firewall.networkRuleCollections.empty())
    {
        throw std::logic_error("firewall " + m_firewall.name + " has no network rule yet");
    }
    auto& last = m_firewall.networkRuleCollections.back();
    last.name = last.rules.back().name = name;
    return *this;
}

FirewallIn&
FirewallIn::DualStack()
{
    m_firewall.dualStack = true;
    return *this;
}

} // namespace ns3::v6lab::build
