// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/balancers.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

Balancers::Balancers(const Estate& estate)
    : m_ofNic(estate.nics.size())
{
    for (Index i = 0; i < estate.loadBalancers.size(); ++i)
    {
        auto settings = estate.loadBalancers[i].settings;
        settings.udpIdleMinutes = estate.assumptions.udpIdleMinutes;
        m_balancers.push_back(std::make_unique<LoadBalancer>(settings));
        for (const auto& pool : settings.pools)
        {
            for (const auto& member : pool.members)
            {
                auto& known = m_ofNic[member.nic];
                if (std::count(known.begin(), known.end(), i) == 0)
                {
                    known.push_back(i);
                }
            }
        }
    }
}

std::optional<FrontendAnswer>
Balancers::FindAnswer(Index nic,
                      const PacketFacts& packet,
                      const std::optional<PacketFacts>& quoted,
                      int64_t nowNs)
{
    if (nic >= m_ofNic.size())
    {
        return std::nullopt;
    }
    for (const Index i : m_ofNic[nic])
    {
        LoadBalancer& balancer = *m_balancers[i];
        const auto rewrite =
            quoted ? balancer.ReturnError(nic, *quoted) : balancer.Return(nic, packet, nowNs);
        if (!rewrite)
        {
            continue;
        }
        FrontendAnswer answer;
        answer.balancer = i;
        answer.rewrite = *rewrite;
        answer.frontend = rewrite->source.value_or(packet.source);
        for (const auto& frontend : balancer.GetSettings().frontends)
        {
            answer.isPublic =
                answer.isPublic || (frontend.isPublic && frontend.address == answer.frontend);
        }
        return answer;
    }
    return std::nullopt;
}

} // namespace ns3::v6lab::azure
