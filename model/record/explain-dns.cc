// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-dns.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

// A path of numbers sorts each exchange behind the one that it serves.
constexpr const char* TREE = R"(
WITH RECURSIVE tree(exchange_id, depth, path) AS (
  SELECT exchange_id, 0, printf('%010d', exchange_id)
  FROM dns_exchange WHERE run_key = ?1 AND flow_id = ?2
  UNION ALL
  SELECT child.exchange_id, depth + 1, path || printf('%010d', child.exchange_id)
  FROM tree JOIN dns_exchange child ON child.run_key = ?1 AND child.parent_id = tree.exchange_id)
SELECT depth, v_dns.* FROM tree JOIN v_dns USING (exchange_id) WHERE run_id = ?3 ORDER BY path)";

/** "NODATA" is no rcode, but what people call an answer without an answer (RFC 2308 2.2). */
std::string
Result(const DnsView& exchange)
{
    if (exchange.rcode != "NOERROR")
    {
        return exchange.rcode;
    }
    if (exchange.truncated)
    {
        return "truncated";
    }
    if (!exchange.referral.empty())
    {
        return "refers to " + exchange.referral;
    }
    return exchange.answers.empty() ? "no such record" : exchange.answers;
}

std::string
Line(const DnsView& exchange, size_t width)
{
    const std::string asks = fmt::format("{}{} asks {}{}",
                                         std::string(2 * exchange.depth, ' '),
                                         exchange.client,
                                         exchange.server,
                                         exchange.transport == "tcp" ? " over TCP" : "");
    return fmt::format("  {:.6f} s  {:<{}}  {} {} → {}{}{} ({:.3f} ms)\n",
                       static_cast<double>(exchange.timeNs) * 1e-9,
                       asks,
                       width,
                       exchange.qtype,
                       exchange.qname,
                       Result(exchange),
                       exchange.synthesised ? ", synthesised" : "",
                       exchange.authentic ? ", authentic" : "",
                       exchange.ms);
}

} // namespace

std::vector<DnsView>
DnsOf(Database& database, const RunHandle& run, int64_t flow)
{
    const Table table = Select(database, TREE, {run.key, flow, run.id});
    std::vector<DnsView> exchanges;
    for (size_t i = 0; i < table.rows.size(); ++i)
    {
        DnsView& view = exchanges.emplace_back();
        view.depth = std::stoul(table.Text(i, "depth"));
        view.timeNs = std::stoll(table.Text(i, "time_ns"));
        view.client = table.Text(i, "client");
        view.server = table.Text(i, "server");
        view.transport = table.Text(i, "transport");
        view.qname = table.Text(i, "qname");
        view.qtype = table.Text(i, "qtype");
        view.rcode = table.Text(i, "rcode");
        view.answers = table.Text(i, "answers");
        view.referral = table.Text(i, "referral");
        view.synthesised = table.Text(i, "synthesised") == "1";
        view.authentic = table.Text(i, "ad") == "1";
        view.truncated = table.Text(i, "tc") == "1";
        view.ms = std::stod(table.Text(i, "ms"));
    }
    return exchanges;
}

std::string
ToText(const std::vector<DnsView>& exchanges)
{
    if (exchanges.empty())
    {
        return "";
    }
    size_t width = 0;
    for (const DnsView& exchange : exchanges)
    {
        width = std::max(width,
                         2 * exchange.depth + exchange.client.size() + exchange.server.size() +
                             (exchange.transport == "tcp" ? 15 : 6));
    }
    std::string out = "\nNames\n";
    for (const DnsView& exchange : exchanges)
    {
        out += Line(exchange, width);
    }
    return out;
}

} // namespace ns3::v6lab
