// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/packet-bytes.h"
#include "test/support/packets.h"
#include "test/support/path-net.h"

#include "ns3/channel.h"
#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <random>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using Bytes = std::vector<uint8_t>;

/** A packet for host b that ns-3's own parsers must never see. */
Row
Refused(const std::string& sentence,
        const std::string& clause,
        const Bytes& packet,
        const std::string& reason = "malformed-header")
{
    return {sentence, clause, [=](Verdict& v) {
                PathNet net(1500, false);
                net.Listen("b", 7);
                net.Inject("b", "far", packet);
                net.Run(70);
                const auto events = net.Events("b");
                v.Equal(events.substr(0, events.find(';')), "drop " + reason, "event");
                v.Equal(net.datagrams, 0u, "datagrams");
            }};
}

Bytes
To4(uint8_t protocol, const Bytes& upper)
{
    return test::Ipv4Bytes("192.0.2.1", B4, protocol, upper);
}

Bytes
To6(uint8_t nextHeader, const Bytes& payload)
{
    return test::Ipv6Bytes("2001:db8:1::1", B6, nextHeader, payload);
}

/** A TCP header with these options; its data offset covers them. */
Bytes
Tcp(const Bytes& options)
{
    Bytes header(20, 0);
    header[1] = 80;
    header[3] = 80;
    header[12] = static_cast<uint8_t>((20 + options.size()) / 4 << 4);
    header[13] = 2;
    header.insert(header.end(), options.begin(), options.end());
    return header;
}

/** Random bytes behind sound and unsound headers: none may crash the node. */
void
Survives(Verdict& v, bool v4, const std::string& node, const std::string& link)
{
    PathNet net(1500, false);
    net.Listen("b", 7);
    std::mt19937 random(7);
    const Bytes headers4{1, 2, 6, 17, 41, 50, 89, 255};
    const Bytes headers6{0, 6, 17, 43, 44, 50, 51, 58, 59, 60, 135};
    constexpr int COUNT = 4000;
    for (int i = 0; i < COUNT; ++i)
    {
        Bytes payload(random() % 96);
        std::generate(payload.begin(), payload.end(), [&random]() {
            const uint32_t value = random();
            return static_cast<uint8_t>(value % 3 == 0 ? value >> 8 : value >> 8 & 7);
        });
        auto packet = v4 ? To4(headers4[random() % headers4.size()], payload)
                         : To6(headers6[random() % headers6.size()], payload);
        if (i % 4 == 0) // and damage the header, the version excepted
        {
            packet[1 + random() % (v4 ? 15 : 7)] = static_cast<uint8_t>(random());
        }
        net.Inject(node, link, packet, 1 + 0.01 * i);
    }
    net.Run(200);
    v.True(net.GetEvents().size() > COUNT / 2, "most packets have an event");
}

/** How often b is asked for one address that nobody has, and what the senders hear. */
void
Unresolved(Verdict& v, const std::string& to, const std::string& icmp)
{
    SmallNet net;
    net.Host("a");
    net.Router("r");
    net.Host("b");
    net.Link("near", "a", "r");
    net.Lan("far", {"r", "b"});
    net.Address("a", "near", "192.0.2.1/24");
    net.Address("r", "near", "192.0.2.254/24");
    net.Address("r", "far", "198.51.100.254/24");
    net.Address("a", "near", "2001:db8:1::1/64");
    net.Address("r", "near", "2001:db8:1::ff/64");
    net.Address("r", "far", "2001:db8:2::ff/64");
    net.Route("a", "0.0.0.0/0", "192.0.2.254", "near");
    net.Route("a", "::/0", "2001:db8:1::ff", "near");
    for (int i = 0; i < 3; ++i)
    {
        net.Udp("a", to, 7, 10, 1 + i);
    }
    net.Run(20);
    const std::string each = "drop neighbour-unreachable; send; ";
    v.Equal(net.Events("r"), "forward; forward; forward; " + each + each + each, "events of r");
    v.Equal(net.icmp, icmp + icmp + icmp, "what the sockets were told");
}

const std::vector<Row> ROWS{
    {"nobody listens on a UDP port: one drop, and an error that quotes the whole packet",
     "RFC 1122 4.1.3.1, RFC 1812 4.3.2.3",
     [](Verdict& v) {
         PathNet net;
         net.Udp("a", B4, 9, 100, 1);
         v.Equal(net.Run(),
                 "a send; r forward; b drop no-listener; b send; r forward; a deliver; ",
                 "events");
         v.Equal(net.icmp, "3.3 0; ", "what the socket was told");
         const auto error = net.Frames("far", protocol::ICMPV4).at(0).bytes;
         const auto packet = net.Frames("far", protocol::UDP).at(0).bytes;
         v.Equal(error.size(), packet.size() + 28, "size");
         v.True(std::equal(packet.begin(), packet.end(), error.begin() + 28), "the quote");
         v.Equal(int{error[1]}, 0xc0, "precedence 6 (RFC 1812 4.3.2.5)");
     }},
    {"nobody listens on a UDP port over IPv6",
     "RFC 4443 3.1",
     [](Verdict& v) {
         PathNet net;
         net.Udp("a", B6, 9, 1400, 1);
         v.Equal(net.Run(),
                 "a send; r forward; b drop no-listener; b send; r forward; a deliver; ",
                 "events");
         v.Equal(net.icmp, "1.4 4; ", "what the socket was told");
         v.Equal(net.Frames("far", protocol::ICMPV6).at(0).bytes.size(), size_t{1280}, "size");
     }},
    {"nobody listens on a TCP port: the SYN was not delivered",
     "RFC 9293 3.5.2",
     [](Verdict& v) {
         for (const auto& to : {B4, B6})
         {
             PathNet net;
             net.Tcp("a", to, "r", 10); // r listens, b does not
             net.Run(1);
             v.Equal(net.Events("b"), "drop no-listener; send; ", "events of b for " + to);
         }
     }},
    {"a full receive buffer is named",
     "",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7, false, 250);
         for (int i = 0; i < 3; ++i)
         {
             net.Udp("a", B4, 7, 100, 1 + i);
         }
         net.Run();
         v.Equal(net.Events("b"), "deliver; deliver; drop receive-buffer-full; ", "events of b");
     }},
    {"a datagram with a wrong checksum is named",
     "RFC 1122 4.1.3.4",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7);
         net.Inject("b", "far", To4(protocol::UDP, {0x10, 0, 0, 7, 0, 10, 0x12, 0x34, 1, 2}));
         net.Inject("b", "far", To6(protocol::UDP, {0x10, 0, 0, 7, 0, 10, 0x12, 0x34, 1, 2}));
         v.Equal(net.Run(), "b drop bad-checksum; b drop bad-checksum; ", "events");
     }},
    {"an IPv4 datagram without a checksum is delivered",
     "RFC 1122 4.1.3.4",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7);
         net.Inject("b", "far", To4(protocol::UDP, {0x10, 0, 0, 7, 0, 10, 0, 0, 1, 2}));
         v.Equal(net.Run(), "b deliver; ", "events");
         v.Equal(net.payload, 2u, "bytes");
     }},
    {"an IPv6 datagram without a checksum is not",
     "RFC 8200 8.1",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7);
         net.Inject("b", "far", To6(protocol::UDP, {0x10, 0, 0, 7, 0, 10, 0, 0, 1, 2}));
         v.Equal(net.Run(), "b drop bad-checksum; ", "events");
     }},
    {"IPv4: a next hop that answers no ARP is one drop and host unreachable for each packet",
     "RFC 1812 5.2.7.1",
     [](Verdict& v) { Unresolved(v, "198.51.100.99", "3.1 0; "); }},
    {"IPv6: a next hop that answers no neighbour solicitation likewise",
     "RFC 4861 7.2.2, RFC 4443 3.1",
     [](Verdict& v) { Unresolved(v, "2001:db8:2::99", "1.3 3; "); }},
    {"an error about the first fragment of an IPv6 datagram reaches its socket",
     "RFC 4443 2.4(d)",
     [](Verdict& v) {
         PathNet net;
         net.Udp("a", "2001:db8:3::9", 7, 3000, 1); // r has no route
         net.Run(3);
         v.Equal(net.icmp, "1.0 0; ", "what the socket was told");
     }},
    {"fragments that never become whole are dropped when their time is up",
     "RFC 1122 3.3.2, RFC 8200 4.5",
     [](Verdict& v) {
         PathNet net;
         auto first = To4(protocol::UDP, Bytes(16, 1));
         first[6] = 0x20;
         first[10] = first[11] = 0;
         const uint16_t sum = InternetChecksum().Add(first.data(), 20).Get();
         first[10] = static_cast<uint8_t>(sum >> 8);
         first[11] = static_cast<uint8_t>(sum);
         net.Inject("b", "far", first);
         Bytes six{17, 0, 0, 1, 0, 0, 0, 9};
         six.insert(six.end(), 16, 1);
         net.Inject("b", "far", To6(protocol::FRAGMENT, six));
         net.Run(100);
         const std::string each = "drop reassembly-timeout; ";
         const auto events = net.Events("b");
         v.True(events.find(each) != events.rfind(each), "both: " + events);
     }},
    {"a frame that an Ethernet gives up, as the bus is busy for too long, is named",
     "IEEE 802.3 4.2.3.2",
     [](Verdict& v) {
         SmallNet net;
         net.Host("a");
         net.Host("b");
         net.Lan("bus", {"a", "b"});
         net.Address("a", "bus", "2001:db8:1::1/64");
         net.Address("b", "bus", "2001:db8:1::2/64");
         const auto channel = net.Device("a", "bus")->GetChannel();
         net.Listen("b", 7);
         net.Udp("a", "2001:db8:1::2", 7, 10, 1);
         Simulator::Schedule(ns3::Seconds(1), [channel] {
             channel->SetAttribute("Delay", ns3::TimeValue(ns3::Seconds(2)));
         });
         net.Udp("a", "2001:db8:1::2", 7, 10, 2000);
         net.Udp("a", "2001:db8:1::2", 7, 10, 2001);
         net.Run(20);
         v.True(net.Events("a").find("drop excessive-deferral") != std::string::npos,
                net.Events("a"));
     }},
    {"a full queue is named",
     "",
     [](Verdict& v) {
         PathNet net;
         for (int i = 0; i < 300; ++i)
         {
             net.Udp("a", B4, 7, 1000, 1);
         }
         net.Run();
         const auto events = net.Events("a");
         size_t drops = 0;
         size_t sends = 0;
         for (const auto& event : net.GetEvents())
         {
             const bool own = event.node == net.At("a")->GetId();
             drops += own && event.reason == Reason::QueueFull;
             sends += own && event.action == Action::Send;
         }
         v.Equal(sends, size_t{300}, "sent");
         v.Equal(drops + net.Frames("near", protocol::UDP).size(), size_t{300}, "dropped or sent");
         v.True(drops > 0, "some were dropped");
     }},
    {"errors are limited: a burst at once, then the rate",
     "RFC 4443 2.4(f), RFC 1812 4.3.2.8",
     [](Verdict& v) {
         PathNet net;
         const auto plane = StackHelper::GetPlane(net.At("r"));
         plane->SetAttribute("IcmpErrorRate", UintegerValue(10));
         plane->SetAttribute("IcmpErrorBurst", UintegerValue(5));
         for (int i = 0; i < 100; ++i)
         {
             net.Udp("a", "203.0.113.1", 7, 10, 1 + 10 * i); // one second
             net.Udp("a", "2001:db8:9::1", 7, 10, 1 + 10 * i);
         }
         net.Run();
         v.Equal(net.Frames("near", protocol::ICMPV4).size(), size_t{14}, "IPv4: 5 and 9 more");
         v.Equal(net.Frames("near", protocol::ICMPV6).size(), size_t{14}, "IPv6: 5 and 9 more");
     }},
    {"those of path-MTU discovery are not: all who begin together learn it",
     "RFC 1191 4, RFC 4443 3.2; Linux icmpv4_mask_allow(), icmpv6_mask_allow()",
     [](Verdict& v) {
         PathNet net(1300);
         const auto plane = StackHelper::GetPlane(net.At("r"));
         plane->SetAttribute("IcmpErrorBurst", UintegerValue(1));
         for (uint16_t i = 0; i < 20; ++i)
         {
             const std::vector<uint8_t> bytes(1400, 1);
             auto four = flow::Udp({"192.0.2.1", i}, {B4, 7}, bytes);
             four.at(6) |= 0x40;
             four.at(10) = four.at(11) = 0;
             const uint16_t sum = InternetChecksum().Add(four.data(), 20).Get();
             four.at(10) = static_cast<uint8_t>(sum >> 8);
             four.at(11) = static_cast<uint8_t>(sum);
             net.Inject("r", "near", four);
             net.Inject("r", "near", flow::Udp({"2001:db8:1::1", i}, {B6, 7}, bytes));
         }
         net.Run();
         v.Equal(net.Frames("near", protocol::ICMPV4).size(), size_t{20}, "IPv4");
         v.Equal(net.Frames("near", protocol::ICMPV6).size(), size_t{20}, "IPv6");
     }},
    {"a too-big message about a packet that we never sent teaches nothing",
     "RFC 8201 4, RFC 5927 7",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7);
         const auto quoted = test::Ipv4Bytes("192.0.2.99", B4, 17, Bytes(1480, 0));
         Bytes message{3, 4, 0, 0, 0, 0, 2, 0};
         message.insert(message.end(), quoted.begin(), quoted.begin() + 28);
         const uint16_t sum = InternetChecksum().Add(message.data(), message.size()).Get();
         message[2] = static_cast<uint8_t>(sum >> 8);
         message[3] = static_cast<uint8_t>(sum);
         net.Inject("a", "near", test::Ipv4Bytes("192.0.2.254", "192.0.2.1", 1, message));
         net.Udp("a", B4, 7, 1400, 100);
         net.Run();
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{1}, "one frame, not fragments");
     }},
    {"a too-big message with a wrong checksum teaches nothing",
     "RFC 792",
     [](Verdict& v) {
         PathNet net;
         const auto quoted = test::Ipv4Bytes("192.0.2.1", B4, 17, Bytes(1480, 0));
         Bytes message{3, 4, 0x55, 0x55, 0, 0, 2, 0};
         message.insert(message.end(), quoted.begin(), quoted.begin() + 28);
         net.Inject("a", "near", test::Ipv4Bytes("192.0.2.254", "192.0.2.1", 1, message));
         net.Udp("a", B4, 7, 1400, 100);
         net.Run();
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{1}, "one frame, not fragments");
         v.True(net.Events("a").find("drop bad-checksum") == 0, "named");
     }},
    Refused("a UDP header of 7 bytes", "RFC 768", To4(17, Bytes(7, 0))),
    Refused("a UDP length beyond the packet", "RFC 768", To4(17, {0, 7, 0, 7, 0, 99, 0, 0})),
    Refused("a UDP length below its header", "RFC 768", To6(17, {0, 7, 0, 7, 0, 7, 0, 0})),
    Refused("a TCP header of 19 bytes", "RFC 9293 3.1", To4(6, Bytes(19, 0x50))),
    Refused("a TCP data offset beyond the packet", "RFC 9293 3.1", To4(6, Bytes(20, 0xf0))),
    Refused("a TCP option of length 0", "RFC 9293 3.2", To4(6, Tcp({2, 0, 0, 0}))),
    Refused("a TCP option beyond the header", "RFC 9293 3.2", To6(6, Tcp({253, 9, 0, 0}))),
    Refused("a window scale option of 4 bytes", "RFC 7323 2.2", To4(6, Tcp({3, 4, 1, 0}))),
    Refused("an ICMP message of 7 bytes", "RFC 792", To4(1, Bytes(7, 8))),
    Refused("an ICMP error that quotes half a header",
            "RFC 792",
            To4(1, {3, 3, 0, 0, 0, 0, 0, 0, 0x45, 0, 0, 20})),
    Refused("a neighbour solicitation without target", "RFC 4861 7.1.1", To6(58, Bytes(16, 135))),
    Refused("a neighbour option of length 0",
            "RFC 4861 4.6",
            To6(58,
                [] {
                    Bytes message(32, 0);
                    message[0] = 135;
                    message[24] = 1;
                    return message;
                }())),
    Refused("a router advertisement with two MTU options, which ns-3 would read for ever",
            "RFC 4861 6.1.2",
            To6(58,
                [] {
                    Bytes message(32, 0);
                    message[0] = 134;
                    message[16] = message[24] = 5;
                    message[17] = message[25] = 1;
                    return message;
                }())),
    Refused("an extension header beyond the packet",
            "RFC 8200 4",
            To6(60, {17, 9, 1, 4, 0, 0, 0, 0})),
    Refused("an option beyond its header", "RFC 8200 4.2", To6(60, {17, 0, 1, 9, 0, 0, 0, 0})),
    Refused("hop-by-hop options that do not come first",
            "RFC 8200 4.1",
            To6(60, {0, 0, 1, 4, 0, 0, 0, 0, 59, 0, 1, 4, 0, 0, 0, 0})),
    Refused("a routing header of type 0", "RFC 5095 3", To6(43, {17, 0, 0, 0, 0, 0, 0, 0})),
    Refused("a fragment that is no multiple of 8 and not the last",
            "RFC 8200 4.5",
            To6(44, {17, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3})),
    Refused("a fragment that ends beyond 65,535",
            "RFC 8200 4.5",
            To6(44, {17, 0, 0xff, 0xf8, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8})),
    Refused("an IPv4 fragment that ends beyond 65,535",
            "RFC 791 3.2",
            [] {
                auto packet = To4(17, Bytes(64, 0));
                packet[6] = 0x1f;
                packet[7] = 0xff;
                return packet;
            }()),
    Refused("ESP, which nobody here speaks and ns-3 would read for ever",
            "RFC 4443 3.4",
            To6(50, Bytes(32, 0)),
            "unknown-protocol"),
    Refused("a next header that nobody knows",
            "RFC 4443 3.4",
            To6(253, Bytes(32, 0)),
            "unknown-protocol"),
    {"4,000 IPv4 packets of random bytes crash no host",
     "RFC 1122 1.2.2",
     [](Verdict& v) { Survives(v, true, "b", "far"); }},
    {"4,000 IPv6 packets of random bytes crash no host",
     "RFC 1122 1.2.2",
     [](Verdict& v) { Survives(v, false, "b", "far"); }},
    {"4,000 IPv4 packets of random bytes crash no router",
     "RFC 1812 5.2.2",
     [](Verdict& v) { Survives(v, true, "r", "near"); }},
    {"4,000 IPv6 packets of random bytes crash no router",
     "RFC 1812 5.2.2",
     [](Verdict& v) { Survives(v, false, "r", "near"); }},
};

V6LAB_SUITE("v6lab-routing-errors", ROWS);

} // namespace
