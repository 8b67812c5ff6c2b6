// SPDX-License-Identifier: GPL-2.0-only
// A home router's packet filter between the zones lan and wan.
#include "model/core/internet-checksum.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "test/support/flow-packets.h"
#include "test/support/json-data.h"
#include "test/support/table.h"
#include "test/support/zone-net.h"

#include <array>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;

namespace
{

void
LanGoesOut(test::Verdict& v)
{
    Zones net;
    net.Attach();
    net.Listen("a", 7, true);
    net.Udp("b", "192.0.2.1", 7, 10, 10);
    net.Udp("b", "2001:db8:1::1", 7, 10, 20);
    v.Equal(Drops(net.Run()), 0u, "drops");
    v.Equal(net.datagrams, 4u, "both IP versions arrive, and so do their answers");
}

void
WanNeedsRule(test::Verdict& v)
{
    Zones net;
    net.Allow(ZoneFirewall::WAN_FORWARD, 80);
    net.Attach();
    net.Listen("b", 80);
    net.Listen("b", 81);
    net.Udp("a", "2001:db8:2::1", 80, 10, 10);
    net.Udp("a", "2001:db8:2::1", 81, 10, 20);
    v.Equal(Drops(net.Run()), 1u, "the other port");
    v.Equal(net.datagrams, 1u, "arrive");
}

void
InputIsApart(test::Verdict& v)
{
    Zones net;
    net.Allow(ZoneFirewall::WAN_FORWARD, 80);
    net.Allow(ZoneFirewall::WAN_INPUT, 53);
    net.Attach();
    net.Listen("r", 80);
    net.Listen("r", 53);
    net.Udp("a", "192.0.2.254", 80, 10, 10);
    net.Udp("a", "192.0.2.254", 53, 10, 20);
    net.Udp("b", "198.51.100.254", 80, 10, 30);
    v.Equal(Drops(net.Run()), 1u, "a rule for what passes is none for the router");
    v.Equal(net.datagrams, 2u, "its own rule, and what the lan sends");
    Zones forward;
    forward.Allow(ZoneFirewall::WAN_FORWARD, 80);
    forward.Attach();
    forward.Listen("r", 80);
    forward.Udp("a", "192.0.2.254", 80, 10, 10);
    v.Equal(Drops(forward.Run()), 1u, "though it names the port");
    v.Equal(forward.datagrams, 0u, "at the router");
}

/** b's datagram to a port where nobody listens, and an error about one that nobody sent. */
void
ErrorsByFlow(test::Verdict& v)
{
    for (const std::string to : {"192.0.2.1", "2001:db8:1::1"})
    {
        Zones net;
        net.Attach();
        net.Udp("b", to, 9, 10, 10);
        v.Equal(Drops(net.Run()), 0u, "drops, " + to);
        v.Equal(net.icmp.substr(0, 3), to == "192.0.2.1" ? "3.3" : "1.4", "b is told, " + to);
    }
    Zones forged;
    forged.Attach();
    const auto about = flow::Udp({"2001:db8:2::1", 5}, {"2001:db8:1::1", 9});
    forged.Inject("r", "near", flow::IcmpAbout("2001:db8:1::1", "2001:db8:2::1", {1, 4, 0}, about));
    forged.Run();
    v.True(forged.Events("r").find("drop firewall-zone-no-connection") != std::string::npos,
           forged.Events("r"));
}

void
RouterAsks(test::Verdict& v)
{
    Zones net;
    net.Allow(ZoneFirewall::LAN_INPUT, 79); // what the lan sends to the router is judged, then
    net.Attach();
    net.Ping("r", "198.51.100.1", 8, 10);
    net.Ping("r", "2001:db8:2::1", 8, 20);
    net.Udp("r", "198.51.100.1", 9, 10, 30);
    net.Listen("r", 80);
    net.Udp("b", "198.51.100.254", 80, 10, 40);
    net.Run();
    v.Equal(net.Events("r").find("firewall"), std::string::npos, net.Events("r"));
    v.Equal(net.datagrams, 1u, "what the lan begins passes, as no rule says otherwise");
    v.Equal(net.icmp, "3.3 0; ", "the router is told of its datagram's end");
}

/** r's own on one of its links. */
std::string
LinkLocalOf(const SmallNet& net, const std::string& link)
{
    const auto stack = net.At("r")->GetObject<Ipv6Stack>();
    const auto interface =
        static_cast<uint32_t>(stack->GetInterfaceForDevice(net.Device("r", link)));
    return ToCore(stack->GetAddress(interface, 0).GetAddress()).ToString();
}

/** A neighbour sends by TCP, UDP and ping, to r's link-local address and to another of r's. */
void
LinkLocalIsJudged(test::Verdict& v)
{
    for (const std::string link : {"near", "far"})
    {
        Zones net;
        net.Attach();
        net.Listen("r", 22);
        double at = 10;
        for (const std::string& to :
             {LinkLocalOf(net, link),
              std::string(link == "near" ? "2001:db8:1::ff" : "2001:db8:2::ff")})
        {
            net.Inject("r", link, flow::Tcp({"fe80::9", 5}, {to, 22}, flow::tcp::SYN), at++);
            net.Inject("r", link, flow::Udp({"fe80::9", 5}, {to, 22}), at++);
            net.Inject("r", link, flow::Echo("fe80::9", to, 128, 7), at++);
            net.Inject("r", link, flow::Udp({"fe80::9", 5}, {to, 547}), at++);
        }
        const auto drops = Drops(net.Run());
        v.Equal(drops, link == "near" ? 8u : 0u, "without a rule, " + link);
        v.Equal(net.datagrams, link == "near" ? 0u : 2u, "at r's socket, " + link);
    }
    Zones net;
    net.Allow(ZoneFirewall::WAN_INPUT, 22);
    net.Attach();
    net.Listen("r", 22);
    net.Inject("r", "near", flow::Udp({"fe80::9", 5}, {LinkLocalOf(net, "near"), 22}), 10);
    net.Inject("r", "near", flow::Udp({"fe80::9", 5}, {"2001:db8:2::1", 22}), 20);
    v.Equal(Drops(net.Run()), 1u, "a rule for the router lets in, and not what is for b");
    v.Equal(net.datagrams, 1u, "at r's socket by a rule");
}

/** Which ICMPv6 types of a neighbour on the wan are refused without a rule, of 127 to 144. */
void
NeighboursTalk(test::Verdict& v)
{
    Zones net;
    net.Attach();
    const auto own = LinkLocalOf(net, "near");
    for (uint8_t type = 127; type <= 144; ++type)
    {
        flow::Bytes message(24);
        message[0] = type;
        net.Inject("r",
                   "near",
                   flow::Packet("fe80::9", own, protocol::ICMPV6, message, 2, 255),
                   type);
    }
    net.Run();
    std::string refused;
    for (const auto& event : net.GetEvents())
    {
        const bool ours = event.reason == Reason::FirewallZoneNoRule ||
                          event.reason == Reason::FirewallZoneNoConnection;
        refused += ours ? std::to_string(event.before.icmpType) + " " : "";
    }
    v.Equal(refused, "127 128 129 138 139 140 141 142 144 ", "refused");
}

/** Neighbour discovery, multicast and DHCPv6, from the wan. */
void
LinkTalks(test::Verdict& v)
{
    Zones net;
    net.Attach();
    test::flow::Bytes solicitation(24);
    solicitation[0] = 135;
    const auto target = Addr("2001:db8:1::ff").GetBytes();
    std::copy(target.begin(), target.begin() + 16, solicitation.begin() + 8);
    net.Inject(
        "r",
        "near",
        flow::Packet("2001:db8:1::1", "2001:db8:1::ff", protocol::ICMPV6, solicitation, 2, 255));
    net.Inject("r", "near", flow::Udp({"2001:db8:1::1", 546}, {"ff02::1:2", 547}), 2);
    net.Inject("r", "near", flow::Udp({"fe80::9", 547}, {"2001:db8:1::ff", 546}), 3);
    net.Inject("r", "near", flow::Udp({"192.0.2.1", 5}, {"224.0.0.251", 5353}), 4);
    net.Run();
    v.Equal(net.Events("r").find("firewall"), std::string::npos, net.Events("r"));
}

/** Which of these SYNs, in order, a rule against one zone denies; all others pass. */
std::string
Denied(FirewallZone zone, const std::vector<std::array<std::string, 3>>& syns)
{
    Zones net;
    FirewallRule rule{"rule"};
    rule.match.zone = zone;
    net.firewall->AddCollection({"r", 100, false, {rule}});
    for (const auto wan :
         {ZoneFirewall::WAN_FORWARD, ZoneFirewall::WAN_INPUT, ZoneFirewall::WAN_BACK})
    {
        rule.match.zone = wan;
        net.firewall->AddCollection({"r", 200, true, {rule}});
    }
    net.Attach();
    uint32_t at = 10;
    for (const auto& [link, from, to] : syns)
    {
        net.Inject("r", link, flow::Tcp({from, 4000}, {to, 80}, flow::tcp::SYN), at++);
    }
    net.Run();
    std::string denied;
    for (const auto& event : net.GetEvents())
    {
        if (event.reason == Reason::FirewallZoneDenied)
        {
            denied +=
                event.before.source.ToString() + " > " + event.before.destination.ToString() + "; ";
        }
    }
    return denied;
}

/** OpenWrt: `dest` is the zone of the interface by which a packet leaves, none the router itself.
 */
void
HeedsWayOut(test::Verdict& v)
{
    const std::vector<std::array<std::string, 3>> syns{
        {"near", "192.0.2.1", "198.51.100.9"},
        {"near", "192.0.2.1", "192.0.2.254"},
        {"near", "192.0.2.1", "192.0.2.9"},
        {"near", "2001:db8:1::1", "2001:db8:2::9"},
        {"near", "2001:db8:1::1", "2001:db8:1::9"},
        {"far", "198.51.100.1", "192.0.2.9"},
        {"far", "198.51.100.1", "198.51.100.254"},
        {"far", "198.51.100.1", "198.51.100.9"},
        {"far", "2001:db8:2::1", "2001:db8:1::9"},
        {"far", "2001:db8:2::1", "2001:db8:2::9"},
    };
    v.Equal(Denied(ZoneFirewall::WAN_FORWARD, syns),
            "192.0.2.1 > 198.51.100.9; 2001:db8:1::1 > 2001:db8:2::9; ",
            "wan to lan");
    v.Equal(Denied(ZoneFirewall::WAN_INPUT, syns), "192.0.2.1 > 192.0.2.254; ", "wan to router");
    v.Equal(Denied(ZoneFirewall::WAN_BACK, syns),
            "192.0.2.1 > 192.0.2.9; 2001:db8:1::1 > 2001:db8:1::9; ",
            "wan to wan");
    v.Equal(Denied(ZoneFirewall::LAN_FORWARD, syns),
            "198.51.100.1 > 192.0.2.9; 2001:db8:2::1 > 2001:db8:1::9; ",
            "lan to wan");
    v.Equal(Denied(ZoneFirewall::LAN_INPUT, syns),
            "198.51.100.1 > 198.51.100.254; ",
            "lan to router");
    v.Equal(Denied(ZoneFirewall::LAN_BACK, syns),
            "198.51.100.1 > 198.51.100.9; 2001:db8:2::1 > 2001:db8:2::9; ",
            "lan to lan");
}

void
TrustsTranslators(test::Verdict& v)
{
    Zones net;
    net.firewall->AddExemptDestination(*Prefix::Parse("2001:db8:2::/64"));
    PoolRange pool{BibKind::Udp, Addr("192.0.2.250"), Addr("192.0.2.254"), 80, 90};
    net.firewall->AddExemptPool(pool);
    net.Attach();
    net.Listen("b", 80);
    net.Listen("r", 80);
    net.Listen("r", 91);
    net.Udp("a", "2001:db8:2::1", 80, 10, 10);
    net.Udp("a", "192.0.2.254", 80, 10, 20);
    net.Udp("a", "192.0.2.254", 91, 10, 30);
    net.Udp("a", "198.51.100.1", 80, 10, 40);
    net.Inject("r", "near", flow::Tcp({"192.0.2.1", 5}, {"192.0.2.254", 80}, flow::tcp::SYN), 50);
    v.Equal(Drops(net.Run()), 3u, "another port, another address, another protocol");
    v.Equal(net.datagrams, 2u, "a CLAT's prefix, and a pool's ports of its protocol");
}

/** r asks a, which is on the wan; a asks r unasked. */
void
AnswersItself(test::Verdict& v)
{
    for (const std::string to : {"192.0.2.1", "2001:db8:1::1"})
    {
        Zones net;
        net.Attach();
        net.Listen("a", 53, true);
        net.Ping("r", to, 8, 10);
        net.Udp("r", to, 53, 10, 20);
        net.Udp("r", to, 9, 10, 30);
        net.Listen("r", 22);
        net.Udp("a", to == "192.0.2.1" ? "192.0.2.254" : "2001:db8:1::ff", 22, 10, 40);
        v.Equal(Drops(net.Run()), 1u, "what a begins, though r spoke to it: " + to);
        v.Equal(net.echoReplies, 1u, "the ping's answer: " + to);
        v.Equal(net.datagrams, 2u, "the question and its answer: " + to);
        v.Equal(net.icmp.substr(0, 3),
                to == "192.0.2.1" ? "3.3" : "1.4",
                "an error about r's: " + to);
    }
}

/** A segment of a to somebody who never answers: as if the answers went another way. */
std::vector<uint8_t>
Segment(uint16_t port, uint8_t flags)
{
    return flow::Tcp({"2001:db8:1::1", 4000}, {"2001:db8:2::9", port}, flags);
}

void
PicksUp(test::Verdict& v)
{
    Zones net;
    net.Allow(ZoneFirewall::WAN_FORWARD, 80, azure::RuleProtocol::Tcp);
    net.Attach();
    net.Inject("r", "near", Segment(80, flow::tcp::SYN), 10);
    net.Inject("r", "near", Segment(80, flow::tcp::ACK), 20);
    v.Equal(Drops(net.Run()), 0u, "its second segment, though nobody has seen an answer");
    v.Equal(net.Events("r").find("firewall"), std::string::npos, "for any reason");
}

void
BeginsAnywhere(test::Verdict& v)
{
    Zones middle;
    middle.Allow(ZoneFirewall::WAN_FORWARD, 80, azure::RuleProtocol::Tcp);
    middle.Attach();
    middle.Inject("r", "near", Segment(80, flow::tcp::ACK), 10);
    middle.Inject("r", "near", Segment(81, flow::tcp::ACK), 20);
    v.Equal(Drops(middle.Run()), 1u, "of two from the middle, the one without a rule");
}

/** Nothing is allowed in; what routing ends is told all the same. */
void
RoutingComesFirst(test::Verdict& v)
{
    Zones net;
    net.Attach();
    const std::vector<uint8_t> long4(1480, 1);
    const std::vector<uint8_t> long6(1460, 1);
    net.Inject("r", "near", flow::Udp({"192.0.2.1", 5}, {"198.51.100.1", 80}, {1}, 1), 10);
    net.Inject("r", "near", flow::Udp({"2001:db8:1::1", 5}, {"2001:db8:2::1", 80}, {1}, 1), 20);
    net.Inject("r", "near", flow::Udp({"2001:db8:1::1", 5}, {"2001:db8:2::1", 80}, long6), 30);
    auto whole = flow::Udp({"192.0.2.1", 5}, {"198.51.100.1", 80}, long4);
    net.Inject("r", "near", whole, 40); // may be cut: rules are asked
    whole.at(6) |= 0x40;
    whole.at(10) = whole.at(11) = 0;
    const uint16_t sum = InternetChecksum().Add(whole.data(), 20).Get();
    whole.at(10) = static_cast<uint8_t>(sum >> 8);
    whole.at(11) = static_cast<uint8_t>(sum);
    net.Inject("r", "near", whole, 50);
    const auto events = net.Run();
    v.Equal(Drops(events, "hop-limit-exceeded"), 2u, "hop limits");
    v.Equal(Drops(events, "packet-too-big"), 1u, "IPv6");
    v.Equal(Drops(events, "fragmentation-needed"), 1u, "IPv4 that must not be cut");
    v.Equal(Drops(events), 1u, "IPv4 that may");
}

/** A datagram of two fragments to a link that only the second one fits, with a rule or without. */
void
FragmentsStayTogether(test::Verdict& v)
{
    for (const uint16_t allowed : {80, 81})
    {
        Zones net(1300);
        net.Allow(ZoneFirewall::WAN_FORWARD, allowed);
        net.Attach();
        net.Udp("a", "2001:db8:2::1", 80, 1600, 10);
        const auto events = net.Run(2);
        v.Equal(Drops(events, "packet-too-big"), 2u, "both");
        v.Equal(net.icmp, "2.0 1300; ", "the sender is told once");
    }
}

const std::vector<Row> ROWS{
    {"what the lan begins passes, and so do the answers", "article C; RFC 6092 3.1", LanGoesOut},
    {"what the wan begins needs a rule", "article C; RFC 6092 3.1", WanNeedsRule},
    {"rules for the router itself are apart", "article C", InputIsApart},
    {"an ICMP error passes by the flow that it quotes",
     "RFC 4890 4.3.1; RFC 5508 4.2; RFC 792; RFC 4443 3.1",
     ErrorsByFlow},
    {"answers to the router's own questions on the lan arrive", "article C", RouterAsks},
    {"what neighbours say on their link needs no rule", "RFC 4890 4.4.1; RFC 4861 4", LinkTalks},
    {"a neighbour's link-local address opens nothing",
     "OpenWrt firewall, Zones; RFC 4890 4.4",
     LinkLocalIsJudged},
    {"of ICMPv6 to the router, discovery and multicast listeners need no rule",
     "OpenWrt firewall, Allow-MLD, Allow-ICMPv6-Input; RFC 4890 4.4.1; RFC 4861 4; RFC 3810 5",
     NeighboursTalk},
    {"a rule is for where a flow comes from and where it goes",
     "OpenWrt firewall, Rules; article C",
     HeedsWayOut},
    {"TCP passes whose answers go another way", "article C", PicksUp},
    {"TCP is taken up in the middle, if a rule lets it in", "article C", BeginsAnywhere},
    {"translators judge for themselves what is theirs", "article C", TrustsTranslators},
    {"what the router asks for is answered, from the wan, too", "article C", AnswersItself},
    {"hop limit and MTU are looked at before any rule is asked",
     "Linux ip_forward(), ip6_forward(); RFC 1812 5.3.1; RFC 4443 3.2",
     RoutingComesFirst},
    {"a first fragment that is too long for a link ends all of them, before any rule is asked",
     "Linux ip6_forward(), frag_max_size; RFC 4443 3.2",
     FragmentsStayTogether},
};

} // namespace

V6LAB_SUITE("v6lab-zone-firewall", ROWS);
