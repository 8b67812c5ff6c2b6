// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-words.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using namespace tell;

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

} // namespace

namespace tell
{

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
TtlWord(const HeaderView& header)
{
    return header.family == "v6" ? "hop limit" : "TTL";
}

bool
IsAttempt(const HopView& hop)
{
    return hop.hop == 0 && hop.action == "drop" && hop.before.length == 0;
}

std::string
CouldNotSend(const std::string& destination)
{
    const bool none = destination == "::" || destination == "0.0.0.0";
    return "could not send" + (none ? "" : " to " + destination);
}

std::string
Where(const std::string& node, const std::string& near)
{
    return near.empty() ? node : fmt::format("{} (behind {})", node, near);
}

std::string
Why(const std::string& reason,
    const std::string& sentence,
    const std::string& clause,
    const std::string& rule)
{
    return fmt::format("{}: {}{}{}",
                       reason,
                       sentence,
                       rule.empty() ? "" : fmt::format(" Here it was {}.", rule),
                       clause.empty() ? "" : fmt::format(" [{}]", clause));
}

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

} // namespace tell

} // namespace ns3::v6lab
