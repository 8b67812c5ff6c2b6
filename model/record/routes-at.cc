// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/routes-at.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

const std::string COLUMNS = "source, state, address_prefix, next_hop_type, next_hop_ip";

EffectiveRouteRow
RowOf(const Table& table, size_t place, const std::string& nic)
{
    return {nic,
            table.Text(place, "source"),
            table.Text(place, "state"),
            table.Text(place, "address_prefix"),
            table.Text(place, "next_hop_type"),
            table.Text(place, "next_hop_ip")};
}

auto
KeyOf(const EffectiveRouteRow& row)
{
    return std::tie(row.source, row.state, row.addressPrefix, row.nextHopType, row.nextHopIp);
}

/** False if it is not among them. */
bool
Take(std::vector<EffectiveRouteRow>& rows, const EffectiveRouteRow& row)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& one) {
        return KeyOf(one) == KeyOf(row);
    });
    if (found == rows.end())
    {
        return false;
    }
    rows.erase(found);
    return true;
}

} // namespace

std::vector<EffectiveRouteRow>
EffectiveRoutesAt(Database& database,
                  const RunHandle& run,
                  const std::string& nic,
                  std::optional<int64_t> timeNs)
{
    std::vector<EffectiveRouteRow> rows;
    const Table last = Select(
        database,
        "SELECT " + COLUMNS + " FROM effective_route WHERE run_key = ? AND nic = ? ORDER BY rowid",
        {run.key, nic});
    for (size_t i = 0; i < last.rows.size(); ++i)
    {
        rows.push_back(RowOf(last, i, nic));
    }
    if (!timeNs)
    {
        return rows;
    }
    // Backwards from the end: what came since then was not there, what went still was.
    const Table changes = Select(database,
                                 "SELECT change, " + COLUMNS +
                                     " FROM effective_route_change WHERE run_key = ? AND nic = ? "
                                     "AND time_ns > ? ORDER BY rowid DESC",
                                 {run.key, nic, *timeNs});
    std::vector<EffectiveRouteRow> lost;
    for (size_t i = 0; i < changes.rows.size(); ++i)
    {
        const EffectiveRouteRow row = RowOf(changes, i, nic);
        if (changes.Text(i, "change") == "removed")
        {
            lost.push_back(row);
        }
        else if (!Take(lost, row))
        {
            Take(rows, row);
        }
    }
    rows.insert(rows.end(), lost.rbegin(), lost.rend());
    return rows;
}

} // namespace ns3::v6lab
