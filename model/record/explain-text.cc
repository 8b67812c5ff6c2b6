// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-connection.h"
#include "model/record/explain-dns.h"
#include "model/record/explain.h"
#include "model/record/hop-loop.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ns3::v6lab
{

namespace
{

/** RFC 3986 3.2.2: brackets keep an IPv6 address and a port apart. */
std::string
Endpoint(const std::string& address, int64_t port)
{
    if (port == 0)
    {
        return address;
    }
    return fmt::format(address.find(':') == std::string::npos ? "{}:{}" : "[{}]:{}", address, port);
}

std::string
IcmpWord(const HeaderView& header)
{
    const bool v4 = header.protocol == "icmp";
    switch (header.icmpType)
    {
    case 0:
        return v4 ? " echo reply" : " type 0";
    case 8:
        return v4 ? " echo request" : " type 8";
    case 128:
        return v4 ? " type 128" : " echo request";
    case 129:
        return v4 ? " type 129" : " echo reply";
    case 2:
        return v4 ? " type 2" : " packet too big";
    case 3:
        return v4 ? " destination unreachable" : " time exceeded";
    case 11:
        return v4 ? " time exceeded" : " type 11";
    case 1:
        return v4 ? " type 1" : " destination unreachable";
    default:
        return fmt::format(" type {}", header.icmpType);
    }
}

/** Of an error, as " 3/4". */
std::string
TypeAndCode(const HeaderView& header)
{
    return header.icmpCode < 0 ? "" : fmt::format(" {}/{}", header.icmpType, header.icmpCode);
}

/** "tcp 10.0.0.4:49152 → 10.1.0.4:80"; for ICMP the identifier instead of ports. */
std::string
Ends(const HeaderView& header)
{
    if (header.icmpType >= 0)
    {
        return fmt::format("{}{}{} {} → {}{}{}",
                           header.protocol,
                           IcmpWord(header),
                           TypeAndCode(header),
                           header.source,
                           header.destination,
                           header.sourcePort == 0 ? "" : fmt::format(", id {}", header.sourcePort),
                           header.mtu == 0 ? "" : fmt::format(", MTU {}", header.mtu));
    }
    return fmt::format("{}{} {} → {}",
                       header.protocol,
                       header.tcpFlags.empty() ? "" : " " + header.tcpFlags,
                       Endpoint(header.source, header.sourcePort),
                       Endpoint(header.destination, header.destinationPort));
}

std::string
FamilyWord(const HeaderView& header)
{
    return header.family == "v6" ? "IPv6" : "IPv4";
}

std::string
TtlWord(const HeaderView& header)
{
    return header.family == "v6" ? "hop limit" : "TTL";
}

bool
SameEnds(const HeaderView& a, const HeaderView& b)
{
    return Ends(a) == Ends(b) && a.family == b.family;
}

std::string
Range(int64_t shortest, int64_t longest)
{
    return shortest == longest ? fmt::format("{}", shortest)
                               : fmt::format("{} to {}", shortest, longest);
}

/** Before and after, of all fragments. */
std::string
Lengths(const HopView& hop)
{
    const std::string before = Range(hop.shortest, hop.longest);
    const std::string after = Range(hop.shortestAfter, hop.longestAfter);
    return before == after ? after : before + " → " + after;
}

/** What a node made of the packet: what changed, and what stayed. */
std::string
Change(const HopView& hop)
{
    const HeaderView& before = hop.before;
    if (!hop.after)
    {
        return fmt::format("{}, {} {}, {} bytes",
                           Ends(before),
                           TtlWord(before),
                           before.ttl,
                           Lengths(hop));
    }
    const HeaderView& after = *hop.after;
    if (before.family != after.family)
    {
        return fmt::format("{} {} becomes {} {}, {} {} → {} {}, {} bytes",
                           FamilyWord(before),
                           Ends(before),
                           FamilyWord(after),
                           Ends(after),
                           TtlWord(before),
                           before.ttl,
                           TtlWord(after),
                           after.ttl,
                           Lengths(hop));
    }
    const std::string ends = SameEnds(before, after)
                                 ? Ends(before)
                                 : fmt::format("{} becomes {}", Ends(before), Ends(after));
    const std::string ttl = before.ttl == after.ttl ? fmt::format("{}", before.ttl)
                                                    : fmt::format("{} → {}", before.ttl, after.ttl);
    return fmt::format("{}, {} {}, {} bytes", ends, TtlWord(after), ttl, Lengths(hop));
}

/** An application's wish that never became a packet; what a node drops later may be unreadable. */
bool
IsAttempt(const HopView& hop)
{
    return hop.hop == 0 && hop.action == "drop" && hop.before.length == 0;
}

/** "could not send", and whither if that is known. */
std::string
CouldNotSend(const std::string& destination)
{
    const bool none = destination == "::" || destination == "0.0.0.0";
    return "could not send" + (none ? "" : " to " + destination);
}

std::string
Verb(const HopView& hop)
{
    if (hop.translator == "vpn-proxy") // the other end of its applications' flows
    {
        return hop.action == "send" ? "answers from its VPN service"
                                    : "takes into its VPN service";
    }
    if (hop.action == "send" || hop.action == "forward" || hop.action == "translate" ||
        hop.action == "encapsulate" || hop.action == "decapsulate")
    {
        return hop.action + "s";
    }
    return hop.action == "deliver" ? "receives" : "drops";
}

std::string
Where(const std::string& node, const std::string& near)
{
    return near.empty() ? node : fmt::format("{} (behind {})", node, near);
}

std::string
Seconds(int64_t timeNs)
{
    return fmt::format("{}.{:09}", timeNs / 1000000000, timeNs % 1000000000);
}

std::string
Why(const std::string& reason,
    const std::string& sentence,
    const std::string& clause,
    const std::string& rule = "")
{
    return fmt::format("{}: {}{}{}",
                       reason,
                       sentence,
                       rule.empty() ? "" : fmt::format(" Here it was {}.", rule),
                       clause.empty() ? "" : fmt::format(" [{}]", clause));
}

const char*
Heading(const std::string& direction)
{
    return direction == "request" ? "Request" : direction == "answer" ? "Answer" : "ICMP error";
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

void
Append(std::string& out, const Walk& walk)
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
        Append(out, walk);
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
