// SPDX-License-Identifier: GPL-2.0-only
// BGP routers on ns-3 links: sessions, routes and what becomes of them in the forwarding tables.
#include "test/support/bgp-bed.h"

namespace ns3::v6lab::test
{

namespace
{

using bgp::SessionState;

/** a (AS 100) - b (AS 200), each with a network of both families. */
void
BuildPair(BgpBed& bed, bool v6 = false, const BgpBed::Tweak& atA = {})
{
    bed.Router("a", 100);
    bed.Router("b", 200);
    bed.Wire("ab", "a", "b", 1);
    bed.Session("a", "b", 1, atA, {}, v6);
    bed.Originate("a", {"192.0.2.0/24", "2001:db8:a::/48"});
    bed.Originate("b", {"198.51.100.0/24", "2001:db8:b::/48"});
}

/** a (AS 100) - b (AS 200) - c (AS `last`). */
void
BuildRow(BgpBed& bed, uint32_t last = 300)
{
    bed.Router("a", 100);
    bed.Router("b", 200);
    bed.Router("c", last);
    bed.Wire("ab", "a", "b", 1);
    bed.Wire("bc", "b", "c", 2);
    bed.Session("a", "b", 1);
    bed.Session("b", "c", 2);
    bed.Originate("a", {"192.0.2.0/24", "2001:db8:a::/48"});
}

void
BothFamilies(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    bed.net.Run(5);
    verdict.True(bed.State("a") == SessionState::Established, "a established");
    verdict.True(bed.State("b") == SessionState::Established, "b established");
    verdict.Equal(bed.NextHop("a", "198.51.100.9"), "10.0.1.2", "IPv4 at a");
    verdict.Equal(bed.NextHop("b", "192.0.2.9"), "10.0.1.1", "IPv4 at b");
    verdict.Equal(bed.NextHop("a", "2001:db8:b::9"), "2001:db8:1::2", "IPv6 at a");
    verdict.Equal(bed.NextHop("b", "2001:db8:a::9"), "2001:db8:1::1", "IPv6 at b");
    verdict.Equal(bed.Told("a", "198.51.100.0/24"), "learned selected", "told by a");
}

void
OverIpv6(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed, true);
    bed.net.Run(5);
    verdict.True(bed.State("a") == SessionState::Established, "established");
    verdict.Equal(bed.NextHop("a", "198.51.100.9"), "10.0.1.2", "IPv4 at a");
    verdict.Equal(bed.NextHop("b", "2001:db8:a::9"), "2001:db8:1::1", "IPv6 at b");
}

void
NextHopOfPeer(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed, false, [](bgp::PeerSettings& peer) {
        peer.nextHopV6 = BgpAddr("2001:db8:1::77");
    });
    bed.net.Run(5);
    verdict.Equal(bed.NextHop("b", "2001:db8:a::9"), "2001:db8:1::77", "IPv6 at b");
    verdict.Equal(bed.NextHop("b", "192.0.2.9"), "10.0.1.1", "IPv4 at b");
}

/** b has the next hop itself, on another link than that of the session. */
void
OwnNextHop(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed, false, [](bgp::PeerSettings& peer) { peer.nextHopV4 = BgpAddr("10.0.7.1"); });
    bed.net.Host("h");
    bed.Wire("bh", "b", "h", 7);
    bed.net.Run(5);
    verdict.Equal(bed.Best("b", "192.0.2.0/24"), "100 via 10.0.7.1", "learned");
    verdict.Equal(bed.NextHop("b", "192.0.2.9"), "-", "used");
}

void
Transit(Verdict& verdict)
{
    BgpBed bed;
    BuildRow(bed);
    bed.net.Run(5);
    verdict.Equal(bed.Best("c", "192.0.2.0/24"), "200-100 via 10.0.2.1", "IPv4 at c");
    verdict.Equal(bed.Best("c", "2001:db8:a::/48"), "200-100 via 2001:db8:2::1", "IPv6 at c");
    verdict.Equal(bed.NextHop("c", "192.0.2.1"), "10.0.2.1", "table of c");
}

void
NoLoop(Verdict& verdict)
{
    BgpBed bed;
    BuildRow(bed, 100); // a and c are of one AS
    bed.net.Run(5);
    verdict.True(bed.State("c") == SessionState::Established, "c established");
    verdict.Equal(bed.Best("b", "192.0.2.0/24"), "100 via 10.0.1.1", "at b");
    verdict.Equal(bed.Best("c", "192.0.2.0/24"), "-", "at c");
    verdict.Equal(bed.Told("c", "192.0.2.0/24"), "", "told by c");
}

void
Packets(Verdict& verdict)
{
    BgpBed bed;
    BuildRow(bed);
    bed.net.Host("h");
    bed.net.Link("ha", "h", "a");
    bed.net.Address("h", "ha", "192.0.2.2/24");
    bed.net.Address("a", "ha", "192.0.2.1/24");
    bed.net.Route("h", "0.0.0.0/0", "192.0.2.1", "ha");
    bed.Originate("c", {"10.0.2.0/30"});
    bed.net.Ping("h", "10.0.2.2", 56, 5000);
    bed.net.Run(7);
    verdict.Equal(bed.net.echoReplies, 1U, "answers");
}

void
WithdrawAndAgain(Verdict& verdict)
{
    BgpBed bed;
    BuildRow(bed);
    std::string while_;
    bed.At(3, [&bed] { bed.routers["a"]->Withdraw(Net("192.0.2.0/24")); });
    bed.At(4, [&] { while_ = bed.NextHop("c", "192.0.2.9"); });
    bed.At(5, [&bed] { bed.Originate("a", {"192.0.2.0/24"}); });
    bed.net.Run(8);
    verdict.Equal(while_, "-", "at c while it is withdrawn");
    verdict.Equal(bed.NextHop("c", "192.0.2.9"), "10.0.2.1", "at c in the end");
    verdict.Equal(bed.Told("c", "192.0.2.0/24"),
                  "learned selected withdrawn lost learned selected",
                  "told by c");
    verdict.True(bed.Loss("c").first < 0, "no session ended");
}

void
WrongAs(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed, false, [](bgp::PeerSettings& peer) { peer.session.peerAs = 999; });
    bed.net.Run(3);
    std::string sent;
    std::string received;
    for (const auto& note : bed.peers)
    {
        if (!note.event.cause.empty())
        {
            (note.node == "a" ? sent : received) =
                note.event.cause + ": " + note.event.notification;
        }
    }
    verdict.Equal(sent, "message-error: OPEN Message Error: Bad Peer AS (2/2)", "at a");
    verdict.Equal(received, "notification-received: OPEN Message Error: Bad Peer AS (2/2)", "at b");
    verdict.True(bed.Rise("a") < 0 && bed.Rise("b") < 0, "never established");
}

void
OneOpens(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    bed.net.Run(3);
    size_t syns = 0;
    bool fromHigher = true;
    for (const auto& frame : bed.net.Frames("ab", 6))
    {
        const bool syn = (frame.bytes[33] & 0x12) == 0x02;
        syns += syn;
        fromHigher = fromHigher && (!syn || frame.bytes[15] == 2);
        const bool synAck = (frame.bytes[33] & 0x12) == 0x12; // ns-3 sends it unmarked
        verdict.True(synAck || frame.bytes[1] == 0xc0, "precedence Internetwork Control");
    }
    verdict.Equal(syns, size_t{1}, "SYNs");
    verdict.True(fromHigher, "10.0.1.2 opens");
}

/** Sessions between addresses that no link has, two hops apart. */
void
Multihop(Verdict& verdict)
{
    BgpBed bed;
    bed.Router("a", 100);
    bed.net.Router("b");
    bed.Router("c", 300);
    bed.Wire("ab", "a", "b", 1);
    bed.Wire("bc", "b", "c", 2);
    for (const char* const end : {"a", "c"})
    {
        const std::string link = std::string("stub-") + end;
        bed.net.Host(link);
        bed.net.Link(link, end, link);
        bed.net.Address(end, link, end == std::string("a") ? "10.9.0.1/32" : "10.9.0.3/32");
    }
    bed.net.Route("a", "10.9.0.3/32", "10.0.1.2", "ab");
    bed.net.Route("c", "10.9.0.1/32", "10.0.2.1", "bc");
    bed.net.Route("b", "10.9.0.3/32", "10.0.2.2", "bc");
    bed.net.Route("b", "10.9.0.1/32", "10.0.1.1", "ab");
    bed.Neighbor("a", "10.9.0.1", "10.9.0.3", "c");
    bed.Neighbor("c", "10.9.0.3", "10.9.0.1", "a");
    bed.Originate("a", {"192.0.2.0/24"});
    bed.net.Run(5);
    verdict.Equal(bed.Best("c", "192.0.2.0/24"), "100 via 10.9.0.1", "path at c");
    verdict.Equal(bed.NextHop("c", "192.0.2.1"), "10.0.2.1", "table of c, by its static route");
}

void
StaticWins(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    bed.net.Route("a", "198.51.100.0/24", "10.0.1.1", "ab");
    bed.net.Run(5);
    verdict.Equal(bed.Best("a", "198.51.100.0/24"), "200 via 10.0.1.2", "learned");
    verdict.Equal(bed.NextHop("a", "198.51.100.9"), "10.0.1.1", "used");
}

void
Sink(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    bed.routers["a"]->SetAttribute("InstallRoutes", BooleanValue(false));
    std::string heard;
    bed.routers["a"]->SetRouteSink([&](const Prefix& prefix, const std::vector<bgp::Path>& paths) {
        if (prefix == Net("198.51.100.0/24"))
        {
            heard += paths.empty() ? "none " : paths.front().nextHop.ToString() + " ";
        }
    });
    bed.At(3, [&bed] { bed.routers["b"]->Withdraw(Net("198.51.100.0/24")); });
    bed.net.Run(5);
    verdict.Equal(heard, "10.0.1.2 none ", "heard");
    verdict.Equal(bed.NextHop("a", "2001:db8:b::1"), "-", "table of a");
}

/** a hears of one network from b and c; c has the lower identifier, b the lower address. */
void
LowerIdentifier(Verdict& verdict)
{
    BgpBed bed;
    bed.Router("a", 100);
    bed.Router("b", 200)->SetAttribute("RouterId", Ipv4AddressValue("9.0.0.9"));
    bed.Router("c", 300)->SetAttribute("RouterId", Ipv4AddressValue("9.0.0.1"));
    bed.Wire("ab", "a", "b", 1);
    bed.Wire("ac", "a", "c", 2);
    bed.Session("a", "b", 1);
    bed.Session("a", "c", 2);
    bed.Originate("b", {"192.0.2.0/24"});
    bed.Originate("c", {"192.0.2.0/24"});
    bed.net.Run(5);
    verdict.Equal(bed.Best("a", "192.0.2.0/24"), "300 via 10.0.2.2", "at a");
}

/** c calls a, which does not know it. */
void
Stranger(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    bed.Router("c", 300);
    bed.Wire("ac", "a", "c", 7);
    bed.Neighbor("c", "10.0.7.2", "10.0.7.1", "a");
    bed.net.Run(5);
    size_t calls = 0;
    size_t answers = 0;
    for (const auto& frame : bed.net.Frames("ac", 6))
    {
        calls += frame.bytes[15] == 2;
        answers += frame.bytes[15] == 1;
    }
    verdict.True(calls > 1, "c calls and calls again");
    verdict.Equal(answers, size_t{0}, "answers");
}

void
TwoOfOneAddress(Verdict& verdict)
{
    BgpBed bed;
    BuildPair(bed);
    std::string what;
    try
    {
        bed.Neighbor("a", "10.0.1.1", "10.0.1.2", "b");
    }
    catch (const std::invalid_argument& error)
    {
        what = error.what();
    }
    verdict.Equal(what, "BgpRouter: there is a neighbor 10.0.1.2 already", "refusal");
}

const std::vector<Row> ROWS = {
    {"Two routers exchange IPv4 and IPv6 prefixes over one IPv4 session, and use them",
     "RFC 4271 3.1, RFC 4760 3",
     BothFamilies},
    {"Over an IPv6 session go the prefixes of both families, too", "RFC 4760 3", OverIpv6},
    {"Each neighbour hears of the IPv6 next hop that is set for it", "G3", NextHopOfPeer},
    {"A path whose next hop is the node itself is not used", "RFC 4271 5.1.3", OwnNextHop},
    {"A router in between passes routes on, with its AS in front and itself as next hop",
     "RFC 4271 5.1.2, 5.1.3",
     Transit},
    {"A route with the own AS in its path is not let in", "RFC 4271 9.1.2", NoLoop},
    {"Packets follow the learned routes there and back", "RFC 4271 9.1.2.1", Packets},
    {"A network that is withdrawn goes everywhere, and comes back when announced again",
     "RFC 4271 3.1",
     WithdrawAndAgain},
    {"A neighbour of another AS than configured gets Bad Peer AS, and both sides say so",
     "RFC 4271 6.2",
     WrongAs},
    {"The neighbour with the higher address opens the only connection", "RFC 4271 6.8", OneOpens},
    {"Neighbours may be several hops apart; next hops are looked up in static routes",
     "RFC 4271 5.1.3, 9.1.2.1",
     Multihop},
    {"A static route for the same prefix wins over the learned one",
     "RFC 4271 9.1.2.2",
     StaticWins},
    {"A route sink hears of paths in use and of their loss, and tables stay as they are without "
     "InstallRoutes",
     "",
     Sink},
    {"Of equal paths the one from the lower identifier is used",
     "RFC 4271 9.1.2.2 f",
     LowerIdentifier},
    {"Who is no neighbour gets no connection", "RFC 4271 8.2.1", Stranger},
    {"A second neighbour at the same address is refused", "", TwoOfOneAddress},
};

} // namespace

V6LAB_SUITE("v6lab-bgp-router", ROWS);

} // namespace ns3::v6lab::test
