// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain-translation.h"

#include "model/core/translation/pref64.h"

#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** One end of a packet, with port or ICMP identifier; 0: none. */
struct End
{
    std::string address;
    int64_t port{0};
};

End
SourceOf(const HeaderView& header)
{
    return {header.source, header.sourcePort};
}

End
DestinationOf(const HeaderView& header)
{
    return {header.destination, header.destinationPort};
}

/** As RFC 5952 6 allows for both versions: "2001:db8::1#80". */
std::string
ToText(const End& end)
{
    return end.port == 0 ? end.address : fmt::format("{}#{}", end.address, end.port);
}

bool
IsIcmpError(const HeaderView& header)
{
    const bool v6 = header.protocol == "icmpv6";
    const auto is = [&](std::initializer_list<int64_t> types) {
        return std::find(types.begin(), types.end(), header.icmpType) != types.end();
    };
    return v6 ? is({1, 2, 3, 4}) : header.protocol == "icmp" && is({3, 4, 5, 11, 12});
}

/** The prefix of RFC 6052 by which one address stands for the other; empty: by none. */
std::string
PrefixBetween(const std::string& one, const std::string& other)
{
    const auto first = IpAddress::Parse(one);
    const auto second = IpAddress::Parse(other);
    if (!first || !second || first->GetFamily() == second->GetFamily())
    {
        return "";
    }
    const IpAddress& ipv6 = first->IsV6() ? *first : *second;
    const IpAddress& ipv4 = first->IsV6() ? *second : *first;
    for (const uint8_t length : {96, 64, 56, 48, 40, 32})
    {
        try
        {
            const Pref64 prefix(Prefix(ipv6, length));
            if (prefix.Embed(ipv4) == ipv6)
            {
                return prefix.GetPrefix().ToString();
            }
        }
        catch (const std::invalid_argument&)
        {
            // No prefix of RFC 6052.
        }
    }
    return "";
}

/** By what one end became the other: "prefix 64:ff9b::/96", or `otherwise` and the addresses. */
std::string
Rule(const End& before, const End& after, const std::string& otherwise)
{
    const std::string prefix = PrefixBetween(before.address, after.address);
    if (!prefix.empty())
    {
        return "prefix " + prefix;
    }
    const bool v6First = before.address.find(':') != std::string::npos;
    return fmt::format("{}{} ↔ {}",
                       otherwise,
                       ToText(v6First ? before : after),
                       ToText(v6First ? after : before));
}

/** "source by …, destination by …", or "both addresses by …". */
std::string
Rules(const HopView& hop, const std::string& otherwise)
{
    const std::string source = Rule(SourceOf(hop.before), SourceOf(*hop.after), otherwise);
    const std::string destination =
        Rule(DestinationOf(hop.before), DestinationOf(*hop.after), otherwise);
    return source == destination
               ? "both addresses by " + source
               : fmt::format("source by {}, destination by {}", source, destination);
}

/** The inside is the IPv6 host that the binding belongs to. */
std::string
Binding(const End& inside, const End& outside)
{
    return fmt::format("binding {} ↔ {}", ToText(inside), ToText(outside));
}

/** RFC 6791: an error of an IPv6 router whose address no prefix explains. */
bool
IsOfNamelessRouter(const HopView& hop)
{
    return IsIcmpError(hop.before) && hop.before.family == "v6" && hop.after->family == "v4" &&
           PrefixBetween(hop.before.source, hop.after->source).empty();
}

std::string
ToldOfNat64(const HopView& hop)
{
    const HeaderView& before = hop.before;
    const HeaderView& after = *hop.after;
    if (IsIcmpError(before))
    {
        return "an ICMP error, by the binding of the packet that it quotes";
    }
    if (before.family == "v4")
    {
        return fmt::format("{}, source by {}",
                           Binding(DestinationOf(after), DestinationOf(before)),
                           Rule(SourceOf(before), SourceOf(after), ""));
    }
    if (after.family == "v4")
    {
        return fmt::format("{}, destination by {}",
                           Binding(SourceOf(before), SourceOf(after)),
                           Rule(DestinationOf(before), DestinationOf(after), ""));
    }
    return fmt::format("hairpin, source by {}, destination by {}",
                       Binding(SourceOf(before), SourceOf(after)),
                       Binding(DestinationOf(after), DestinationOf(before)));
}

/** The peer is bound with all its ports. */
std::string
ToldOfVirtualIp6(const HopView& hop)
{
    const HeaderView& before = hop.before;
    const HeaderView& after = *hop.after;
    const bool in = before.family == "v6";
    const std::string host =
        in ? Rule(DestinationOf(before), DestinationOf(after), "explicit mapping ")
           : Rule(SourceOf(before),
                  SourceOf(after),
                  IsIcmpError(before) ? "" : "explicit mapping ");
    const std::string peer = in ? Binding({before.source}, {after.source})
                                : Binding({after.destination}, {before.destination});
    if (in && IsIcmpError(before)) // a router has no binding, but a stand-in
    {
        return fmt::format("an ICMP error, source by {}, destination by {}",
                           Rule({before.source}, {after.source}, ""),
                           host);
    }
    return in ? fmt::format("source by {}, destination by {}", peer, host)
              : fmt::format("source by {}, destination by {}", host, peer);
}

} // namespace

void
TellTranslation(HopView& hop)
{
    if (hop.translator.empty() || !hop.after)
    {
        return;
    }
    hop.reason = "translated by " + hop.translator;
    if (hop.translator == "nat64")
    {
        hop.sentence = ToldOfNat64(hop);
        hop.clause = "RFC 6146";
        return;
    }
    if (hop.translator == "virtual-ipv6")
    {
        hop.sentence = ToldOfVirtualIp6(hop);
        hop.clause = "draft-vogt-durand-virtual-ip6-connectivity";
        return;
    }
    const bool siit = hop.translator == "siit";
    if (!siit && IsOfNamelessRouter(hop))
    {
        hop.sentence =
            fmt::format("source {} stands for a router without an IPv4 address, destination by {}",
                        hop.after->source,
                        Rule(DestinationOf(hop.before), DestinationOf(*hop.after), ""));
        hop.clause = "RFC 6791 3";
        return;
    }
    hop.sentence = Rules(hop, siit && !IsIcmpError(hop.before) ? "explicit mapping " : "");
    hop.clause = siit ? "RFC 7915" : "RFC 6877";
}

} // namespace ns3::v6lab
