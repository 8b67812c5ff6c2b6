// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain.h"

#include "model/record/explain-dns.h"
#include "model/record/explain-translation.h"
#include "model/record/schema.h"
#include "model/record/walk-table.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr const char* HOPS = R"(
SELECT hop_id & 0xfff AS hop, time_ns, node.name AS node, near.name AS near, action.word AS action,
  b.family, b.protocol, b.src, b.dst, b.src_port, b.dst_port, b.icmp_type, b.icmp_code, b.mtu,
  b.tcp_flags, ttl, length,
  a.family AS family2, a.protocol AS protocol2, a.src AS src2, a.dst AS dst2,
  a.src_port AS src_port2, a.dst_port AS dst_port2, a.icmp_type AS icmp_type2,
  a.tcp_flags AS tcp_flags2, a.icmp_code AS icmp_code2, a.mtu AS mtu2, ttl_after AS ttl2,
  length_after AS length2, hop.reason, sentence, clause, translator, rule
FROM hop JOIN action ON action_id = action
  JOIN node ON node.run_key = ?3 AND node.node_id = hop.node_id
  JOIN header b ON b.run_key = ?3 AND b.header_id = hop.header_id
  LEFT JOIN header a ON a.run_key = ?3 AND a.header_id = hop.header_after
  LEFT JOIN node near ON near.run_key = ?3 AND near.node_id = hop.near_id
  LEFT JOIN reason ON reason.word = hop.reason
WHERE hop_id BETWEEN ?1 AND ?2 ORDER BY hop_id)";

constexpr const char* DROPS = R"(
SELECT node.name AS node, near.name AS near, dropped.reason, sentence, clause, src, dst,
  sum(count) AS count, length = 0 AND dropped.node_id >= 0 AS attempt, rule
FROM dropped JOIN reason ON word = dropped.reason
  JOIN node ON node.run_key = dropped.run_key AND node.node_id = dropped.node_id
  JOIN header ON header.run_key = dropped.run_key AND header.header_id = dropped.header_id
  LEFT JOIN node near ON near.run_key = dropped.run_key AND near.node_id = dropped.near_id
WHERE dropped.run_key = ?1 AND flow_id = ?2
GROUP BY 1, 2, 3, src, dst, attempt, rule ORDER BY min(time_ns), min(dropped.rowid))";

/** The ICMP errors of a flow as their senders sent them; those of one kind say the same. */
constexpr const char* ERRORS = R"(
SELECT hop_id >> 12 & 0x3ffffffff AS packet,
  src || ' ' || dst || ' ' || icmp_type || ' ' || icmp_code || ' ' || coalesce(mtu, '') AS kind
FROM hop JOIN header b ON b.run_key = ?3 AND b.header_id = hop.header_id
WHERE hop_id BETWEEN ?1 AND ?2 AND flow_id = ?4 AND hop_id & 0xfff = 0 AND icmp_code IS NOT NULL
ORDER BY hop_id)";

int64_t
Number(const Table& table, size_t row, const std::string& column, int64_t otherwise = 0)
{
    const std::string text = table.Text(row, column);
    return text.empty() ? otherwise : std::stoll(text);
}

/** The header of a row of HOPS: before the node ("") or after it ("2"). */
HeaderView
HeaderOf(const Table& table, size_t row, const std::string& suffix)
{
    HeaderView view;
    view.family = table.Text(row, "family" + suffix);
    view.protocol = table.Text(row, "protocol" + suffix);
    view.source = table.Text(row, "src" + suffix);
    view.destination = table.Text(row, "dst" + suffix);
    view.sourcePort = Number(table, row, "src_port" + suffix);
    view.destinationPort = Number(table, row, "dst_port" + suffix);
    view.icmpType = Number(table, row, "icmp_type" + suffix, -1);
    view.icmpCode = Number(table, row, "icmp_code" + suffix, -1);
    view.mtu = Number(table, row, "mtu" + suffix);
    view.tcpFlags = table.Text(row, "tcp_flags" + suffix);
    view.ttl = Number(table, row, "ttl" + suffix);
    view.length = Number(table, row, "length" + suffix);
    return view;
}

/** Fragments of one packet at one node look alike, but for their lengths. */
bool
Alike(const HopView& a, const HopView& b)
{
    return a.before.ttl == b.before.ttl && a.node == b.node && a.near == b.near &&
           a.action == b.action && a.reason == b.reason && a.before.source == b.before.source &&
           a.before.destination == b.before.destination;
}

/** Makes one hop of those that only fragments tell apart, and numbers the hops anew. */
std::vector<HopView>
Together(const std::vector<HopView>& all)
{
    std::vector<HopView> hops;
    for (const HopView& hop : all)
    {
        const auto same = std::find_if(hops.rbegin(), hops.rend(), [&hop](const HopView& earlier) {
            return Alike(earlier, hop);
        });
        if (same == hops.rend())
        {
            hops.push_back(hop);
            hops.back().hop = static_cast<int64_t>(hops.size()) - 1;
            continue;
        }
        ++same->times;
        same->shortest = std::min(same->shortest, hop.shortest);
        same->longest = std::max(same->longest, hop.longest);
        same->shortestAfter = std::min(same->shortestAfter, hop.shortestAfter);
        same->longestAfter = std::max(same->longestAfter, hop.longestAfter);
    }
    return hops;
}

/** The rows of one packet as they were recorded. */
std::vector<HopView>
RecordedHops(Database& database, const RunHandle& run, int64_t packet)
{
    const Table table = Select(database,
                               HOPS,
                               {int64_t{hopkey::Of(run.key, packet)},
                                int64_t{hopkey::Of(run.key, packet, hopkey::MAX_HOP)},
                                run.key});
    std::vector<HopView> hops;
    for (size_t i = 0; i < table.rows.size(); ++i)
    {
        HopView hop;
        hop.timeNs = Number(table, i, "time_ns");
        hop.node = table.Text(i, "node");
        hop.near = table.Text(i, "near");
        hop.action = table.Text(i, "action");
        hop.before = HeaderOf(table, i, "");
        if (!table.Text(i, "family2").empty())
        {
            hop.after = HeaderOf(table, i, "2");
        }
        hop.reason = table.Text(i, "reason");
        hop.sentence = table.Text(i, "sentence");
        hop.clause = table.Text(i, "clause");
        hop.translator = table.Text(i, "translator");
        hop.rule = table.Text(i, "rule");
        TellTranslation(hop);
        hop.shortest = hop.longest = hop.before.length;
        hop.shortestAfter = hop.longestAfter = (hop.after ? *hop.after : hop.before).length;
        hops.push_back(hop);
    }
    return hops;
}

/** Which packets of a direction are told, with their titles. */
std::vector<std::pair<int64_t, std::string>>
PacketsToTell(const Table& walks, size_t row, const std::string& outcome, bool raced)
{
    const int64_t first = Number(walks, row, "first_packet");
    const int64_t delivered = Number(walks, row, "delivered_packet");
    const int64_t dropped = Number(walks, row, "dropped_packet");
    if (outcome == "failed" && dropped != 0)
    {
        return {{dropped, "the last that was dropped"}};
    }
    const int64_t told = delivered != 0 ? delivered : first;
    const bool winner = raced && delivered != 0 && Number(walks, row, "data_packet") != 0;
    std::vector<std::pair<int64_t, std::string>> packets{
        {told,
         winner          ? "the first of the attempt that won"
         : told == first ? "the first"
                         : "the first that arrived"}};
    if (outcome == "partial" && dropped != 0 && dropped != told)
    {
        packets.emplace_back(dropped, "the last that was dropped");
    }
    return packets;
}

/** Adds the first of each kind of ICMP error that is not told yet. */
void
AddOtherErrors(Database& database,
               const RunHandle& run,
               int64_t flow,
               std::vector<std::pair<int64_t, std::string>>& packets)
{
    const Table errors =
        Select(database,
               ERRORS,
               {int64_t{hopkey::Of(run.key)}, int64_t{hopkey::Of(run.key + 1) - 1}, run.key, flow});
    const size_t known = packets.size();
    std::set<std::string> kinds;
    for (size_t i = 0; i < errors.rows.size(); ++i)
    {
        const int64_t packet = Number(errors, i, "packet");
        if (std::any_of(packets.begin(),
                        packets.begin() + static_cast<long>(known),
                        [&](const auto& told) { return told.first == packet; }))
        {
            kinds.insert(errors.Text(i, "kind"));
        }
    }
    for (size_t i = 0; i < errors.rows.size(); ++i)
    {
        if (kinds.insert(errors.Text(i, "kind")).second)
        {
            packets.emplace_back(Number(errors, i, "packet"), "another");
        }
    }
}

Walk
WalkOf(Database& database,
       const RunHandle& run,
       const Table& walks,
       size_t row,
       int64_t packet,
       const std::string& title)
{
    const auto recorded = RecordedHops(database, run, packet);
    Walk walk;
    walk.direction = walks.Text(row, "direction");
    walk.title = title;
    walk.packet = packet;
    walk.packets = Number(walks, row, "packets");
    walk.delivered = Number(walks, row, "delivered");
    walk.dropped = Number(walks, row, "dropped");
    walk.fragmentsDelivered = Number(walks, row, "fragments_delivered");
    walk.fragmentsDropped = Number(walks, row, "fragments_dropped");
    walk.hops = Together(recorded);
    walk.cut = recorded.size() >= static_cast<size_t>(hopkey::MAX_HOP);
    return walk;
}

/** Some request of the flow had more than one attempt to connect. */
bool
IsRaced(Database& database, const RunHandle& run, int64_t flow)
{
    const Table found = Select(database,
                               "SELECT 1 FROM attempt WHERE run_key = ? AND flow_id = ? GROUP BY "
                               "request HAVING count(*) > 1 LIMIT 1",
                               {run.key, flow});
    return !found.rows.empty();
}

std::vector<Walk>
WalksOf(Database& database,
        const RunHandle& run,
        int64_t flow,
        const Table& walks,
        const std::string& outcome)
{
    const bool raced = IsRaced(database, run, flow);
    std::vector<Walk> told;
    std::vector<Walk> data; // after the handshake, before ICMP errors
    const auto tellData = [&] {
        std::move(data.begin(), data.end(), std::back_inserter(told));
        data.clear();
    };
    for (size_t i = 0; i < walks.rows.size(); ++i)
    {
        const bool error = walks.Text(i, "direction") == "error";
        auto packets = PacketsToTell(walks, i, outcome, raced && !error);
        if (error)
        {
            tellData();
            if (Number(walks, i, "packets") > 1)
            {
                AddOtherErrors(database, run, flow, packets);
            }
        }
        const int64_t withData = Number(walks, i, "data_packet");
        bool dataTold = withData == 0 || outcome == "failed";
        for (const auto& [packet, title] : packets)
        {
            told.push_back(WalkOf(database, run, walks, i, packet, title));
            dataTold = dataTold || packet == withData;
        }
        if (!dataTold)
        {
            data.push_back(WalkOf(database, run, walks, i, withData, "the first with data"));
        }
    }
    tellData();
    return told;
}

std::vector<DropView>
DropsOf(Database& database, const RunHandle& run, int64_t flow)
{
    const Table table = Select(database, DROPS, {run.key, flow});
    std::vector<DropView> drops;
    for (size_t i = 0; i < table.rows.size(); ++i)
    {
        drops.push_back({table.Text(i, "node"),
                         table.Text(i, "near"),
                         table.Text(i, "reason"),
                         table.Text(i, "sentence"),
                         table.Text(i, "clause"),
                         table.Text(i, "src"),
                         table.Text(i, "dst"),
                         Number(table, i, "count"),
                         Number(table, i, "attempt") != 0,
                         table.Text(i, "rule")});
    }
    return drops;
}

/** An only attempt of a flow without a name is no choice, and stays untold. */
ConnectionView
ConnectionOf(Database& database, const RunHandle& run, int64_t flow)
{
    const Table about = Select(database,
                               "SELECT asked_name, resolved_ns, connect_ns FROM flow WHERE run_key "
                               "= ? AND flow_id = ?",
                               {run.key, flow});
    const auto time = [&](const char* column) {
        return about.Text(0, column).empty() ? std::nullopt
                                             : std::optional(Number(about, 0, column));
    };
    ConnectionView view{about.Text(0, "asked_name"), time("resolved_ns"), time("connect_ns"), {}};
    const Table choice = Select(database,
                                "SELECT count(DISTINCT address) AS addresses FROM attempt WHERE "
                                "run_key = ? AND flow_id = ?",
                                {run.key, flow});
    if (!view.askedName.empty() || Number(choice, 0, "addresses") > 1)
    {
        view.attempts = Select(database,
                               "SELECT * FROM v_attempt WHERE run_id = ? AND flow_id = ?",
                               {run.id, flow});
    }
    return view;
}

} // namespace

std::vector<HopView>
HopsOf(Database& database, const RunHandle& run, int64_t packet)
{
    return Together(RecordedHops(database, run, packet));
}

int64_t
FindFlow(Database& database, const RunHandle& run, const std::string& flow)
{
    const Table flows = Select(database,
                               "SELECT flow_id, name FROM flow WHERE run_key = ? ORDER BY flow_id",
                               {run.key});
    std::string known;
    for (size_t i = 0; i < flows.rows.size(); ++i)
    {
        if (flows.Text(i, "name") == flow || flows.Text(i, "flow_id") == flow)
        {
            return Number(flows, i, "flow_id");
        }
        if (i < 20)
        {
            known += fmt::format("{}{} \"{}\"",
                                 i == 0 ? "" : ", ",
                                 flows.Text(i, "flow_id"),
                                 flows.Text(i, "name"));
        }
    }
    throw std::invalid_argument(fmt::format("run {} has no flow \"{}\"; {}{}",
                                            run.id,
                                            flow,
                                            known.empty() ? "it has no flows" : "flows: " + known,
                                            flows.rows.size() > 20 ? ", …" : ""));
}

Story
Explain(Database& database, const RunHandle& run, const std::string& flow)
{
    const int64_t id = FindFlow(database, run, flow);
    Story story;
    story.runId = run.id;
    const Table about =
        Select(database, "SELECT level, status, sim_seconds FROM run WHERE run_key = ?", {run.key});
    story.level = about.Text(0, "level");
    story.status = about.Text(0, "status");
    story.killed = about.Text(0, "sim_seconds").empty();
    story.flow =
        Select(database, "SELECT * FROM v_flow WHERE run_id = ? AND flow_id = ?", {run.id, id});
    const Table reason = Select(database,
                                "SELECT sentence, clause FROM reason WHERE word = ?",
                                {story.flow.Text(0, "reason")});
    if (!reason.rows.empty())
    {
        story.sentence = reason.Text(0, "sentence");
        story.clause = reason.Text(0, "clause");
    }
    story.walks = story.killed
                      ? WalksOf(database, run, id, WalksOfHops(database, run, id), "partial")
                      : WalksOf(database,
                                run,
                                id,
                                WalksOfFlow(database, run, id),
                                story.flow.Text(0, "outcome"));
    story.dns = DnsOf(database, run, id);
    story.drops = DropsOf(database, run, id);
    story.connection = ConnectionOf(database, run, id);
    return story;
}

} // namespace ns3::v6lab
