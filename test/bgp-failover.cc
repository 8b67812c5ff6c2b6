// SPDX-License-Identifier: GPL-2.0-only
// BGP routers that lose links and neighbours: when they notice, and where packets go then.
#include "test/support/bgp-bed.h"

namespace ns3::v6lab::test
{

namespace
{

using bgp::SessionState;

constexpr double CUT = 20;  //!< s
constexpr double HOLD = 9;  //!< s
constexpr double ALIVE = 3; //!< s

/** a (AS 100) = b (AS 200): link 1 is preferred at both ends, link 2 has a longer AS path. */
void
BuildTwoLinks(BgpBed& bed, bool bfd = false, bool bfdAtB = true)
{
    bed.Router("a", 100, bfd);
    bed.Router("b", 200, bfd && bfdAtB);
    bed.Wire("primary", "a", "b", 1);
    bed.Wire("secondary", "a", "b", 2);
    const auto longer = [](bgp::PeerSettings& peer) { peer.prepend = 2; };
    bed.Session("a", "b", 1);
    bed.Session("a", "b", 2, longer, longer);
    bed.Originate("a", {"192.0.2.0/24", "2001:db8:a::/48"});
    bed.Originate("b", {"198.51.100.0/24", "2001:db8:b::/48"});
}

bool
Between(double at, double from, double to)
{
    return at >= from && at <= to;
}

std::string
Said(const std::pair<double, std::string>& loss)
{
    return std::to_string(loss.first) + " " + loss.second;
}

void
ByHoldTime(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", CUT);
    std::string before;
    std::string blind;
    bed.At(CUT - 1, [&] { before = bed.NextHop("a", "198.51.100.1"); });
    bed.At(CUT + HOLD - ALIVE - 0.1, [&] { blind = bed.NextHop("a", "198.51.100.1"); });
    bed.net.Run(CUT + HOLD + 1);
    verdict.Equal(before, "10.0.1.2", "before");
    verdict.Equal(blind, "10.0.1.2", "until the hold time is over");
    for (const char* const node : {"a", "b"})
    {
        const auto loss = bed.Loss(node);
        verdict.Equal(loss.second, "hold-timer-expired", "cause");
        verdict.True(Between(loss.first, CUT + HOLD - ALIVE, CUT + HOLD),
                     std::string(node) + " noticed at " + Said(loss));
    }
    verdict.Equal(bed.NextHop("a", "198.51.100.1"), "10.0.2.2", "IPv4 after");
    verdict.Equal(bed.NextHop("b", "2001:db8:a::1"), "2001:db8:2::1", "IPv6 after");
}

/** What came last, and nothing else, decides: one KEEPALIVE and its hold time, to the nanosecond.
 */
void
HoldTimeExactly(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", CUT);
    bed.net.Run(CUT + HOLD + 1);
    double last = 0; // BGP data from b that reached a, after 1 ms and its transmission
    for (const auto& frame : bed.net.Frames("primary", 6))
    {
        const uint32_t size = uint32_t{frame.bytes[2]} << 8 | frame.bytes[3];
        const bool data = size > 20U + (frame.bytes[32] >> 4) * 4U;
        const double arrival = frame.ms / 1000 + 0.001;
        last = frame.bytes[15] == 2 && data && arrival < CUT ? arrival : last;
    }
    verdict.True(Between(bed.Loss("a").first, last + HOLD, last + HOLD + 0.00001),
                 "lost at " + Said(bed.Loss("a")) + ", last heard at " + std::to_string(last));
}

void
ByBfd(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed, true);
    bed.Cut("primary", "a", "b", CUT);
    bed.net.Run(CUT + 2);
    for (const char* const node : {"a", "b"})
    {
        const auto loss = bed.Loss(node);
        verdict.Equal(loss.second, "bfd-down", "cause");
        // The last packet left up to one interval of 300 ms before, and took 1 ms.
        verdict.True(Between(loss.first, CUT + 0.6, CUT + 0.902),
                     std::string(node) + " noticed at " + Said(loss));
    }
    verdict.Equal(bed.NextHop("a", "198.51.100.1"), "10.0.2.2", "after");
    std::string told;
    for (const auto& note : bed.peers)
    {
        told = note.event.cause == "bfd-down" ? note.event.notification : told;
    }
    verdict.Equal(told, "Cease: BFD Down (6/10)", "NOTIFICATION");
}

void
QuietBfd(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed, true);
    bed.net.Run(60);
    verdict.True(bed.Loss("a").first < 0 && bed.Loss("b").first < 0, "nobody is lost");
    std::vector<double> times; // of BFD packets from a
    for (const auto& frame : bed.net.Frames("primary", 17))
    {
        const uint32_t port = uint32_t{frame.bytes[22]} << 8 | frame.bytes[23];
        if (port == 3784 && frame.bytes[15] == 1 && frame.ms > 10000)
        {
            verdict.Equal(unsigned{frame.bytes[8]}, 255U, "TTL");
            times.push_back(frame.ms);
        }
    }
    double least = 1000;
    double most = 0;
    for (size_t i = 1; i < times.size(); ++i)
    {
        least = std::min(least, times[i] - times[i - 1]);
        most = std::max(most, times[i] - times[i - 1]);
    }
    verdict.True(Between(least, 225, 240) && Between(most, 285, 300),
                 "intervals of " + std::to_string(least) + " to " + std::to_string(most) + " ms");
}

void
BfdAtOneEnd(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed, true, false);
    bed.Cut("primary", "a", "b", CUT);
    bed.net.Run(CUT + HOLD + 1);
    verdict.Equal(bed.Loss("a").second, "hold-timer-expired", "cause at a");
}

void
ByCarrier(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", CUT, CUT + 5, false);
    std::string meanwhile;
    bed.At(CUT + 0.001, [&] { meanwhile = bed.NextHop("a", "198.51.100.1"); });
    bed.net.Run(CUT + 10);
    verdict.Equal(Said(bed.Loss("a")), std::to_string(CUT) + " connection-closed", "at a");
    verdict.Equal(Said(bed.Loss("b")), std::to_string(CUT) + " connection-closed", "at b");
    verdict.Equal(meanwhile, "10.0.2.2", "meanwhile");
    verdict.Equal(bed.NextHop("a", "198.51.100.1"), "10.0.1.2", "after it is back");
}

void
BackAgain(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", CUT, CUT + 15);
    bed.net.Run(CUT + 30);
    const double up = bed.Rise("a", CUT);
    // At most the patience for one connection, and the pause before the next.
    verdict.True(Between(up, CUT + 15, CUT + 15 + 7 + 1 + 0.1), "up at " + std::to_string(up));
    verdict.Equal(bed.NextHop("a", "198.51.100.1"), "10.0.1.2", "IPv4 by the primary link");
    verdict.Equal(bed.NextHop("b", "2001:db8:a::1"), "2001:db8:1::1", "IPv6 by the primary link");
}

void
ShortOutage(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", CUT, CUT + 4);
    bed.net.Run(CUT + 30);
    verdict.True(bed.Loss("a").first < 0 && bed.Loss("b").first < 0,
                 "sessions outlive it, but " + Said(bed.Loss("a")));
}

/** Messages of one side in 30 s after the start, those of the start left out. */
void
Keepalives(Verdict& verdict)
{
    BgpBed bed;
    bed.Router("a", 100);
    bed.Router("b", 200);
    bed.Wire("ab", "a", "b", 1);
    bed.Session(
        "a",
        "b",
        1,
        [](bgp::PeerSettings& peer) { peer.session.keepaliveNs = 1 * bgp::SECOND_NS; },
        [](bgp::PeerSettings& peer) { peer.session.keepaliveNs = 8 * bgp::SECOND_NS; });
    bed.net.Run(30.5);
    size_t from[2] = {0, 0};
    for (const auto& frame : bed.net.Frames("ab", 6))
    {
        const uint32_t size = uint32_t{frame.bytes[2]} << 8 | frame.bytes[3];
        const bool data = size > 20U + (frame.bytes[32] >> 4) * 4U;
        from[frame.bytes[15] - 1] += data && frame.ms > 500;
    }
    verdict.Equal(from[0], size_t{30}, "messages of a, which wants one in a second");
    verdict.Equal(from[1], size_t{10}, "messages of b, which wants fewer than the hold time needs");
}

/** a - b - c, of which a has 192.0.2.0/24. */
struct Chain : BgpBed
{
    Chain()
    {
        Router("a", 100);
        Router("b", 200);
        Router("c", 300);
        Wire("ab", "a", "b", 1);
        Wire("bc", "b", "c", 2);
        Session("a", "b", 1);
        Session("b", "c", 2);
        Originate("a", {"192.0.2.0/24"});
    }
};

/** b is cut off from both. */
void
DeadRouter(Verdict& verdict)
{
    Chain bed;
    bed.Cut("ab", "a", "b", CUT);
    bed.Cut("bc", "b", "c", CUT);
    std::string before;
    bed.At(CUT, [&] { before = bed.NextHop("c", "192.0.2.1"); });
    bed.net.Run(CUT + HOLD + 0.1);
    verdict.Equal(before, "10.0.2.1", "before");
    verdict.Equal(bed.NextHop("c", "192.0.2.1"), "-", "after");
    verdict.Equal(bed.Told("c", "192.0.2.0/24"), "learned selected withdrawn lost", "told by c");
}

/** What b told c when a was lost, not the loss of b itself. */
void
LossSpreads(Verdict& verdict)
{
    Chain bed;
    bed.Cut("ab", "a", "b", CUT);
    bed.net.Run(CUT + HOLD + 0.1);
    verdict.Equal(bed.NextHop("c", "192.0.2.1"), "-", "at c");
    verdict.True(bed.State("c") == SessionState::Established, "c still has b");
}

void
ByWill(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed, true);
    bed.At(CUT, [&bed] { bed.routers["a"]->StopNeighbor(0); });
    bed.At(CUT + 20, [&bed] { bed.routers["a"]->StartNeighbor(0); });
    std::string meanwhile;
    bed.At(CUT + 19, [&] { meanwhile = bed.NextHop("b", "192.0.2.1"); });
    bed.net.Run(CUT + 40);
    verdict.Equal(bed.Loss("a").second, "stopped", "cause at a");
    verdict.Equal(bed.Loss("b").second, "notification-received", "cause at b, not BFD");
    verdict.True(Between(bed.Loss("b").first, CUT, CUT + 0.01), "b hears at once");
    verdict.Equal(meanwhile, "10.0.2.1", "meanwhile");
    verdict.Equal(bed.NextHop("b", "192.0.2.1"), "10.0.1.1", "after");
    size_t adminDown = 0; // RFC 5880 6.8.16
    for (const auto& frame : bed.net.Frames("primary", 17))
    {
        adminDown += (frame.bytes[23] == 3784 % 256 && frame.bytes[29] >> 6 == 0);
    }
    verdict.True(adminDown > 0, "no BFD packet says AdminDown");
}

/** c is two hops from a, over b1 or b2; its session and its routes follow the static route. */
void
NextHopMoves(Verdict& verdict)
{
    BgpBed bed;
    bed.Router("a", 100);
    bed.net.Router("b1");
    bed.net.Router("b2");
    bed.Router("c", 300);
    bed.Wire("ab1", "a", "b1", 1);
    bed.Wire("ab2", "a", "b2", 2);
    bed.net.Lan("bc", {"b1", "b2", "c"});
    for (const auto& [node, host] :
         std::map<std::string, std::string>{{"b1", "1"}, {"b2", "2"}, {"c", "3"}})
    {
        bed.net.Address(node, "bc", "10.0.9." + host + "/24");
    }
    bed.net.Route("a", "10.0.9.3/32", "10.0.1.2", "ab1");
    bed.net.Route("a", "10.0.9.0/24", "10.0.2.2", "ab2");
    bed.net.Route("c", "10.0.1.0/24", "10.0.9.1", "bc");
    bed.Neighbor("a", "10.0.1.1", "10.0.9.3", "c");
    bed.Neighbor("c", "10.0.9.3", "10.0.1.1", "a");
    bed.Originate("c", {"198.51.100.0/24"});
    bed.Cut("ab1", "a", "b1", CUT, CUT + 2, false);
    std::string before;
    std::string meanwhile;
    bed.At(CUT - 1, [&] { before = bed.NextHop("a", "198.51.100.1"); });
    bed.At(CUT + 1, [&] { meanwhile = bed.NextHop("a", "198.51.100.1"); });
    bed.net.Run(CUT + 3);
    verdict.Equal(before, "10.0.1.2", "before");
    verdict.Equal(meanwhile, "10.0.2.2", "meanwhile");
    verdict.Equal(bed.NextHop("a", "198.51.100.1"), "10.0.1.2", "after");
    verdict.True(bed.Loss("a").first < 0, "the session lasts");
}

void
LostOnLink(Verdict& verdict)
{
    BgpBed bed;
    BuildTwoLinks(bed);
    bed.Cut("primary", "a", "b", 5, 6);
    bed.net.Udp("a", "10.0.1.2", 9999, 100, 5500);
    bed.net.Run(8);
    size_t lost = 0;
    for (const auto& event : bed.net.GetEvents())
    {
        lost += event.reason == Reason::LinkOutage && event.before.protocol == 17;
    }
    verdict.Equal(lost, size_t{1}, "drops named link-outage");
}

const std::vector<Row> ROWS = {
    {"A silent outage is noticed when the hold time is over; then the secondary link carries all",
     "RFC 4271 6.5, 9.1.2.2",
     ByHoldTime},
    {"The hold time begins anew with every message, and only so", "RFC 4271 4.4", HoldTimeExactly},
    {"With BFD at both ends it is noticed within three intervals, and the NOTIFICATION names BFD",
     "RFC 5880 6.8.4, RFC 9384 3",
     ByBfd},
    {"BFD packets come every three quarters to four quarters of the interval, with TTL 255",
     "RFC 5880 6.8.7, RFC 5881 5",
     QuietBfd},
    {"BFD at one end only changes nothing", "RFC 5882 3.2", BfdAtOneEnd},
    {"A link that loses its carrier is noticed at once, and is used again when it is back",
     "RFC 4271 8.2.2",
     ByCarrier},
    {"After an outage the session comes up again and traffic returns to the primary link",
     "RFC 4271 8.2.2",
     BackAgain},
    {"An outage shorter than the hold time ends no session", "RFC 4271 6.5", ShortOutage},
    {"The routes of a router that dies are gone when the hold time is over",
     "RFC 4271 6.5",
     DeadRouter},
    {"A neighbour's neighbour hears of the loss", "RFC 4271 9.2", LossSpreads},
    {"Who ends a session by will says so: the other side neither waits nor blames BFD",
     "RFC 4486 3, RFC 5882 3.2",
     ByWill},
    {"Keepalives come as often as wanted, and at least every third of the hold time",
     "RFC 4271 4.4, 10",
     Keepalives},
    {"Learned routes follow when the way to their next hop changes",
     "RFC 4271 9.1.2.1",
     NextHopMoves},
    {"What is lost on a cut link is named", "", LostOnLink},
};

} // namespace

V6LAB_SUITE("v6lab-bgp-failover", ROWS);

} // namespace ns3::v6lab::test
