// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/shared-sources.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

SharedSources::SharedSources(const Estate& estate)
    : m_estate(estate)
{
}

void
SharedSources::Reload()
{
    m_map.reset();
}

const OutboundMap&
SharedSources::GetMap()
{
    if (!m_map)
    {
        m_map = std::make_unique<OutboundMap>(m_estate);
    }
    return *m_map;
}

SharedSources::Sharing
SharedSources::Make(Index method) const
{
    const auto gateways = static_cast<Index>(m_estate.natGateways.size());
    Sharing sharing;
    if (method == 0)
    {
        SnatSettings settings;
        settings.addresses = {*m_estate.sharedOutbound};
        sharing.table = std::make_unique<SnatTable>(settings);
        sharing.allotments = {EveryPort(1)};
        return sharing;
    }
    if (method <= gateways)
    {
        const auto& settings = m_estate.natGateways[method - 1].settings;
        sharing.table = std::make_unique<SnatTable>(SnatOf(settings));
        sharing.allotments = {EveryPort(settings.publicAddresses.size())};
        return sharing;
    }
    Index place = method - 1 - gateways;
    for (const auto& balancer : m_estate.loadBalancers)
    {
        if (place >= balancer.outboundRules.size())
        {
            place -= static_cast<Index>(balancer.outboundRules.size());
            continue;
        }
        const auto& rule = balancer.outboundRules[place];
        const auto instances =
            static_cast<uint32_t>(balancer.settings.pools[rule.pool].members.size());
        sharing.table = std::make_unique<SnatTable>(SnatOf(rule.settings, instances));
        for (uint32_t i = 0; i < instances; ++i)
        {
            sharing.allotments.push_back(AllotmentOf(rule.settings, instances, i));
        }
        break;
    }
    return sharing;
}

SharedSources::Sharing&
SharedSources::Get(Index method)
{
    if (method >= m_sharings.size())
    {
        m_sharings.resize(method + 1);
    }
    Sharing& sharing = m_sharings[method];
    if (!sharing.table)
    {
        sharing = Make(method);
        for (const auto& address : sharing.table->GetSettings().addresses)
        {
            m_byAddress[address].push_back(method);
        }
    }
    return sharing;
}

SnatMapping
SharedSources::Outbound(Index nic, const PacketFacts& packet, int64_t nowNs)
{
    const auto& all = m_estate.nics[nic].ipConfigurations;
    const auto own = std::find_if(all.begin(), all.end(), [&](const IpConfiguration& one) {
        return one.address == packet.source;
    });
    const auto share =
        own == all.end() ? OutboundMap::Share() : GetMap().Find(nic, *own, packet.protocol);
    if (share.method == NOTHING)
    {
        SnatMapping refused;
        refused.reason = Reason::AzureOutboundUnsupported;
        return refused;
    }
    Sharing& sharing = Get(share.method);
    return sharing.table->Outbound(nic, packet, sharing.allotments[share.instance], nowNs);
}

std::optional<SnatInside>
SharedSources::Inbound(const PacketFacts& packet, int64_t nowNs)
{
    const auto known = m_byAddress.find(packet.destination);
    if (known == m_byAddress.end())
    {
        return std::nullopt;
    }
    for (const Index method : known->second)
    {
        if (const auto inside = m_sharings[method].table->Inbound(packet, nowNs))
        {
            return inside;
        }
    }
    return std::nullopt;
}

std::optional<SnatInside>
SharedSources::FindBehind(const PacketFacts& quoted)
{
    const auto known = m_byAddress.find(quoted.source);
    if (known == m_byAddress.end())
    {
        return std::nullopt;
    }
    for (const Index method : known->second)
    {
        if (const auto inside = m_sharings[method].table->FindBehind(quoted))
        {
            return inside;
        }
    }
    return std::nullopt;
}

const SnatTable*
SharedSources::GetTable(Index method) const
{
    return method < m_sharings.size() ? m_sharings[method].table.get() : nullptr;
}

uint32_t
SharedSources::CountAllocated(Index method, Index instance)
{
    const auto& allotments = Get(method).allotments;
    uint32_t ports = 0;
    for (const auto& span : allotments[std::min<size_t>(instance, allotments.size() - 1)])
    {
        for (const auto& piece : span.ports.Get())
        {
            ports += piece.last - piece.first + 1u;
        }
    }
    return ports;
}

} // namespace ns3::v6lab::azure
