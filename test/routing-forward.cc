// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/packets.h"
#include "test/support/path-net.h"

#include "ns3/boolean.h"
#include "ns3/ipv4.h"
#include "ns3/simulator.h"

#include <array>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using Bytes = std::vector<uint8_t>;

Row
Echoes(const std::string& sentence, const std::string& to, bool checksums)
{
    return {sentence, "RFC 1812 5.2.1, RFC 8200 3", [=](Verdict& v) {
                PathNet net(1500, checksums);
                net.Listen("b", 7, true);
                net.Udp("a", to, 7, 100, 1);
                v.Equal(net.Run(),
                        "a send; r forward; b deliver; b send; r forward; a deliver; ",
                        "events");
                v.Equal(net.payload, 200u, "bytes received by both");
                v.Equal(int{net.GetEvents().at(2).before.ttl}, 63, "TTL where it arrives");
            }};
}

/** A packet that the router must end in silence or with an error, and for one reason. */
Row
Dropped(const std::string& sentence,
        const std::string& clause,
        const Bytes& packet,
        const std::string& reason,
        const std::string& answer)
{
    return {sentence, clause, [=](Verdict& v) {
                PathNet net;
                net.Inject("r", "near", packet);
                net.Run();
                const std::string sent = answer.empty() ? "" : "send; ";
                v.Equal(net.Events("r"), "drop " + reason + "; " + sent, "events of r");
                v.Equal(net.Frames("far", packet[0] >> 4 == 4 ? packet[9] : packet[6]).size(),
                        size_t{0},
                        "frames on the far link");
                std::string type;
                for (const uint8_t protocol : {protocol::ICMPV4, protocol::ICMPV6})
                {
                    for (const auto& frame : net.Frames("near", protocol))
                    {
                        const size_t at = protocol == protocol::ICMPV4 ? 20 : 40;
                        type = std::to_string(frame.bytes[at]) + "." +
                               std::to_string(frame.bytes[at + 1]);
                    }
                }
                v.Equal(type, answer, "ICMP type and code");
            }};
}

Bytes
From(const std::string& source, const std::string& destination, uint8_t ttl = 64)
{
    const Bytes udp{0x10, 0, 0, 7, 0, 16, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    return IpAddress::Parse(source)->IsV4()
               ? test::Ipv4Bytes(source, destination, protocol::UDP, udp, ttl)
               : test::Ipv6Bytes(source, destination, protocol::UDP, udp, ttl);
}

Bytes
Changed(Bytes packet, size_t at, uint8_t value)
{
    packet[at] = value;
    return packet;
}

/** A datagram that must be cut on the way and put together by ns-3's receiver. */
Row
Reassembled(uint16_t mtu, uint32_t size)
{
    return {std::to_string(size) + " bytes arrive whole over a link with MTU " +
                std::to_string(mtu),
            "RFC 791 3.2, RFC 1812 4.2.2.7",
            [=](Verdict& v) {
                PathNet net(mtu);
                StackHelper::GetPlane(net.At("a"))
                    ->SetAttribute("UdpDontFragment", BooleanValue(false));
                net.Listen("b", 7);
                net.Udp("a", B4, 7, size, 1);
                net.Run();
                v.Equal(net.payload, size, "bytes");
                v.True(net.Frames("far").size() > 1, "in more than one piece");
                for (const auto& frame : net.Frames("far"))
                {
                    v.True(frame.bytes.size() <= mtu, "no frame is larger than the MTU");
                }
            }};
}

const std::vector<Row> ROWS{
    Echoes("IPv4 documentation prefixes are forwarded, TTL falls by one", B4, true),
    Echoes("IPv6 documentation prefixes are forwarded, hop limit falls by one", B6, true),
    Echoes("IPv4 works without checksums as well", B4, false),
    Echoes("IPv6 works without checksums as well", B6, false),
    Dropped("IPv4: no route is answered with network unreachable",
            "RFC 1812 5.2.7.1",
            From("192.0.2.1", "203.0.113.1"),
            "no-route",
            "3.0"),
    Dropped("IPv6: no route is answered with code 0",
            "RFC 4443 3.1",
            From("2001:db8:1::1", "2001:db8:9::1"),
            "no-route",
            "1.0"),
    Dropped("IPv4: TTL 1 ends here with time exceeded",
            "RFC 1812 5.3.1",
            From("192.0.2.1", B4, 1),
            "hop-limit-exceeded",
            "11.0"),
    Dropped("IPv4: so does TTL 0",
            "RFC 1812 5.3.1",
            From("192.0.2.1", B4, 0),
            "hop-limit-exceeded",
            "11.0"),
    Dropped("IPv6: hop limit 1 ends here with time exceeded",
            "RFC 4443 3.3",
            From("2001:db8:1::1", B6, 1),
            "hop-limit-exceeded",
            "3.0"),
    Dropped("a source in 127.0.0.0 goes nowhere, in silence",
            "RFC 1812 5.3.7",
            From("127.0.0.1", B4),
            "bad-source",
            ""),
    Dropped("nor does a multicast source",
            "RFC 1812 5.3.7",
            From("224.0.0.9", B4),
            "bad-source",
            ""),
    Dropped("nor a broadcast source",
            "RFC 1812 5.3.7",
            From("255.255.255.255", B4),
            "bad-source",
            ""),
    Dropped("nor an IPv4 link-local source",
            "RFC 3927 7",
            From("169.254.7.7", B4),
            "bad-source",
            ""),
    Dropped("a destination in 127.0.0.0 from outside goes nowhere",
            "RFC 1812 5.3.7",
            From("192.0.2.1", "127.0.0.2"),
            "bad-destination",
            ""),
    Dropped("a directed broadcast to another subnet goes nowhere",
            "RFC 2644 3",
            From("192.0.2.1", "198.51.100.255"),
            "bad-destination",
            ""),
    Dropped("a link-local IPv6 source goes nowhere, and is told: beyond its scope",
            "RFC 4291 2.5.6, RFC 4443 3.1",
            From("fe80::77", B6),
            "bad-source",
            "1.2"),
    {"what is beyond the scope of a link-local source is told on the link it came from",
     "RFC 4443 3.1",
     [](Verdict& v) {
         PathNet net;
         net.Inject("r", "far", From("fe80::77", "2001:db8:1::1"));
         net.Run();
         v.Equal(net.Events("r"), "drop bad-source; send; ", "events of r");
         v.Equal(net.Frames("near", protocol::ICMPV6).size(), size_t{0}, "on the other link");
         v.Equal(net.Frames("far", protocol::ICMPV6).size(), size_t{1}, "on its link");
     }},
    Dropped("a link-local IPv6 source and destination are in no scope of a router's",
            "RFC 4291 2.5.6",
            From("fe80::77", "fe80::78"),
            "bad-source",
            ""),
    Dropped("an IPv4-mapped source goes nowhere",
            "RFC 6890 2.2.3",
            From("::ffff:192.0.2.1", B6),
            "bad-source",
            ""),
    Dropped("a link-local IPv6 destination that is not ours goes nowhere",
            "RFC 4291 2.5.6",
            From("2001:db8:1::1", "fe80::77"),
            "bad-destination",
            ""),
    Dropped("IPv6: not back onto the point-to-point link of its own subnet",
            "RFC 4443 3.1",
            From("2001:db8:1::1", "2001:db8:1::77"),
            "neighbour-unreachable",
            "1.3"),
    Dropped("a header with a wrong checksum is dropped in silence",
            "RFC 1812 5.2.2 (2)",
            Changed(From("192.0.2.1", B4), 10, 0x77),
            "bad-checksum",
            ""),
    Dropped("version 5 is no IPv4 header",
            "RFC 1812 5.2.2 (3)",
            Changed(From("192.0.2.1", B4), 0, 0x55),
            "malformed-header",
            ""),
    Dropped("a header of 16 bytes is none",
            "RFC 1812 5.2.2 (4)",
            Changed(From("192.0.2.1", B4), 0, 0x44),
            "malformed-header",
            ""),
    Dropped("a total length beyond the frame is a lie",
            "RFC 1812 5.2.2 (1)",
            Changed(From("192.0.2.1", B4), 3, 200),
            "malformed-header",
            ""),
    Dropped("a total length below the header is one too",
            "RFC 1812 5.2.2 (5)",
            Changed(From("192.0.2.1", B4), 3, 19),
            "malformed-header",
            ""),
    Dropped("an IPv6 payload length beyond the frame is a lie",
            "RFC 8200 3",
            Changed(From("2001:db8:1::1", B6), 5, 200),
            "malformed-header",
            ""),
    Reassembled(1499, 1473),
    Reassembled(576, 3000),
    Reassembled(68, 1000),
    Reassembled(1001, 65000),
    {"a packet with DF that does not fit is answered with the next hop's MTU",
     "RFC 1191 4",
     [](Verdict& v) {
         PathNet net(1300);
         net.Ping("a", B4, 1400, 1, true);
         net.Run();
         v.Equal(net.Events("r"), "drop fragmentation-needed; send; ", "events of r");
         const auto answers = net.Frames("near", protocol::ICMPV4);
         v.Equal(answers.size(), size_t{2}, "the request and the error");
         const auto& error = answers.at(1).bytes;
         v.True(error[20] == 3 && error[21] == 4, "type 3 code 4");
         v.Equal(error[26] << 8 | error[27], 1300, "MTU");
         v.Equal(error.size(), size_t{576}, "quotes as much as fits 576 bytes");
     }},
    {"an IPv6 packet that does not fit is answered with packet too big",
     "RFC 4443 3.2",
     [](Verdict& v) {
         PathNet net(1280);
         net.Ping("a", B6, 1400, 1);
         net.Run();
         v.Equal(net.Events("r"), "drop packet-too-big; send; ", "events of r");
         const auto error = net.Frames("near", protocol::ICMPV6).at(1).bytes;
         v.True(error[40] == 2 && error[41] == 0, "type 2 code 0");
         v.Equal(error[46] << 8 | error[47], 1280, "MTU");
         v.Equal(error.size(), size_t{1280}, "quotes as much as fits 1280 bytes");
     }},
    {"a host drops packets of others, in silence",
     "RFC 1122 3.3.1",
     [](Verdict& v) {
         PathNet net;
         net.Inject("b", "far", From("192.0.2.1", "203.0.113.1"));
         net.Inject("b", "far", From("2001:db8:1::1", "2001:db8:9::1"));
         v.Equal(net.Run(), "b drop not-forwarding; b drop not-forwarding; ", "events");
     }},
    {"the longest prefix decides, and its removal gives way to the next",
     "RFC 1812 5.2.4.3",
     [](Verdict& v) {
         PathNet net;
         net.Route("r", "203.0.113.0/24", "192.0.2.1", "near");
         net.Route("r", "203.0.113.64/26", "198.51.100.1", "far");
         net.Inject("r", "near", From("192.0.2.1", "203.0.113.65"), 1);
         Simulator::Schedule(MilliSeconds(4), [&net]() {
             StackHelper::RemoveRoute(net.At("r"),
                                      *Prefix::Parse("203.0.113.64/26"),
                                      IpAddress::Parse("198.51.100.1"),
                                      net.Device("r", "far"));
         });
         net.Inject("r", "near", From("192.0.2.1", "203.0.113.65"), 5);
         net.Run();
         v.Equal(net.Frames("far", protocol::UDP).size(), size_t{1}, "first to the far link");
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{3}, "then back to the near one");
     }},
    {"a route whose interface is down is no route",
     "RFC 1812 5.2.1",
     [](Verdict& v) {
         PathNet net;
         const auto ipv4 = net.At("r")->GetObject<Ipv4>();
         const auto far =
             static_cast<uint32_t>(ipv4->GetInterfaceForDevice(net.Device("r", "far")));
         Simulator::Schedule(MilliSeconds(1), &Ipv4::SetDown, ipv4, far);
         net.Inject("r", "near", From("192.0.2.1", B4), 2);
         Simulator::Schedule(MilliSeconds(5), &Ipv4::SetUp, ipv4, far);
         net.Inject("r", "near", From("192.0.2.1", B4), 6);
         v.Equal(net.Run(),
                 "r drop no-route; r send; a deliver; "
                 "r forward; b drop no-listener; b send; r forward; a deliver; ",
                 "events");
     }},
    {"padding of the link is not forwarded",
     "RFC 894",
     [](Verdict& v) {
         PathNet net;
         auto packet = From("192.0.2.1", B4);
         packet.resize(packet.size() + 10, 0xee);
         net.Inject("r", "near", packet);
         net.Run();
         v.Equal(net.Frames("far", protocol::UDP).at(0).bytes.size(), size_t{36}, "length");
     }},
    {"the flow label and traffic class of a forwarded packet stay",
     "RFC 6437 3",
     [](Verdict& v) {
         PathNet net;
         net.Inject("r", "near", Changed(Changed(From("2001:db8:1::1", B6), 1, 0x5a), 3, 0xbc));
         net.Run();
         const auto bytes = net.Frames("far", protocol::UDP).at(0).bytes;
         v.True(bytes[0] == 0x60 && bytes[1] == 0x5a && bytes[2] == 0 && bytes[3] == 0xbc,
                "first word");
     }},
    {"hosts ask for routers only if they are told to; nodes that do not start no other noise",
     "RFC 4861 6.3.7",
     [](Verdict& v) {
         for (const bool solicit : {false, true})
         {
             SmallNet net;
             net.Host("a");
             net.Host("b");
             net.Lan("lan", {"a", "b"});
             StackHelper::GetPlane(net.At("a"))
                 ->SetAttribute("SolicitRouters", BooleanValue(solicit));
             net.Address("a", "lan", "2001:db8::1/64");
             net.Address("b", "lan", "2001:db8::2/64");
             net.Run(60);
             v.Equal(net.Frames("lan").empty(), !solicit, "silence");
         }
     }},
    {"ARP and neighbour discovery work on Ethernet, and a cold burst loses nothing",
     "RFC 826, RFC 4861 7.2.2",
     [](Verdict& v) {
         SmallNet net;
         net.Host("a");
         net.Router("r");
         net.Host("b");
         net.Lan("near", {"a", "r"});
         net.Lan("far", {"r", "b"});
         for (const auto* text : {"10.1.0.1/24", "fd00:1::1/64"})
         {
             net.Address("a", "near", text);
         }
         net.Address("r", "near", "10.1.0.2/24");
         net.Address("r", "near", "fd00:1::2/64");
         net.Address("r", "far", "10.2.0.2/24");
         net.Address("r", "far", "fd00:2::2/64");
         net.Address("b", "far", "10.2.0.1/24");
         net.Address("b", "far", "fd00:2::1/64");
         net.Route("a", "0.0.0.0/0", "10.1.0.2", "near");
         net.Route("a", "::/0", "fd00:1::2", "near");
         net.Route("b", "0.0.0.0/0", "10.2.0.2", "far");
         net.Route("b", "::/0", "fd00:2::2", "far");
         net.Listen("b", 7);
         for (int i = 0; i < 50; ++i)
         {
             net.Udp("a", "10.2.0.1", 7, 10, 1);
             net.Udp("a", "fd00:2::1", 7, 10, 1);
         }
         net.Run();
         v.Equal(net.datagrams, 100u, "datagrams");
         v.True(net.Events("").find("drop") == std::string::npos, "no drop");
     }},
};

V6LAB_SUITE("v6lab-routing-forward", ROWS);

} // namespace
