// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-connection.h"
#include "model/record/explain-dns.h"
#include "model/record/explain-words.h"
#include "model/record/explain.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using namespace tell;

/** The first lines: what was asked, and how it ended. */
std::string
Headline(const Story& story)
{
    const Table& flow = story.flow;
    const auto get = [&](const char* column) { return flow.Text(0, column); };
    const bool icmp = get("protocol") == "icmp"; // its identifier is no port
    const auto port = [&](const char* column) { return icmp ? 0 : std::stoll(get(column)); };
    std::string out = fmt::format("Flow {} \"{}\": {} from {} to {}\n",
                                  get("flow_id"),
                                  get("name"),
                                  get("protocol"),
                                  get("src_node"),
                                  get("dst_node").empty() ? get("dst_address") : get("dst_node"));
    if (!get("src_address").empty() && !get("dst_address").empty())
    {
        out += fmt::format("{} → {}\n",
                           Endpoint(get("src_address"), port("src_port")),
                           Endpoint(get("dst_address"), port("dst_port")));
    }
    if (story.killed)
    {
        return out + "not ended: the run was killed, or still runs, so that the results of the "
                     "flow are not in the file\n";
    }
    out +=
        fmt::format("{}: {} of {} answered", get("outcome"), get("rx_packets"), get("tx_packets"));
    if (!get("rtt_mean_ms").empty())
    {
        out += fmt::format(", mean round trip {:.3f} ms", std::stod(get("rtt_mean_ms")));
    }
    if (!get("failure").empty())
    {
        out += fmt::format("; the application saw \"{}\"", get("failure"));
    }
    if (!get("reason").empty())
    {
        out += "\n" + Why(get("reason"), story.sentence, story.clause);
    }
    return out + "\n";
}

/** Where packets ended, for what the walks do not show. */
void
Append(std::string& out, const std::vector<DropView>& drops)
{
    if (drops.empty())
    {
        return;
    }
    out += "\nDropped\n";
    for (const DropView& drop : drops)
    {
        if (drop.attempt)
        {
            out += fmt::format("  {} × {} {}\n      {}\n",
                               drop.count,
                               Where(drop.node, drop.near),
                               CouldNotSend(drop.destination),
                               Why(drop.reason, drop.sentence, drop.clause, drop.rule));
            continue;
        }
        out += fmt::format("  {} × at {}, {} → {}\n      {}\n",
                           drop.count,
                           Where(drop.node, drop.near),
                           drop.source,
                           drop.destination,
                           Why(drop.reason, drop.sentence, drop.clause, drop.rule));
    }
}

} // namespace

std::string
ToText(const Story& story)
{
    std::string out = Headline(story) + ToText(story.dns) +
                      (story.killed ? "" : ConnectionText(story.connection));
    for (const Walk& walk : story.walks)
    {
        AppendWalk(out, walk);
    }
    Append(out, story.drops);
    if (story.level == "flows")
    {
        out += "\nThe run was recorded with --record flows, which keeps no hops.\n";
    }
    else if (story.walks.empty() && story.drops.empty())
    {
        out += story.killed ? "\nNo packet of this flow reached the file.\n"
                            : "\nNo packet of this flow ever left its node.\n";
    }
    if (story.killed)
    {
        out +=
            "\nThe run is incomplete: it was killed, or still runs. Packets are counted as far as "
            "the file has them.\n";
    }
    else if (story.status != "complete")
    {
        out += fmt::format("\nThe run {}.\n",
                           story.status == "failed" ? "failed, and stopped early"
                                                    : "is incomplete: it was interrupted");
    }
    return out;
}

} // namespace ns3::v6lab
