// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/route-watch.h"

#include "helper/install/azure-install.h"
#include "model/bgp/bgp-router.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

bool
Before(const EffectiveRouteRow& a, const EffectiveRouteRow& b)
{
    const auto key = [](const EffectiveRouteRow& row) {
        return std::tie(row.nic,
                        row.addressPrefix,
                        row.source,
                        row.nextHopIp,
                        row.nextHopType,
                        row.state);
    };
    return key(a) < key(b);
}

std::vector<EffectiveRouteRow>
SortedRows(const Installation& installation)
{
    auto rows = EffectiveRoutes(installation);
    std::sort(rows.begin(), rows.end(), Before);
    return rows;
}

/** What is in the first and not in the second; both are sorted. */
std::vector<EffectiveRouteRow>
Without(const std::vector<EffectiveRouteRow>& rows, const std::vector<EffectiveRouteRow>& others)
{
    std::vector<EffectiveRouteRow> left;
    std::set_difference(rows.begin(),
                        rows.end(),
                        others.begin(),
                        others.end(),
                        std::back_inserter(left),
                        Before);
    return left;
}

} // namespace

RouteWatch::RouteWatch(const Installation& installation)
    : m_installation(installation)
{
    if (!installation.fabric)
    {
        return;
    }
    for (const auto& [name, node] : installation.nodes)
    {
        if (const auto router = node->GetObject<BgpRouter>())
        {
            router->TraceConnectWithoutContext("Route", MakeCallback(&RouteWatch::OnRoute, this));
            m_routers.push_back(router);
        }
    }
    if (!m_routers.empty())
    {
        m_rows = SortedRows(installation);
    }
}

RouteWatch::~RouteWatch()
{
    m_compare.Cancel();
    for (const auto& router : m_routers)
    {
        router->TraceDisconnectWithoutContext("Route", MakeCallback(&RouteWatch::OnRoute, this));
    }
}

const std::vector<EffectiveRouteChangeRow>&
RouteWatch::GetChanges() const
{
    return m_changes;
}

/** One look at the tables for all routes of a moment. */
void
RouteWatch::OnRoute(const BgpRouteEvent&)
{
    if (!m_compare.IsRunning())
    {
        m_compare = Simulator::ScheduleNow(&RouteWatch::Compare, this);
    }
}

void
RouteWatch::Compare()
{
    auto rows = SortedRows(m_installation);
    const int64_t now = Simulator::Now().GetNanoSeconds();
    for (auto& row : Without(m_rows, rows))
    {
        m_changes.push_back({now, false, std::move(row)});
    }
    for (auto& row : Without(rows, m_rows))
    {
        m_changes.push_back({now, true, std::move(row)});
    }
    m_rows = std::move(rows);
}

} // namespace ns3::v6lab
