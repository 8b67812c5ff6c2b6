// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/outbound-map.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

OutboundMap::OutboundMap(const Estate& estate)
    : m_estate(estate),
      m_gateways(estate.subnets.size(), NOTHING)
{
    for (Index i = 0; i < estate.natGateways.size(); ++i)
    {
        for (const Index subnet : estate.natGateways[i].subnets)
        {
            m_gateways[subnet] = i;
        }
    }
    Index method = static_cast<Index>(1 + estate.natGateways.size());
    for (const auto& balancer : estate.loadBalancers)
    {
        for (const auto& rule : balancer.outboundRules)
        {
            const auto& members = balancer.settings.pools[rule.pool].members;
            for (Index i = 0; i < members.size(); ++i)
            {
                m_rules[{members[i].nic, members[i].address}].push_back(
                    {{method, i}, &rule.settings});
            }
            ++method;
        }
        for (const auto& rule : balancer.settings.rules)
        {
            if (balancer.basic || balancer.settings.frontends[rule.frontend].isPublic)
            {
                continue;
            }
            for (const auto& member : balancer.settings.pools[rule.pool].members)
            {
                m_internal[{member.nic, member.address}] = true;
            }
        }
    }
}

Index
OutboundMap::GatewayOf(Index subnet, Family family) const
{
    const Index gateway = m_gateways[subnet];
    if (gateway == NOTHING)
    {
        return NOTHING;
    }
    const auto& addresses = m_estate.natGateways[gateway].settings.publicAddresses;
    const bool carries = std::any_of(addresses.begin(), addresses.end(), [&](const IpAddress& one) {
        return one.GetFamily() == family;
    });
    return carries ? gateway : NOTHING;
}

Index
OutboundMap::Nat64Of(Index subnet) const
{
    const Index gateway = GatewayOf(subnet, Family::V4);
    if (gateway == NOTHING)
    {
        return NOTHING;
    }
    const auto& settings = m_estate.natGateways[gateway].settings;
    return ProfileOf(settings.sku, settings.year).nat64 ? gateway : NOTHING;
}

OutboundMethod
OutboundMap::MethodOf(Index nic, const IpConfiguration& configuration) const
{
    const Family family = configuration.address.GetFamily();
    const Subnet& subnet = m_estate.subnets[m_estate.nics[nic].subnet];
    const Member member{nic, configuration.address};
    OutboundChoices choices;
    choices.natGateway = GatewayOf(m_estate.nics[nic].subnet, family) != NOTHING;
    choices.publicAddress = configuration.publicAddress.has_value();
    choices.outboundRule = m_rules.count(member) != 0;
    choices.internalPool = m_internal.count(member) != 0;
    choices.privateSubnet = !subnet.defaultOutboundAccess || !m_estate.sharedOutbound;
    return ChooseOutbound(family, choices, m_estate.assumptions.outboundOrder);
}

OutboundMap::Share
OutboundMap::Find(Index nic, const IpConfiguration& configuration, uint8_t protocol) const
{
    switch (MethodOf(nic, configuration))
    {
    case OutboundMethod::NatGateway:
        return {1 + GatewayOf(m_estate.nics[nic].subnet, configuration.address.GetFamily()), 0};
    case OutboundMethod::OutboundRule:
        for (const auto& rule : m_rules.at({nic, configuration.address}))
        {
            if (Translates(*rule.settings, protocol))
            {
                return rule.share;
            }
        }
        return {};
    case OutboundMethod::DefaultAccess:
        return {0, 0};
    default:
        return {};
    }
}

} // namespace ns3::v6lab::azure
