// SPDX-License-Identifier: GPL-2.0-only
// Checks on the way of a packet: nodes, routers, where it was dropped.
#include "model/core/address.h"
#include "model/record/check-evaluation.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ns3::v6lab
{

namespace
{

/** The nodes a packet was seen at, each once in a row; the fabric is between the nodes. */
std::string
PathOf(const std::vector<HopView>& hops)
{
    std::vector<std::string> nodes;
    for (const HopView& hop : hops)
    {
        const bool between = hop.node == "fabric" && hop.action != "drop";
        if (!between && (nodes.empty() || nodes.back() != hop.node))
        {
            nodes.push_back(hop.node);
        }
    }
    return fmt::format("{}", fmt::join(nodes, " → "));
}

} // namespace

Told
CheckEvaluation::Tell(const char* direction) const
{
    const Table walk = Select(m_database,
                              "SELECT coalesce(delivered_packet, dropped_packet, first_packet) AS "
                              "packet, delivered_packet FROM walk WHERE run_key = ? AND flow_id = "
                              "? AND direction = ?",
                              {m_run.key, m_id, std::string(direction)});
    if (walk.rows.empty())
    {
        return {};
    }
    const int64_t packet = std::get<int64_t>(walk.rows[0][0]);
    return {packet, !walk.Text(0, "delivered_packet").empty(), HopsOf(m_database, m_run, packet)};
}

void
CheckEvaluation::AskPath(const char* what, const std::vector<std::string>& path, const Told& told)
{
    if (path.empty())
    {
        return;
    }
    const std::string expected = fmt::format("{} {}", what, fmt::join(path, " → "));
    if (told.hops.empty() && m_level == "flows")
    {
        m_judge.Unknown(expected, NO_HOPS);
        return;
    }
    const std::string seen = PathOf(told.hops);
    m_judge.Ask(expected, fmt::format("{} {}", what, seen.empty() ? "none" : seen));
}

void
CheckEvaluation::AskTtl(const std::optional<uint32_t>& ttl, const char* where, const Told& told)
{
    if (ttl)
    {
        AskArrival(fmt::format("TTL {} {}", *ttl, where), told, [where](const HopView& last) {
            return fmt::format("TTL {} {}", last.before.ttl, where);
        });
    }
}

void
CheckEvaluation::AskAnswerer(const Told& answer)
{
    if (!m_spec.answeredFrom.empty())
    {
        const auto wanted = IpAddress::Parse(m_spec.answeredFrom);
        AskArrival("answered from " + (wanted ? wanted->ToString() : m_spec.answeredFrom),
                   answer,
                   [](const HopView& last) { return "answered from " + last.before.source; });
    }
}

void
CheckEvaluation::AskArrival(const std::string& expected,
                            const Told& told,
                            const std::function<std::string(const HopView& last)>& read)
{
    if (told.hops.empty() && m_level == "flows")
    {
        m_judge.Unknown(expected, NO_HOPS);
        return;
    }
    const bool arrived = told.delivered && !told.hops.empty();
    m_judge.Ask(expected, arrived ? read(told.hops.back()) : "never at the destination");
}

void
CheckEvaluation::AskRouters()
{
    if (m_spec.routers.empty())
    {
        return;
    }
    const Table seen = Select(m_database,
                              "SELECT address FROM traceroute WHERE run_key = ? AND flow_id = "
                              "? ORDER BY ttl",
                              {m_run.key, m_id});
    std::vector<std::string> addresses;
    for (size_t row = 0; row < seen.rows.size(); ++row)
    {
        addresses.push_back(seen.Text(row, "address"));
    }
    std::vector<std::string> wanted;
    for (const auto& text : m_spec.routers) // as the file has them, however they were written
    {
        const auto address = IpAddress::Parse(text);
        wanted.push_back(address ? address->ToString() : text);
    }
    m_judge.Ask(fmt::format("routers {}", fmt::join(wanted, ", ")),
                fmt::format("routers {}", fmt::join(addresses, ", ")));
}

void
CheckEvaluation::AskDrop()
{
    if (m_spec.at.empty())
    {
        return;
    }
    const Table nodes =
        Select(m_database,
               "SELECT DISTINCT name FROM dropped JOIN node USING (run_key, node_id) WHERE "
               "run_key = ?1 AND flow_id = ?2 AND (?3 = '' OR reason = ?3) ORDER BY time_ns",
               {m_run.key, m_id, m_spec.reason});
    std::vector<std::string> names;
    for (size_t i = 0; i < nodes.rows.size(); ++i)
    {
        names.push_back(nodes.Text(i, "name"));
    }
    const bool found = std::find(names.begin(), names.end(), m_spec.at) != names.end();
    const std::string where = fmt::format("{}", fmt::join(names, ", "));
    const bool asked = m_spec.expect == "delivered" && !m_spec.reason.empty();
    const std::string wanted = "dropped at " + m_spec.at + (asked ? " for " + m_spec.reason : "");
    m_judge.Ask(wanted, found ? wanted : names.empty() ? "not dropped" : "dropped at " + where);
}

} // namespace ns3::v6lab
