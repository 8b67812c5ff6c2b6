// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-words.h"
#include "model/record/hop-loop.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ns3::v6lab
{

namespace
{

using namespace tell;

std::string
Verb(const HopView& hop)
{
    if (hop.translator == "vpn-proxy") // the other end of its applications' flows
    {
        return hop.action == "send" ? "answers from its VPN service" : "takes into its VPN service";
    }
    if (hop.action == "send" || hop.action == "forward" || hop.action == "translate" ||
        hop.action == "encapsulate" || hop.action == "decapsulate")
    {
        return hop.action + "s";
    }
    return hop.action == "deliver" ? "receives" : "drops";
}

std::string
Seconds(int64_t timeNs)
{
    return fmt::format("{}.{:09}", timeNs / 1000000000, timeNs % 1000000000);
}

const char*
Heading(const std::string& direction)
{
    return direction == "request"   ? "Request"
           : direction == "relayed" ? "Relayed"
           : direction == "answer"  ? "Answer"
                                    : "ICMP error";
}

/** "Request (packet 1: the first, SYN; 5 sent, 5 delivered, 0 dropped)". */
std::string
Heading(const Walk& walk)
{
    if (!walk.hops.empty() && IsAttempt(walk.hops.front()))
    {
        return fmt::format(
            "{} (attempt {}: the last that failed; {} made, {} delivered, {} failed)",
            Heading(walk.direction),
            walk.packet,
            walk.packets,
            walk.delivered,
            walk.dropped);
    }
    const std::string flags = walk.hops.empty() ? "" : walk.hops.front().before.tcpFlags;
    std::string text = fmt::format("{} (packet {}: {}{}; {} sent, {} delivered, {} dropped",
                                   Heading(walk.direction),
                                   walk.packet,
                                   walk.title,
                                   flags.empty() ? "" : ", " + flags,
                                   walk.packets,
                                   walk.delivered,
                                   walk.dropped);
    if (walk.fragmentsDelivered + walk.fragmentsDropped > 0)
    {
        text += fmt::format("; of fragments {} delivered, {} dropped",
                            walk.fragmentsDelivered,
                            walk.fragmentsDropped);
    }
    return text + ")";
}

/** "… r1 and r2 forward 60 more times, TTL 62 → 2". */
std::string
LoopText(const std::vector<HopView>& hops, const HopLoop& loop)
{
    std::vector<std::string> nodes;
    bool forwards = true;
    for (size_t i = loop.begin; i < loop.begin + loop.period; ++i)
    {
        forwards = forwards && hops[i].action == "forward";
        const std::string where = Where(hops[i].node, hops[i].near);
        if (std::find(nodes.begin(), nodes.end(), where) == nodes.end())
        {
            nodes.push_back(where);
        }
    }
    const char* verb = forwards ? "forward" : "handle";
    const HopView& last = hops[loop.end - 1];
    return fmt::format("… {} {}{} {} more times, {} {} → {}",
                       fmt::join(nodes, " and "),
                       verb,
                       nodes.size() == 1 ? "s" : "",
                       loop.end - loop.begin,
                       TtlWord(last.before),
                       hops[loop.begin].before.ttl,
                       last.after ? last.after->ttl : last.before.ttl);
}

/** A hop in its line, and in the next one why the packet ended there. */
std::string
Line(const HopView& hop, size_t width)
{
    const std::string start = fmt::format("  {:>2}  {} s  {:<{}}  ",
                                          hop.hop,
                                          Seconds(hop.timeNs),
                                          Where(hop.node, hop.near),
                                          width);
    const std::string why =
        hop.reason.empty() ? "" : Why(hop.reason, hop.sentence, hop.clause, hop.rule) + "\n";
    if (IsAttempt(hop))
    {
        return fmt::format("{}{}: {}", start, CouldNotSend(hop.before.destination), why);
    }
    return fmt::format("{}{:<9} {}{}\n{}{}",
                       start,
                       Verb(hop),
                       Change(hop),
                       hop.times > 1 ? fmt::format(" (× {} fragments)", hop.times) : "",
                       why.empty() ? "" : "      ",
                       why);
}

} // namespace

void
AppendWalk(std::string& out, const Walk& walk)
{
    out += fmt::format("\n{}\n", Heading(walk));
    size_t width = 0;
    for (const HopView& hop : walk.hops)
    {
        width = std::max(width, Where(hop.node, hop.near).size());
    }
    const std::vector<HopLoop> loops = FindLoops(walk.hops);
    auto loop = loops.begin();
    for (size_t i = 0; i < walk.hops.size(); ++i)
    {
        if (loop != loops.end() && i == loop->begin)
        {
            out += fmt::format("      {}\n", LoopText(walk.hops, *loop));
            i = loop->end - 1;
            ++loop;
            continue;
        }
        out += Line(walk.hops[i], width);
    }
    if (walk.hops.empty())
    {
        out += "  Its hops were not recorded.\n";
    }
    if (walk.cut)
    {
        out += "  Further hops were not kept.\n";
    }
}

} // namespace ns3::v6lab
