// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6: who has which address, and for how long.
#include "test/support/virtual-ip6-lab.h"

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

/** A site whose DNS-made bindings live 10 s, or 2 s beyond the TTL; addresses rest 20 s. */
VirtualIp6Settings
Brief(const std::string& pool = "10.64.0.0/16")
{
    VirtualIp6Settings settings = Site(pool);
    settings.timeouts.hold = 10 * 1'000'000'000LL;
    settings.timeouts.guard = 2 * 1'000'000'000LL;
    settings.timeouts.quarantine = 20 * 1'000'000'000LL;
    return settings;
}

const std::vector<Row> ROWS{
    {"an inside host's virtual IPv6 address is there before and after everything: a restart, a "
     "day, all bindings gone",
     "draft-vogt-durand slides; VDC-02",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         const auto is = [&](const char* when) {
             const auto found = lab.core.GetVirtualIp6(Addr(SERVER4));
             v.Equal(found.value_or(IpAddress()).ToString(), SERVER6, when);
         };
         is("at first");
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "bound");
         lab.core.Restart(0);
         is("after a restart");
         v.Equal(lab.Bindings(), "", "bindings after it");
         v.Equal(lab.Sessions(), "", "sessions after it");
         lab.Wait(86400);
         is("after a day");
         v.True(lab.VirtualOf(PEER, 86400) != "-", "and it can be called there");
         VirtualIp6Lab other;
         v.Equal(other.core.GetVirtualIp6(Addr(SERVER4))->ToString(), SERVER6, "elsewhere");
     }},
    {"the prefix may have any length of RFC 6052; explicit mappings come first",
     "RFC 6052 2.2, RFC 7757 3.3; VDC-02",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.prefix = Pref64(Net("2001:db8:100::/40"));
         settings.eams.Add(Eam::Parse("10.0.0.7", "2001:db8:e::7"));
         VirtualIp6Lab lab(settings);
         v.Equal(lab.core.GetVirtualIp6(Addr(SERVER4))->ToString(),
                 "2001:db8:10a:0:5::",
                 "by the prefix");
         v.Equal(lab.core.GetVirtualIp6(Addr(CLIENT4))->ToString(), "2001:db8:e::7", "mapped");
         v.Equal(lab.VirtualOf(PEER, 0, "2001:db8:e::7"), VIRTUAL1, "a call to the mapped one");
         v.Equal(lab.VirtualOf(PEER, 0, "2001:db8:10a:0:5::"), VIRTUAL1, "a call to the other");
     }},
    {"each peer has one virtual address and each virtual address one peer",
     "V.2; VDC-09",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "the first peer");
         v.Equal(lab.VirtualOf(PEER2), VIRTUAL2, "the second");
         v.Equal(lab.VirtualOf(PEER, 1, CLIENT6), VIRTUAL1, "the first to another host");
         v.Equal(lab.PeerOf(VIRTUAL1, 1), PEER, "back to the first");
         v.Equal(lab.PeerOf(VIRTUAL2, 1, CLIENT4), PEER2, "to the second");
         v.Equal(lab.Bindings(),
                 "10.64.0.1 2001:db8:ffff::10 outside; 10.64.0.2 2001:db8:ffff::80 outside",
                 "bindings");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
     }},
    {"several addresses of a name are several peers, and calls from outside meet the binding that "
     "DNS made",
     "V.4; VDC-16, VDC-04",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         v.Equal(lab.Dns(PEER2, 60), VIRTUAL1, "the first AAAA");
         v.Equal(lab.Dns(PEER3, 60), VIRTUAL2, "the second");
         v.Equal(lab.Dns(PEER2, 60), VIRTUAL1, "the first again");
         v.Equal(lab.PeerOf(VIRTUAL1, 0, CLIENT4), PEER2, "the host calls the first");
         v.Equal(lab.VirtualOf(PEER3), VIRTUAL2, "the second calls");
         v.Equal(lab.Bindings(),
                 "10.64.0.1 2001:db8:ffff::80 dns; 10.64.0.2 2001:db8:ffff::90 dns",
                 "bindings");
     }},
    {"a virtual address is ephemeral: free when the last session has ended, and the next visit of "
     "many may get another one",
     "slides, V.3 step 8; VDC-05",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Brief();
         VirtualIp6Lab lab(settings);
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "the first visit");
         lab.Wait(299.9);
         v.True(lab.Bindings() != "", "while its UDP session lives");
         lab.Wait(300);
         v.Equal(lab.Bindings(), "", "when it has ended");
         v.Equal(lab.heard, "+b +s -s -b ", "heard");
         lab.Wait(400); // the rest is over as well
         v.Equal(lab.VirtualOf(PEER2, 400), VIRTUAL2, "another peer gets an unused one");
         v.Equal(lab.VirtualOf(PEER, 400), "10.64.0.3", "the next visit");
     }},
    {"a DNS-made binding lives for the hold, and for the TTL and a guard, without any traffic",
     "V.4; VDC-12",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 5);
         lab.Dns(PEER2, 60);
         lab.Wait(9.99);
         v.Equal(lab.core.FindPeer(Addr(VIRTUAL1)).value_or(IpAddress()).ToString(),
                 PEER,
                 "below the hold");
         lab.Wait(10);
         v.True(!lab.core.FindPeer(Addr(VIRTUAL1)), "at its end");
         lab.Wait(61.99);
         v.Equal(lab.PeerOf(VIRTUAL2, 61.99), PEER2, "below TTL and guard");
         VirtualIp6Lab idle(Brief());
         idle.Dns(PEER2, 60);
         idle.Wait(61.99);
         v.True(idle.Bindings() != "", "just below");
         idle.Wait(62);
         v.Equal(idle.Bindings(), "", "at the end of TTL and guard");
     }},
    {"another answer prolongs the hold; a shorter one does not end it",
     "V.4; VDC-12",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 60, 0);
         lab.Dns(PEER, 1, 30);
         lab.Wait(61.9);
         v.True(lab.Bindings() != "", "the long one counts");
         lab.Dns(PEER, 60, 61.95);
         lab.Wait(123.9);
         v.True(lab.Bindings() != "", "the last one counts");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
         lab.Wait(123.95);
         v.Equal(lab.Bindings(), "", "its end");
     }},
    {"after the hold a DNS-made binding lives as long as its sessions",
     "V.2; VDC-12",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 5);
         lab.PeerOf(VIRTUAL1, 8, CLIENT4);
         lab.Wait(307.9);
         v.True(lab.Bindings() != "", "its session lives");
         lab.Wait(308);
         v.Equal(lab.Bindings(), "", "with its session it ends");
     }},
    {"a session that ends within the hold does not end the binding",
     "V.4; VDC-12",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 400);
         lab.PeerOf(VIRTUAL1, 1, CLIENT4);
         lab.Wait(350);
         v.Equal(lab.Sessions(), "", "the session has ended");
         v.Equal(lab.PeerOf(VIRTUAL1, 399, CLIENT4), PEER, "the address is used again");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
     }},
    {"a freed address rests: no other peer gets it before the quarantine is over",
     "V.4 step 9; VDC-13",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief("10.64.0.0/30"));
         lab.Dns(PEER, 5);
         lab.Dns(PEER2, 5);
         lab.Wait(10);
         v.Equal(lab.Bindings(), "", "both are free");
         v.Equal(lab.core.GetUsage().resting, 2u, "and rest");
         v.Equal(lab.Dns(PEER3, 5, 29.99), "-", "below the quarantine");
         v.Equal(lab.Dns(PEER3, 5, 30), VIRTUAL1, "at its end");
     }},
    {"addresses rest for the longest TTL that any answer had",
     "V.4 step 9; VDC-13",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief("10.64.0.1/32"));
         lab.Dns(PEER, 100);
         lab.Wait(102);
         v.Equal(lab.Bindings(), "", "free");
         v.Equal(lab.Dns(PEER2, 5, 201.99), "-", "while the longest TTL runs");
         v.Equal(lab.Dns(PEER2, 5, 202), VIRTUAL1, "then");
     }},
    {"a peer that returns while its address rests gets it again: for it alone it is no stale one",
     "V.4 step 9; VDC-13, VDC-05",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 5);
         lab.Dns(PEER2, 60);
         lab.Wait(11);
         v.Equal(lab.Dns(PEER, 5, 12), VIRTUAL1, "again");
         v.Equal(lab.core.GetUsage().resting, 0u, "nothing rests");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
         lab.Wait(31.5);
         v.Equal(lab.core.GetUsage().resting, 1u, "its second rest has its own end");
     }},
    {"a restart loses bindings, but nobody gets the address of another one's stale answer",
     "V.4 step 9; VDC-13, VDC-02",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Brief());
         lab.Dns(PEER, 60);
         lab.core.Restart(1'000'000'000);
         v.Equal(lab.PeerOf(VIRTUAL1, 2, CLIENT4), "-", "stale");
         v.Equal(lab.Dns(PEER2, 60, 2), VIRTUAL2, "another peer");
         v.Equal(lab.Dns(PEER, 60, 3), VIRTUAL1, "the same peer");
     }},
    {"a full pool: a call from outside is answered 1/3, a DNS request gets nothing, both are "
     "counted, and who is there stays",
     "V.2; VDC-14",
     [](test::Verdict& v) {
         VirtualIp6Lab lab(Site("10.64.0.0/30"));
         lab.VirtualOf(PEER);
         lab.Dns(PEER2, 60);
         const Bytes call = Udp({PEER3, 5000}, {SERVER6, 53});
         lab.ExpectDrop(v,
                        call,
                        Reason::NoVirtualAddress,
                        "a third peer",
                        1,
                        {IcmpAbout(EDGE6, PEER3, {1, 3, 0}, call)});
         v.Equal(lab.Dns(PEER3, 60, 1), "-", "by DNS");
         const auto usage = lab.core.GetUsage();
         v.Equal(usage.capacity, 2u, "addresses of a /30");
         v.Equal(usage.refusedPackets, 1u, "refused packets");
         v.Equal(usage.refusedDns, 1u, "refused DNS requests");
         v.Equal(usage.madeByPackets, 1u, "made by packets");
         v.Equal(usage.madeByDns, 1u, "made by DNS");
         v.Equal(lab.VirtualOf(PEER, 1), VIRTUAL1, "the first peer");
         v.Equal(lab.VirtualOf(PEER2, 1), VIRTUAL2, "the second");
     }},
    {"who uses a virtual address that is nobody's is told 3/1, and it is counted",
     "V.4 step 9; VDC-19",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         const Bytes call = Udp({CLIENT4, 5000}, {VIRTUAL1, 53});
         lab.ExpectDrop(v,
                        call,
                        Reason::StaleVirtualAddress,
                        "stale use",
                        0,
                        {OwnAbout(EDGE4, CLIENT4, {3, 1, 0}, call)});
         v.Equal(lab.core.GetUsage().stale, 1u, "count");
         lab.atHand = 30; // asked twice, counted once
         lab.Send(call);
         v.Equal(lab.core.GetUsage().stale, 2u, "with few bytes at hand");
     }},
    {"the name of another inside host leads straight to its real IPv4 address",
     "V.2; VDC-18",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         v.Equal(lab.Dns(SERVER6, 60), SERVER4, "its address");
         v.Equal(lab.Bindings(), "", "no binding");
         v.Equal(lab.Dns("2001:db8:64::10.64.0.9", 60), "-", "a virtual address in the prefix");
         v.Equal(lab.Dns("ff02::1", 60), "-", "no host's address");
         v.Equal(lab.core.GetUsage().refusedDns, 0u, "that is no want of room");
     }},
    {"static peers have their virtual address for good: IPv6 literals need no DNS",
     "V.4 step 10; VDC-05",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Brief("10.64.0.0/30");
         settings.peers = {{Addr(PEER2), Addr(VIRTUAL1)}};
         VirtualIp6Lab lab(settings);
         v.Equal(lab.PeerOf(VIRTUAL1, 0, CLIENT4), PEER2, "from the first moment");
         v.Equal(lab.VirtualOf(PEER), VIRTUAL2, "others get other addresses");
         lab.Wait(100000);
         v.Equal(lab.Bindings(), "10.64.0.1 2001:db8:ffff::80 static", "after all timeouts");
         lab.core.Restart(100000LL * 1'000'000'000);
         v.Equal(lab.Dns(PEER2, 60, 100001), VIRTUAL1, "after a restart");
     }},
    {"pools per host: a small pool serves many peers, one virtual address may stand for others "
     "for others",
     "V.2; VDC-09, VDC-14",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Brief("10.64.0.0/30");
         settings.perHost = true;
         settings.peers = {{Addr("2001:db8:ffff::99"), Addr(VIRTUAL2)}};
         VirtualIp6Lab lab(settings);
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "a peer at one host");
         v.Equal(lab.VirtualOf(PEER2, 0, CLIENT6), VIRTUAL1, "another at the other");
         v.Equal(lab.PeerOf(VIRTUAL1, 1, SERVER4), PEER, "what the one means");
         v.Equal(lab.PeerOf(VIRTUAL1, 1, CLIENT4), PEER2, "what the other means");
         v.Equal(lab.PeerOf(VIRTUAL2, 1, CLIENT4), "2001:db8:ffff::99", "static: for all");
         v.Equal(lab.Dns(PEER3, 60, 1, CLIENT4), "-", "its pool is full");
         v.Equal(lab.Dns(PEER3, 60, 1, "10.0.0.8"), VIRTUAL1, "a third host's is not");
         v.Equal(lab.Bindings(),
                 "10.64.0.1 2001:db8:ffff::10 outside 10.0.0.5; 10.64.0.1 2001:db8:ffff::80 "
                 "outside 10.0.0.7; 10.64.0.1 2001:db8:ffff::90 dns 10.0.0.8; 10.64.0.2 "
                 "2001:db8:ffff::99 static",
                 "bindings");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
         lab.Wait(10000);
         v.Equal(lab.core.GetUsage().bindings, 1u, "bindings in the end");
         v.Equal(lab.core.GetUsage().resting, 0u, "rest in the end");
     }},
    {"several prefixes make one pool; of a short one the first and last address are not used",
     "V.2; VDC-14",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site("10.64.0.4/30");
         settings.pool.push_back(Net("100.64.0.0/31"));
         VirtualIp6Lab lab(settings);
         const char* const given[] = {"10.64.0.5", "10.64.0.6", "100.64.0.0", "100.64.0.1", "-"};
         for (uint32_t i = 0; i < 5; ++i)
         {
             v.Equal(lab.Dns(Addr(PEER).Plus(i).ToString(), 60), given[i], std::to_string(i));
         }
     }},
    {"limits: what is there stays, what is new is refused",
     "RFC 6146 5.3; VDC-14",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.limits.bindings = 1;
         settings.limits.sessions = 2;
         VirtualIp6Lab lab(settings);
         lab.VirtualOf(PEER);
         const Bytes other = Udp({PEER2, 5000}, {SERVER6, 53});
         lab.ExpectDrop(v,
                        other,
                        Reason::BindingLimit,
                        "a second binding",
                        0,
                        {IcmpAbout(EDGE6, PEER2, {1, 3, 0}, other)});
         lab.VirtualOf(PEER, 0, CLIENT6);
         const Bytes third = Udp({PEER, 5001}, {SERVER6, 53});
         lab.ExpectDrop(v,
                        third,
                        Reason::SessionLimit,
                        "a third session",
                        0,
                        {IcmpAbout(EDGE6, PEER, {1, 3, 0}, third)});
         v.Equal(lab.VirtualOf(PEER, 1), VIRTUAL1, "the first session");
     }},
};

V6LAB_SUITE("v6lab-virtual-ip6-bindings", ROWS);

} // namespace
