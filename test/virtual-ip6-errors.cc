// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6: ICMP errors of hosts and routers on both sides.
#include "test/support/virtual-ip6-lab.h"

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

constexpr char ROUTER6[] = "2001:db8:99::1"; //!< outside, on the way to the peers
constexpr char ROUTER4[] = "10.0.0.1";       //!< inside
constexpr char ROUTER4_IN6[] = "2001:db8:64::a00:1";

const std::vector<Row> ROWS{
    {"an inside host's error: both addresses of the quoted packet are mapped back",
     "RFC 7915 4.3; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         lab.Expect(v,
                    IcmpAbout(SERVER4, VIRTUAL1, {3, 3, 0}, Udp(VIRTUAL_END, SERVER)),
                    {IcmpAbout(SERVER6, PEER, {1, 4, 0}, Udp(PEER_END, SERVER_IN6), 63)},
                    "port unreachable");
         lab.Expect(v,
                    IcmpAbout(ROUTER4, VIRTUAL1, {11, 0, 0}, Udp(VIRTUAL_END, SERVER)),
                    {IcmpAbout(ROUTER4_IN6, PEER, {3, 0, 0}, Udp(PEER_END, SERVER_IN6), 63)},
                    "of a router inside, under its own virtual address");
         lab.Expect(v,
                    IcmpAbout(ROUTER4, VIRTUAL1, {3, 4, 1400}, Udp(VIRTUAL_END, SERVER)),
                    {IcmpAbout(ROUTER4_IN6, PEER, {2, 0, 1420}, Udp(PEER_END, SERVER_IN6), 63)},
                    "fragmentation needed");
     }},
    {"an error goes to whom it is addressed, whatever it quotes",
     "RFC 7915 4.3; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         lab.VirtualOf(PEER2);
         lab.Expect(v,
                    IcmpAbout(SERVER4, VIRTUAL2, {3, 3, 0}, Udp(VIRTUAL_END, SERVER)),
                    {IcmpAbout(SERVER6, PEER2, {1, 4, 0}, Udp(PEER_END, SERVER_IN6), 63)},
                    "to another peer");
     }},
    {"a peer's error comes from its virtual address, and quotes it",
     "RFC 7915 5.3; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         lab.Expect(v,
                    IcmpAbout(PEER, SERVER6, {1, 4, 0}, Udp(SERVER_IN6, PEER_END)),
                    {IcmpAbout(VIRTUAL1, SERVER4, {3, 3, 0}, Udp(SERVER, VIRTUAL_END), 63)},
                    "port unreachable");
         v.Equal(lab.core.GetSessions().size(), 1u, "no session more");
     }},
    {"a router outside has no virtual address: its error comes from the translator, or from the "
     "error sources",
     "RFC 6791 3.1; VDC-15",
     [](test::Verdict& v) {
         const Bytes error = IcmpAbout(ROUTER6, SERVER6, {3, 0, 0}, Udp(SERVER_IN6, PEER_END));
         const Bytes quoted = Udp(SERVER, VIRTUAL_END);
         Called own;
         own.Expect(v, error, {IcmpAbout(EDGE4, SERVER4, {11, 0, 0}, quoted, 63)}, "own address");
         VirtualIp6Settings settings = Site();
         settings.translation.rfc6791Pool = {Net("192.0.0.8/32")};
         Called pool(settings);
         pool.Expect(v,
                     error,
                     {IcmpAbout("192.0.0.8", SERVER4, {11, 0, 0}, quoted, 63)},
                     "error source");
         v.Equal(pool.Bindings(), "10.64.0.1 2001:db8:ffff::10 outside", "bindings");
         Called unnumbered;
         unnumbered.around.address4 = IpAddress();
         unnumbered.ExpectDrop(v, error, Reason::UntranslatableSource, "without any address");
     }},
    {"or it gets a virtual address as peers do, if so told, for the time of a ping",
     "V.5; VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.bindRouters = true;
         Called lab(settings);
         lab.Expect(v,
                    IcmpAbout(ROUTER6, SERVER6, {3, 0, 0}, Udp(SERVER_IN6, PEER_END)),
                    {IcmpAbout(VIRTUAL2, SERVER4, {11, 0, 0}, Udp(SERVER, VIRTUAL_END), 63)},
                    "error");
         lab.Wait(59.9);
         v.True(lab.Bindings().find(ROUTER6) != std::string::npos, "bound");
         lab.Wait(60);
         v.Equal(lab.Bindings(), "10.64.0.1 2001:db8:ffff::10 outside", "bindings after a minute");
     }},
    {"a router inside that no virtual address belongs to is stood in for as well",
     "RFC 6791 3.1; VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.prefix.reset();
         settings.eams.Add(Eam::Parse(SERVER4, SERVER6));
         Called lab(settings);
         lab.Expect(v,
                    IcmpAbout(ROUTER4, VIRTUAL1, {11, 0, 0}, Udp(VIRTUAL_END, SERVER)),
                    {IcmpAbout(EDGE6, PEER, {3, 0, 0}, Udp(PEER_END, SERVER_IN6), 63)},
                    "error");
     }},
    {"errors about packets of nobody are dropped without a word",
     "RFC 6146 3.5; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         lab.ExpectDrop(v,
                        IcmpAbout(ROUTER6, SERVER6, {3, 0, 0}, Udp(SERVER_IN6, {PEER2, 9})),
                        Reason::NoBinding,
                        "to an unknown peer");
         lab.ExpectDrop(v,
                        IcmpAbout(ROUTER6, SERVER6, {3, 0, 0}, Udp({PEER2, 9}, PEER_END)),
                        Reason::UntranslatableSource,
                        "of somebody else");
         lab.ExpectDrop(v,
                        IcmpAbout(ROUTER4, VIRTUAL2, {11, 0, 0}, Udp({VIRTUAL2, 9}, SERVER)),
                        Reason::StaleVirtualAddress,
                        "from a virtual address of nobody");
     }},
};

V6LAB_SUITE("v6lab-virtual-ip6-errors", ROWS);

} // namespace
