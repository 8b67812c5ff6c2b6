// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6: what packets become on their way through, and which get through.
#include "test/support/virtual-ip6-lab.h"

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

const End CLIENT{CLIENT4, 50000};
const End CLIENT_IN6{CLIENT6, 50000};

Bytes
Data(size_t size)
{
    return Bytes(size, 0x5a);
}

/** A datagram of a protocol without ports that a translator could know. */
Bytes
Sctp(const std::string& from, const std::string& to, uint8_t ttl = 64)
{
    const Bytes payload(24, 7);
    return IsV6(from) ? test::Ipv6Bytes(from, to, 132, payload, ttl)
                      : test::Ipv4Bytes(from, to, 132, payload, ttl);
}

const std::vector<Row> ROWS{
    {"a peer opens a connection to a host with a private address: by the walk-through, byte for "
     "byte, ports as they were",
     "V.3, RFC 7915 5.1, 4.1; VDC-03, VDC-08, VDC-10",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.Expect(v,
                    Tcp(PEER_END, SERVER_IN6, tcp::SYN),
                    {Tcp(VIRTUAL_END, SERVER, tcp::SYN, {}, 63)},
                    "SYN");
         v.Equal(lab.Sessions(),
                 "tcp 10.0.0.5#80 2001:db8:64::a00:5#80 2001:db8:ffff::10#40000 10.64.0.1#40000 "
                 "V6 INIT",
                 "session");
         lab.Expect(v,
                    Tcp(SERVER, VIRTUAL_END, tcp::SYN | tcp::ACK),
                    {Tcp(SERVER_IN6, PEER_END, tcp::SYN | tcp::ACK, {}, 63)},
                    "SYN/ACK");
         lab.Expect(v,
                    Tcp(PEER_END, SERVER_IN6, tcp::ACK, Data(30)),
                    {Tcp(VIRTUAL_END, SERVER, tcp::ACK, Data(30), 63)},
                    "data");
         v.Equal(lab.heard, "+b +s ~s ", "heard");
         v.Equal(lab.Bindings(), "10.64.0.1 2001:db8:ffff::10 outside", "binding");
     }},
    {"a host calls a peer that DNS has bound: by the walk-through, byte for byte",
     "V.4, RFC 7915 4.1, 5.1; VDC-08, VDC-10",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         v.Equal(lab.Dns(PEER, 60), VIRTUAL1, "DNS");
         const End peer{PEER, 443};
         const End stand{VIRTUAL1, 443};
         lab.Expect(v,
                    Tcp(CLIENT, stand, tcp::SYN),
                    {Tcp(CLIENT_IN6, peer, tcp::SYN, {}, 63)},
                    "SYN");
         v.Equal(lab.Sessions(),
                 "tcp 10.0.0.7#50000 2001:db8:64::a00:7#50000 2001:db8:ffff::10#443 "
                 "10.64.0.1#443 V4 INIT",
                 "session");
         lab.Expect(v,
                    Tcp(peer, CLIENT_IN6, tcp::SYN | tcp::ACK),
                    {Tcp(stand, CLIENT, tcp::SYN | tcp::ACK, {}, 63)},
                    "SYN/ACK");
         v.True(lab.Sessions().find("ESTABLISHED") != std::string::npos, lab.Sessions());
     }},
    {"pings in both directions keep their identifier",
     "RFC 7915 4.2, 5.2; VDC-08, VDC-10",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.Expect(v,
                    Echo(PEER, SERVER6, 128, 77),
                    {Echo(VIRTUAL1, SERVER4, 8, 77, {9, 8, 7, 6}, 63)},
                    "in");
         lab.Expect(v,
                    Echo(SERVER4, VIRTUAL1, 0, 77),
                    {Echo(SERVER6, PEER, 129, 77, {9, 8, 7, 6}, 63)},
                    "its answer");
         v.Equal(lab.Sessions(),
                 "icmp 10.0.0.5#77 2001:db8:64::a00:5#77 2001:db8:ffff::10#77 10.64.0.1#77",
                 "session");
         lab.Expect(v,
                    Echo(CLIENT4, VIRTUAL1, 8, 78),
                    {Echo(CLIENT6, PEER, 128, 78, {9, 8, 7, 6}, 63)},
                    "out");
     }},
    {"sessions last as RFC 6146 has it: UDP 5 min, ICMP 60 s, TCP 4 min and, established, 2 h",
     "V.2, RFC 6146 4; VDC-05",
     [](test::Verdict& v) {
         VirtualIp6Lab udp;
         udp.Send(Udp(PEER_END, SERVER_IN6), 1);
         v.Equal(udp.Expires(), 301, "UDP");
         udp.Send(Udp(SERVER, VIRTUAL_END), 2);
         v.Equal(udp.Expires(), 302, "UDP, kept by the answer");
         VirtualIp6Lab icmp;
         icmp.Send(Echo(PEER, SERVER6, 128, 77), 1);
         v.Equal(icmp.Expires(), 61, "ICMP");
         VirtualIp6Lab lab;
         lab.Send(Tcp(PEER_END, SERVER_IN6, tcp::SYN), 1);
         v.Equal(lab.Expires(), 241, "SYN");
         lab.Send(Tcp(SERVER, VIRTUAL_END, tcp::SYN | tcp::ACK), 2);
         v.Equal(lab.Expires(), 7202, "established");
         lab.Send(Tcp(PEER_END, SERVER_IN6, tcp::FIN | tcp::ACK), 3);
         lab.Send(Tcp(SERVER, VIRTUAL_END, tcp::FIN | tcp::ACK), 4);
         v.Equal(lab.Expires(), 244, "closed by both");
         lab.Send(Tcp(PEER_END, SERVER_IN6, tcp::ACK), 5);
         v.Equal(lab.Expires(), 244, "the last ACK does not prolong it");
     }},
    {"a reset leaves four minutes; data brings the connection back; after two silent hours it "
     "ends without a probe",
     "RFC 6146 3.5.2.2; VDC-05",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.Send(Tcp(PEER_END, SERVER_IN6, tcp::SYN), 0);
         lab.Send(Tcp(SERVER, VIRTUAL_END, tcp::SYN | tcp::ACK), 0);
         lab.Send(Tcp(PEER_END, SERVER_IN6, tcp::RST), 1);
         v.Equal(lab.Expires(), 241, "after RST");
         lab.Send(Tcp(SERVER, VIRTUAL_END, tcp::ACK), 2);
         v.Equal(lab.Expires(), 7202, "after data");
         lab.Wait(7202);
         v.Equal(lab.Bindings() + lab.Sessions(), "", "what is left");
     }},
    {"a segment in mid-connection makes no state: without a binding it is dropped, with one it "
     "passes",
     "RFC 6146 3.5.2.2; VDC-09",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.ExpectDrop(v,
                        Tcp(PEER_END, SERVER_IN6, tcp::ACK),
                        Reason::TcpWithoutSession,
                        "unknown peer");
         v.Equal(lab.Bindings(), "", "no binding");
         lab.Dns(PEER, 60);
         lab.Expect(v,
                    Tcp(PEER_END, SERVER_IN6, tcp::ACK),
                    {Tcp(VIRTUAL_END, SERVER, tcp::ACK, {}, 63)},
                    "known peer");
         lab.Expect(v,
                    Tcp(SERVER, VIRTUAL_END, tcp::RST),
                    {Tcp(SERVER_IN6, PEER_END, tcp::RST, {}, 63)},
                    "and back");
         v.Equal(lab.Sessions(), "", "no session");
     }},
    {"other protocols go by addresses alone, and hold the binding as UDP would",
     "RFC 7915 4.5; VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.Expect(v, Sctp(PEER, SERVER6), {Sctp(VIRTUAL1, SERVER4, 63)}, "in");
         lab.Expect(v, Sctp(SERVER4, VIRTUAL1), {Sctp(SERVER6, PEER, 63)}, "out", 100);
         v.Equal(lab.Sessions(), "", "sessions");
         lab.Wait(399.9);
         v.True(lab.Bindings() != "", "held");
         lab.Wait(400);
         v.Equal(lab.Bindings(), "", "free");
     }},
    {"fragments pass in both directions and in any order: only addresses change",
     "RFC 7915 4.1, 5.1.1; VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         const auto in = Cut(Udp(PEER_END, SERVER_IN6, Data(100)), {64}, 7);
         const auto there = Cut(Udp(VIRTUAL_END, SERVER, Data(100), 63), {64}, 7);
         lab.Expect(v, in[1], {there[1]}, "the second one first");
         lab.Expect(v, in[0], {there[0]}, "the first one");
         const auto out = Cut(Udp(SERVER, VIRTUAL_END, Data(100)), {64}, 9);
         const auto back = Cut(Udp(SERVER_IN6, PEER_END, Data(100), 63), {64}, 9);
         lab.Expect(v, out[0], {back[0]}, "out, the first one");
         lab.Expect(v, out[1], {back[1]}, "out, the second one");
         v.Equal(lab.core.GetSessions().size(), 1u, "sessions");
     }},
    {"a ping in fragments is dropped, as without state, and binds nobody",
     "RFC 7915 1.2; VDC-15",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         const auto pieces = Cut(Echo(PEER, SERVER6, 128, 77, Data(100)), {64}, 7);
         lab.ExpectDrop(v, pieces[0], Reason::FragmentedIcmp, "the first one");
         lab.ExpectDrop(v, pieces[1], Reason::FragmentedIcmp, "the second one");
         v.Equal(lab.Bindings(), "", "bindings");
     }},
    {"what is too big for the next link is answered, on either side",
     "RFC 7915 4.1, 5.1.1; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         lab.around.mtu4 = 1400;
         const Bytes in = Udp(PEER_END, SERVER_IN6, Data(1440));
         lab.Send(in);
         v.Equal(std::string(Describe(lab.last.reason).word), "packet-too-big", "in");
         v.Equal(lab.last.emissions.size(), 1u, "errors");
         const auto answer = lab.Send(in);
         v.True(!answer.empty() && Read32(&answer[0][44]) == 1420, "Packet Too Big says 1420");
         lab.around.mtu6 = 1300;
         Bytes out = Udp(SERVER, VIRTUAL_END, Data(1300));
         out[6] = 0x40; // DF
         const auto error = lab.Send(Mended(out));
         v.Equal(std::string(Describe(lab.last.reason).word), "fragmentation-needed", "out");
         v.True(!error.empty() && Read32(&error[0][24]) == 1280, "it says 1280");
     }},
    {"UDP without a checksum is dropped, or gets one if so told",
     "RFC 7915 4.5; VDC-15",
     [](test::Verdict& v) {
         Bytes packet = Udp(SERVER, VIRTUAL_END);
         Put16(packet, 26, 0);
         Called strict;
         strict.ExpectDrop(v, packet, Reason::ZeroUdpChecksum, "dropped");
         VirtualIp6Settings settings = Site();
         settings.translation.zeroChecksum = ZeroChecksum::Compute;
         Called lab(settings);
         lab.Expect(v, packet, {Udp(SERVER_IN6, PEER_END, {1, 2, 3, 4}, 63)}, "computed");
     }},
    {"the hop limit ends here as at any router",
     "RFC 7915 4.4, 5.1; VDC-15",
     [](test::Verdict& v) {
         Called lab;
         const Bytes in = Udp(PEER_END, SERVER_IN6, {1}, 1);
         lab.ExpectDrop(v,
                        in,
                        Reason::HopLimitExceeded,
                        "in",
                        0,
                        {IcmpAbout(EDGE6, PEER, {3, 0, 0}, in)});
         const Bytes out = Udp(SERVER, VIRTUAL_END, {1}, 1);
         lab.ExpectDrop(v,
                        out,
                        Reason::HopLimitExceeded,
                        "out",
                        0,
                        {OwnAbout(EDGE4, SERVER4, {11, 0, 0}, out)});
     }},
    {"what is for nobody here is left alone",
     "",
     [](test::Verdict& v) {
         VirtualIp6Lab lab;
         lab.Send(Udp(PEER_END, {"2001:db8:65::1", 80}));
         v.True(lab.last.fate == Fate::NotMine, "IPv6 elsewhere");
         lab.Send(Udp(SERVER, {"10.0.0.9", 80}));
         v.True(lab.last.fate == Fate::NotMine, "IPv4 elsewhere");
     }},
    {"nobody has two virtual addresses at once, and no packet goes round",
     "RFC 6146 3.5; VDC-09",
     [](test::Verdict& v) {
         Called lab;
         lab.ExpectDrop(v,
                        Udp(CLIENT_IN6, SERVER_IN6),
                        Reason::SourceInPrefix,
                        "from a virtual IPv6 address");
         lab.ExpectDrop(v,
                        Udp(VIRTUAL_END, {VIRTUAL2, 1}),
                        Reason::SourceInPrefix,
                        "from a virtual IPv4 address");
         const Bytes in = Udp(PEER_END, {"2001:db8:64::10.64.0.1", 80});
         lab.ExpectDrop(v,
                        in,
                        Reason::UntranslatableDestination,
                        "to the virtual IPv6 address of a virtual IPv4 address",
                        0,
                        {IcmpAbout(EDGE6, PEER, {1, 1, 0}, in)});
     }},
    {"only the networks behind it are reached and reach",
     "V.1; VDC-03",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.networks = {Net("10.0.0.0/29")};
         VirtualIp6Lab lab(settings);
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "a host in it");
         const Bytes in = Udp(PEER_END, {"2001:db8:64::192.0.2.1", 80});
         lab.ExpectDrop(v,
                        in,
                        Reason::UntranslatableDestination,
                        "the IPv4 internet through the site",
                        0,
                        {IcmpAbout(EDGE6, PEER, {1, 1, 0}, in)});
         const Bytes out = Udp({"10.0.0.9", 80}, VIRTUAL_END);
         lab.ExpectDrop(v,
                        out,
                        Reason::UntranslatableSource,
                        "a host that is in none",
                        0,
                        {OwnAbout(EDGE4, "10.0.0.9", {3, 13, 0}, out)});
     }},
    {"peers that may not call are refused, but answers of theirs pass",
     "V.5; VDC-03",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.inbound = false;
         VirtualIp6Lab lab(settings);
         const Bytes call = Tcp(PEER_END, SERVER_IN6, tcp::SYN);
         lab.ExpectDrop(v,
                        call,
                        Reason::PeerNotAllowed,
                        "a call",
                        0,
                        {IcmpAbout(EDGE6, PEER, {1, 1, 0}, call)});
         v.Equal(lab.Bindings(), "", "binds nobody");
         lab.Dns(PEER, 60);
         lab.Send(Udp(CLIENT, {VIRTUAL1, 443}));
         lab.Expect(v,
                    Udp({PEER, 443}, CLIENT_IN6),
                    {Udp({VIRTUAL1, 443}, CLIENT, {1, 2, 3, 4}, 63)},
                    "an answer");
         lab.Send(Udp({PEER, 444}, CLIENT_IN6));
         v.Equal(std::string(Describe(lab.last.reason).word),
                 "peer-not-allowed",
                 "another port of a peer that was called");
     }},
    {"or only those of some prefixes",
     "V.5; VDC-03",
     [](test::Verdict& v) {
         VirtualIp6Settings settings = Site();
         settings.inboundPeers = {Net("2001:db8:ffff::/122"), Net("2001:db8:fffe::/48")};
         VirtualIp6Lab lab(settings);
         v.Equal(lab.VirtualOf(PEER), VIRTUAL1, "listed");
         v.Equal(lab.VirtualOf("2001:db8:fffe::1"), VIRTUAL2, "listed as well");
         v.Equal(lab.VirtualOf(PEER2), "-", "not listed");
         const auto stream = Sctp(PEER2, SERVER6);
         lab.Send(stream);
         v.Equal(std::string(Describe(lab.last.reason).word), "peer-not-allowed", "without ports");
     }},
};

V6LAB_SUITE("v6lab-virtual-ip6-packets", ROWS);

} // namespace
