// SPDX-License-Identifier: GPL-2.0-only
// Two ends of an IPsec tunnel between two sites; figures G5 and G1 of Azure's VPN gateways.
#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/tunnel-net.h"

#include "ns3/simulator.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;
using test::TunnelNet;
using test::Verdict;
namespace flow = test::flow;

namespace
{

using Bytes = std::vector<uint8_t>;

constexpr uint32_t ENVELOPE = 20 + 8 + 8; //!< outer header, SPI and sequence, IV

/** The inner packet of the n-th frame that the link carried in ESP. */
Bytes
InnerOf(const TunnelNet& net, const std::string& link, size_t n)
{
    const auto frame = net.Frames(link, protocol::ESP).at(n).bytes;
    const auto opened = esp::Open(frame.data() + 20, frame.size() - 20);
    const auto from = frame.begin() + 20 + opened.start;
    return Bytes(from, from + opened.length);
}

uint8_t
TtlOf(const Bytes& packet)
{
    return packet[0] >> 4 == 4 ? packet[8] : packet[7];
}

/** Length of a packet on the outside, by RFC 4303 2 and RFC 4106 3, 6. */
Row
Sizes(uint32_t payload, uint32_t outer)
{
    return {"a ping of " + std::to_string(payload) + " bytes is a packet of " +
                std::to_string(outer) + " bytes outside",
            "RFC 4303 2, 2.4; RFC 4106 3, 6",
            [=](Verdict& v) {
                TunnelNet net;
                net.Ping("a", "10.2.0.1", payload, 1);
                net.Run();
                const auto frames = net.Frames("wan1", protocol::ESP);
                v.Equal(frames.size(), size_t{2}, "packets in ESP");
                v.Equal(frames.at(0).bytes.size(), size_t{outer}, "bytes");
                v.Equal(frames.at(0).bytes.size() % 4, size_t{0}, "aligned");
            }};
}

/** A ping that is too large for the tunnel and must not be cut: an error from g1, of this MTU. */
Row
TooBig(const std::string& to, uint32_t mtu, const std::string& type, const std::string& reason)
{
    return {"what is over the tunnel's MTU gets an error with that MTU: " + to,
            "G5; RFC 4301 8.2.1",
            [=](Verdict& v) {
                TunnelNet net(mtu);
                const bool v6 = to.find(':') != std::string::npos;
                const uint32_t headers = v6 ? 48 : 28;
                net.Ping("a", to, mtu - headers, 1, true);
                net.Ping("a", to, mtu - headers + 1, 100, true);
                net.Run();
                v.Equal(net.Frames("right", v6 ? protocol::ICMPV6 : protocol::ICMPV4).size(),
                        size_t{2},
                        "the one that fits, and its answer");
                const auto events = net.Events("g1");
                v.True(events.find("drop " + reason) != std::string::npos, events);
                const auto answers = net.Frames("left", v6 ? protocol::ICMPV6 : protocol::ICMPV4);
                const auto& error = answers.back().bytes;
                const size_t at = v6 ? 40 : 20;
                v.Equal(std::to_string(error[at]) + "." + std::to_string(error[at + 1]),
                        type,
                        "type and code");
                v.Equal(Read32(&error[at + 4]) & 0xffff, mtu, "the MTU it tells");
            }};
}

Bytes
Syn(const std::string& from, const std::string& to, uint16_t mss)
{
    Bytes packet = flow::Tcp({from, 4000}, {to, 80}, flow::tcp::SYN, {2, 4, 0, 0, 1, 1, 1, 0});
    const size_t tcp = flow::IsV6(from) ? 40 : 20;
    packet[tcp + 12] = 0x70;
    flow::Put16(packet, tcp + 22, mss);
    flow::Put16(packet, tcp + 16, 0);
    InternetChecksum sum;
    const auto size = packet.size() - tcp;
    sum.AddPseudoHeader(*IpAddress::Parse(from),
                        *IpAddress::Parse(to),
                        protocol::TCP,
                        static_cast<uint32_t>(size));
    flow::Put16(packet, tcp + 16, sum.Add(packet.data() + tcp, size).Get());
    return packet;
}

Row
Clamped(const std::string& to, uint16_t before, uint16_t after)
{
    return {"a SYN to " + to + " with MSS " + std::to_string(before) + " leaves with " +
                std::to_string(after),
            "G5; RFC 9293 3.7.1",
            [=](Verdict& v) {
                const bool v6 = to.find(':') != std::string::npos;
                const std::string from = v6 ? "2001:db8:1::1" : "10.1.0.1";
                TunnelNet net;
                net.Inject("g1", "left", Syn(from, to, before));
                net.Run();
                const auto inner = InnerOf(net, "wan1", 0);
                const size_t tcp = v6 ? 40 : 20;
                v.Equal(Read16(&inner[tcp + 22]), after, "MSS");
                v.True(HasRightChecksum(*IpAddress::Parse(from),
                                        *IpAddress::Parse(to),
                                        protocol::TCP,
                                        &inner[tcp],
                                        inner.size() - tcp),
                       "the checksum is wrong");
            }};
}

/** Something that calls itself ESP arrives at g2, which refuses it in silence. */
Row
Refused(const std::string& sentence,
        const std::string& clause,
        const std::string& reason,
        const std::vector<Bytes>& packets)
{
    return {sentence, clause, [=](Verdict& v) {
                TunnelNet net;
                for (const auto& esp : packets)
                {
                    net.Inject(
                        "g2",
                        "wan2",
                        flow::Mended(
                            test::Ipv4Bytes("192.0.2.1", "198.51.100.1", protocol::ESP, esp, 64)));
                }
                net.Run();
                const auto events = net.Events("g2");
                const std::string drop = "drop " + reason + "; ";
                v.True(events.find(drop) != std::string::npos, "events of g2: " + events);
                v.Equal(net.Frames("wan2", protocol::ICMPV4).size(), size_t{0}, "answers");
            }};
}

/** A sound ESP packet with a ping from a to b inside; `change` spoils it. */
Bytes
Sealed(
    uint32_t spi,
    uint32_t sequence,
    const std::function<void(Bytes&)>& change = [](Bytes&) {})
{
    const Bytes inner = flow::Echo("10.1.0.1", "10.2.0.1", 8, 1);
    const auto envelope = esp::Seal({0, 0, spi},
                                    sequence,
                                    1,
                                    0,
                                    Family::V4,
                                    static_cast<uint32_t>(inner.size()),
                                    false);
    Bytes packet(envelope.head.begin() + 20, envelope.head.end());
    packet.insert(packet.end(), inner.begin(), inner.end());
    packet.insert(packet.end(), envelope.tail.begin(), envelope.tail.end());
    change(packet);
    return packet;
}

const std::vector<Row> ROWS{
    {"both families pass, inside one IPv4 packet each; every gateway is one hop",
     "RFC 4303 3.1.2, RFC 4301 5.1.2",
     [](Verdict& v) {
         for (const std::string to : {"10.2.0.1", "2001:db8:2::1"})
         {
             TunnelNet net;
             net.Ping("a", to, 56, 1);
             v.Equal(net.Run(),
                     "a send; g1 encapsulate; r forward; g2 decapsulate; g2 forward; b deliver; "
                     "b send; g2 encapsulate; r forward; g1 decapsulate; g1 forward; a deliver; ",
                     "events to " + to);
             v.Equal(net.Frames("wan1").size(), net.Frames("wan1", protocol::ESP).size(), "bare");
             v.Equal(unsigned{TtlOf(InnerOf(net, "wan1", 0))}, 63u, "inside");
             v.Equal(unsigned{net.GetEvents().at(5).before.ttl}, 62u, "where it arrives");
             v.Equal(net.GetEvents().at(1).after->destination.ToString(),
                     "198.51.100.1",
                     "the outer destination in the event");
         }
     }},
    {"UDP and TCP pass, both ways and in both families",
     "RFC 4303 3.1.2",
     [](Verdict& v) {
         for (const std::string to : {"10.2.0.1", "2001:db8:2::1"})
         {
             TunnelNet net;
             net.Listen("b", 7, true);
             net.Udp("a", to, 7, 1200, 1);
             net.Run(20);
             v.Equal(net.payload, 2400u, "bytes of UDP over " + to);
         }
         for (const std::string to : {"10.2.0.1", "2001:db8:2::1"})
         {
             TunnelNet net;
             net.Tcp("a", to, "b", 200000);
             net.Run(20);
             v.True(net.tcpClosed, "the transfer is not complete: " + to);
         }
     }},
    {"the outer header is a plain one: TTL 64, no DF, the inner DSCP, a right checksum; sequence "
     "numbers count from 1",
     "RFC 4301 5.1.2.1, RFC 4303 2.1, 2.2",
     [](Verdict& v) {
         TunnelNet net;
         net.Inject("g1", "left", [] {
             auto packet = flow::Echo("10.1.0.1", "10.2.0.1", 8, 5);
             packet[1] = 0xb8;
             return flow::Mended(packet);
         }());
         net.Ping("a", "10.2.0.1", 56, 10);
         net.Run();
         const auto frames = net.Frames("wan1", protocol::ESP);
         const auto& first = frames.at(0).bytes;
         v.Equal(unsigned{first[1]}, 0xb8u, "DSCP");
         v.Equal(unsigned{first[8]}, 64u, "TTL");
         v.Equal(unsigned{first[6]} & 0x40, 0u, "DF");
         v.Equal(InternetChecksum().Add(first.data(), 20).Get(), 0, "checksum");
         v.Equal(Read32(&first[20]), 0x1002u, "SPI");
         v.Equal(Read32(&first[24]), 1u, "sequence");
         const auto second = std::find_if(frames.begin() + 1, frames.end(), [](const auto& f) {
             return Read32(&f.bytes[20]) == 0x1002;
         });
         v.Equal(Read32(&second->bytes[24]), 2u, "next sequence");
     }},
    Sizes(56, 140),
    Sizes(57, 140),
    Sizes(58, 140),
    Sizes(59, 144),
    Sizes(1372, 1456),
    TooBig("10.2.0.1", 1400, "3.4", "fragmentation-needed"),
    TooBig("2001:db8:2::1", 1400, "2.0", "packet-too-big"),
    {"IPv6 packets of 1280 bytes pass whatever the tunnel's MTU is",
     "RFC 8200 5, RFC 4301 8.2.1",
     [](Verdict& v) {
         TunnelNet net(600);
         net.Ping("a", "2001:db8:2::1", 1280 - 48, 1);
         net.Run();
         v.Equal(net.echoReplies, 1u, "answers");
     }},
    {"IPv4 without DF is cut before it is wrapped",
     "G5; RFC 4301 8.1, RFC 791 3.2",
     [](Verdict& v) {
         TunnelNet net;
         net.Ping("a", "10.2.0.1", 1472, 1);
         net.Run();
         v.Equal(net.echoReplies, 1u, "answers");
         v.Equal(net.Frames("wan1", protocol::ESP).size(), size_t{4}, "packets outside");
         v.Equal(InnerOf(net, "wan1", 0).size(), size_t{1396}, "the first piece");
     }},
    {"where the path outside is narrow, the outer packet is cut, and put together at the end",
     "RFC 4303 3.4.1, RFC 791 3.2",
     [](Verdict& v) {
         TunnelNet net(1400, 600);
         net.Ping("a", "10.2.0.1", 1300, 1);
         net.Run();
         v.Equal(net.echoReplies, 1u, "answers");
         v.True(net.Frames("wan2", protocol::ESP).size() >= 6, "pieces");
         const auto events = net.Events("g2");
         v.True(events.find("deliver") == std::string::npos, "g2 delivers nothing: " + events);
     }},
    Clamped("10.2.0.1", 1460, 1350),
    Clamped("10.2.0.1", 1200, 1200),
    Clamped("2001:db8:2::1", 1440, 1340),
    {"the hop limit ends in front of the tunnel, and its sender hears of it",
     "RFC 4301 5.1.2.1, RFC 1812 5.3.1, RFC 4443 3.3",
     [](Verdict& v) {
         for (const bool v6 : {false, true})
         {
             TunnelNet net;
             net.Inject("g1",
                        "left",
                        flow::Echo(v6 ? "2001:db8:1::1" : "10.1.0.1",
                                   v6 ? "2001:db8:2::1" : "10.2.0.1",
                                   v6 ? 128 : 8,
                                   1,
                                   {1},
                                   1));
             net.Run();
             v.Equal(net.Events("g1"), "drop hop-limit-exceeded; send; ", "events of g1");
             v.Equal(net.Frames("wan1", protocol::ESP).size(), size_t{0}, "packets outside");
         }
     }},
    {"what a gateway itself sends into the tunnel has not passed it as a router",
     "RFC 4301 5.1.2.1",
     [](Verdict& v) {
         TunnelNet net;
         net.Ping("g1", "10.2.0.1", 56, 1, false, 5);
         net.Run();
         v.Equal(unsigned{TtlOf(InnerOf(net, "wan1", 0))}, 5u, "TTL inside");
         v.Equal(net.echoReplies, 1u, "answers");
     }},
    {"a node that does not forward wraps its own packets only",
     "RFC 1122 3.3.1",
     [](Verdict& v) {
         TunnelNet net;
         StackHelper::GetPlane(net.At("g1"))->SetAttribute("Forwarding", ns3::BooleanValue(false));
         net.Inject("g1", "left", flow::Echo("10.1.0.1", "10.2.0.1", 8, 1));
         net.Ping("g1", "10.2.0.1", 56, 10);
         net.Run();
         v.Equal(net.Events("g1").substr(0, 41),
                 "drop not-forwarding; send; encapsulate; d",
                 "events of g1");
         v.Equal(net.echoReplies, 1u, "answers to g1 itself");
     }},
    {"no prefix, no tunnel: a route that is taken back leads nowhere",
     "RFC 1812 5.2.7.1",
     [](Verdict& v) {
         TunnelNet net;
         v.True(net.near->RemovePrefix(*Prefix::Parse("10.2.0.0/16")), "it led there");
         v.True(!net.near->RemovePrefix(*Prefix::Parse("10.2.0.0/16")), "it does not any more");
         net.Ping("a", "10.2.0.1", 56, 1);
         net.Run();
         v.Equal(net.Frames("wan1", protocol::ESP).size(), size_t{0}, "packets in ESP");
     }},
    Refused("an index that nobody knows", "RFC 4303 3.4.2", "esp-unknown-spi", {Sealed(0x9999, 1)}),
    Refused("no room for an index", "RFC 4303 2", "esp-malformed", {{0, 0, 0x10}}),
    Refused("no room for a trailer",
            "RFC 4303 2",
            "esp-malformed",
            {Sealed(0x1002, 1, [](Bytes& b) { b.resize(33); })}),
    Refused("more padding than there is room",
            "RFC 4303 2.4",
            "esp-malformed",
            {Sealed(0x1002, 1, [](Bytes& b) { b[b.size() - 18] = 200; })}),
    Refused("padding that does not count 1, 2, 3",
            "RFC 4303 2.4",
            "esp-malformed",
            {Sealed(0x1002, 1, [](Bytes& b) { b[b.size() - 19] = 77; })}),
    Refused("a next header that no tunnel carries",
            "RFC 4303 2.6",
            "esp-malformed",
            {Sealed(0x1002, 1, [](Bytes& b) { b[b.size() - 17] = 6; })}),
    Refused("an inner packet that is longer than its room",
            "RFC 4303 2",
            "esp-malformed",
            {Sealed(0x1002, 1, [](Bytes& b) { b[ENVELOPE - 20 + 3] = 200; })}),
    Refused("a sequence number that came before",
            "RFC 4303 3.4.3",
            "esp-replay",
            {Sealed(0x1002, 7), Sealed(0x1002, 7)}),
    Refused("a sequence number that is too old",
            "RFC 4303 3.4.3",
            "esp-replay",
            {Sealed(0x1002, 100), Sealed(0x1002, 36)}),
    Refused("an inner packet that no router forwards",
            "RFC 1812 5.3.7",
            "bad-destination",
            {Sealed(0x1002, 1, [](Bytes& b) { flow::Put16(b, ENVELOPE - 20 + 16, 0x7f00); })}),
    {"numbers out of order pass once each, within 64",
     "RFC 4303 3.4.3",
     [](Verdict& v) {
         esp::ReplayWindow window;
         std::string verdicts;
         for (const uint32_t number : {0u, 1u, 5u, 3u, 3u, 5u, 68u, 5u, 4u, 69u, 200u, 136u, 137u})
         {
             verdicts += window.Accept(number) ? '+' : '-';
         }
         v.Equal(verdicts, "-+++--+--++-+", "of 0 1 5 3 3 5 68 5 4 69 200 136 137");
     }},
    {"packets leave at the tunnel's rate, ESP included; a full queue drops",
     "G1",
     [](Verdict& v) {
         TunnelNet net(1400, 1500, "1Mbps");
         net.Listen("b", 9);
         for (int i = 0; i < 20; ++i)
         {
             net.Udp("a", "10.2.0.1", 9, 932, 1); // 960 inside: 1016 outside, 8.128 ms each
         }
         net.Run();
         const auto frames = net.Frames("wan1", protocol::ESP);
         v.Equal(frames.size(), size_t{11}, "one at once and ten that wait");
         v.Equal(frames.at(0).bytes.size(), size_t{1016}, "bytes outside");
         const double gap = frames.at(6).ms - frames.at(5).ms;
         v.True(gap > 8.12 && gap < 8.14, "gap " + std::to_string(gap) + " ms");
         const auto events = net.Events("g1");
         v.True(events.find("drop tunnel-rate") != std::string::npos, events);
     }},
    {"many small packets are bounded by their number",
     "G1",
     [](Verdict& v) {
         TunnelNet net(1400, 1500, "100Mbps");
         net.near->SetAttribute("PacketRate", ns3::UintegerValue(1000));
         for (int i = 0; i < 5; ++i)
         {
             net.Ping("a", "10.2.0.1", 10, 1);
         }
         net.Run();
         const auto frames = net.Frames("wan1", protocol::ESP);
         const double gap = frames.at(1).ms - frames.at(0).ms;
         v.True(gap > 0.99 && gap < 1.01, "gap " + std::to_string(gap) + " ms");
     }},
    {"the tunnels of a node share its throughput",
     "G1",
     [](Verdict& v) {
         TunnelNet net;
         EspEndpoint::Of(net.At("g1"))
             ->SetAttribute("DataRate", ns3::DataRateValue(ns3::DataRate("1Mbps")));
         net.Ping("a", "10.2.0.1", 932, 1);
         net.Ping("a", "10.2.0.1", 932, 1);
         net.Run();
         std::vector<double> sent;
         for (const auto& frame : net.Frames("wan1", protocol::ESP))
         {
             if (Read32(&frame.bytes[20]) == 0x1002)
             {
                 sent.push_back(frame.ms);
             }
         }
         v.True(sent.size() == 2 && sent[1] - sent[0] > 8.12, "sent apart");
     }},
    {"two tunnels of a node cannot have one index, and outer addresses are IPv4",
     "RFC 4301 4.1; D1",
     [](Verdict& v) {
         TunnelNet net;
         const auto refusal = [](const std::function<void()>& action) -> std::string {
             try
             {
                 action();
             }
             catch (const std::invalid_argument& error)
             {
                 return error.what();
             }
             return "";
         };
         const auto another = ns3::CreateObject<IpsecTunnel>();
         another->SetAttribute("SpiIn", ns3::UintegerValue(0x1001));
         v.True(refusal([&] { another->Attach(net.At("g1")); }).find("SpiIn") == 0, "index");
         v.True(refusal([&] {
                    another->SetEnds(*IpAddress::Parse("2001:db8::1"),
                                     *IpAddress::Parse("2001:db8::2"));
                }).find("IPv4") != std::string::npos,
                "families");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-vpn-ipsec-tunnel", ROWS);
