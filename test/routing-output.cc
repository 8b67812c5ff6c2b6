// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "test/support/path-net.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/tcp-header.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

bool
HasDf(const test::Frame& frame)
{
    return (frame.bytes[6] & 0x40) != 0;
}

int
Identification(const test::Frame& frame)
{
    return frame.bytes[4] << 8 | frame.bytes[5];
}

/** Two datagrams that do not fit the far link: one tells of the path MTU, the next is cut for it.
 */
Row
UdpLearns(const std::string& sentence, const std::string& clause, const std::string& to)
{
    return {sentence, clause, [=](Verdict& v) {
                PathNet net(1280);
                net.Listen("b", 7);
                const auto socket = net.Udp("a", to, 7, 1400, 1);
                net.Udp("a", to, 7, 1400, 100);
                net.Run();
                v.Equal(net.datagrams, 1u, "the second one arrives");
                v.Equal(net.payload, 1400u, "whole");
                v.Equal(net.Frames("far").size(), size_t{2}, "in two pieces");
                const std::string word = IpAddress::Parse(to)->IsV4() ? "3.4" : "2.0";
                v.Equal(net.icmp, word + " 1280; ", "what the socket was told");
                v.Equal(net.Events("r"),
                        std::string("drop ") +
                            (word == "3.4" ? "fragmentation-needed" : "packet-too-big") +
                            "; send; forward; forward; ",
                        "events of r");
            }};
}

/** A transfer with full-sized segments over a link that cannot carry them. */
Row
TcpLearns(const std::string& sentence, const std::string& clause, const std::string& to)
{
    return {sentence, clause, [=](Verdict& v) {
                PathNet net(1280);
                net.Tcp("a", to, "b", 200000);
                net.Run(30);
                v.True(net.tcpClosed, "everything arrives");
                size_t fragments = 0;
                for (const auto& frame : net.Frames("far"))
                {
                    const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
                    fragments += facts->fragment;
                    v.True(frame.bytes.size() <= 1280, "no frame is larger than the MTU");
                }
                v.Equal(fragments, size_t{0}, "fragments");
                v.True(net.Events("b").find("drop") == std::string::npos, "no bad checksum at b");
            }};
}

/** a – b, where a has an address of one IP version, and a route of the other one. */
template <typename Other>
void
OfOneVersion(SmallNet& net, const std::string& address, const std::string& prefix)
{
    net.Host("a");
    net.Host("b");
    net.Link("near", "a", "b");
    net.Address("a", "near", address);
    const auto device = net.Device("a", "near");
    StackHelper::AddRoute(net.At("a"), *Prefix::Parse(prefix), std::nullopt, device);
    const auto stack = net.At("a")->GetObject<Other>();
    stack->SetUp(static_cast<uint32_t>(stack->GetInterfaceForDevice(device)));
}

const std::vector<Row> ROWS{
    UdpLearns("UDP over IPv4: DF, then fragments of the path MTU", "RFC 1191 3", B4),
    UdpLearns("UDP over IPv6: fragments of the path MTU from the source", "RFC 8201 4", B6),
    TcpLearns("TCP over IPv4 goes on in smaller segments", "RFC 1191 3, RFC 9293 3.7.2", B4),
    TcpLearns("TCP over IPv6 goes on in smaller segments", "RFC 8201 5.4, RFC 9293 3.7.2", B6),
    {"UDP carries DF while it fits, with identification 0 as nothing will be fragmented",
     "RFC 1191 6.5, RFC 6864 4.1",
     [](Verdict& v) {
         PathNet net;
         net.Udp("a", B4, 7, 1472, 1);
         net.Udp("a", B4, 7, 1473, 2);
         net.Run();
         const auto frames = net.Frames("near", protocol::UDP);
         v.Equal(frames.size(), size_t{3}, "frames");
         v.True(HasDf(frames[0]) && Identification(frames[0]) == 0, "1500 bytes with DF");
         v.True(!HasDf(frames[1]) && !HasDf(frames[2]), "1501 bytes in two pieces without DF");
         v.True(Identification(frames[1]) == Identification(frames[2]), "one identification");
         v.True(Identification(frames[1]) != 0, "that is not 0");
     }},
    {"with UdpDontFragment off there is no DF, and every datagram has its own identification",
     "RFC 6864 4.2",
     [](Verdict& v) {
         PathNet net;
         StackHelper::GetPlane(net.At("a"))->SetAttribute("UdpDontFragment", BooleanValue(false));
         net.Udp("a", B4, 7, 100, 1);
         net.Udp("a", B4, 7, 100, 2);
         net.Run();
         const auto frames = net.Frames("near", protocol::UDP);
         v.True(!HasDf(frames.at(0)) && !HasDf(frames.at(1)), "no DF");
         v.True(Identification(frames[0]) != Identification(frames[1]), "identifications");
     }},
    {"a UDP socket with MtuDiscover insists on DF: what is too large fails at once",
     "RFC 1191 3",
     [](Verdict& v) {
         PathNet net;
         net.Listen("b", 7);
         const auto socket = net.Udp("a", B4, 7, 1473, 1);
         socket->SetAttribute("MtuDiscover", BooleanValue(true));
         net.Run();
         v.True(net.Events("a").find("drop fragmentation-needed; ") == 0, "event");
         v.Equal(net.icmp, "3.4 1500; ", "what the socket was told");
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{0}, "frames");
     }},
    {"TCP always carries DF over IPv4",
     "RFC 1191 6.4",
     [](Verdict& v) {
         PathNet net;
         net.Tcp("a", B4, "b", 5000);
         net.Run();
         v.True(net.tcpClosed, "everything arrives");
         for (const auto& frame : net.Frames("near", protocol::TCP))
         {
             v.True(HasDf(frame), "DF");
         }
     }},
    {"an echo request carries DF only if its sender says so",
     "RFC 1191 3",
     [](Verdict& v) {
         PathNet net;
         net.Ping("a", B4, 56, 1);
         net.Ping("a", B4, 56, 2, true);
         net.Run();
         v.Equal(net.echoReplies, 4u, "each socket sees both replies");
         const auto frames = net.Frames("near", protocol::ICMPV4);
         v.True(!HasDf(frames.at(0)) && HasDf(frames.at(1)), "DF");
     }},
    {"the flow label is 0",
     "RFC 6437 3",
     [](Verdict& v) {
         PathNet net;
         net.Udp("a", B6, 7, 100, 1);
         net.Ping("a", B6, 56, 2);
         net.Run();
         for (const uint8_t protocol : {protocol::UDP, protocol::ICMPV6})
         {
             const auto bytes = net.Frames("near", protocol).at(0).bytes;
             v.True(bytes[0] == 0x60 && bytes[1] == 0 && bytes[2] == 0 && bytes[3] == 0, "word 0");
         }
     }},
    {"TTL, hop limit, TOS and traffic class of the socket are honoured",
     "RFC 1122 3.3.6, 3.2.1.6",
     [](Verdict& v) {
         PathNet net;
         const auto four = net.Udp("a", B4, 7, 100, 1);
         four->SetIpTtl(9);
         const auto six = net.Udp("a", B6, 7, 100, 2);
         six->SetIpv6HopLimit(11);
         six->SetIpv6Tclass(0x2e);
         net.Run();
         v.Equal(int{net.Frames("near", protocol::UDP).at(0).bytes[8]}, 9, "TTL");
         const auto bytes = net.Frames("near", protocol::UDP).at(1).bytes;
         v.Equal(int{bytes[7]}, 11, "hop limit");
         v.Equal((bytes[0] & 0x0f) << 4 | bytes[1] >> 4, 0x2e, "traffic class");
     }},
    {"the source is chosen for the destination: unique local for unique local, global for global",
     "RFC 6724 5 rule 6",
     [](Verdict& v) {
         PathNet net;
         net.Address("a", "near", "fd00:1::1/64");
         net.Route("r", "fd00:2::/64", B6, "far");
         net.Udp("a", "fd00:2::1", 7, 10, 1);
         net.Udp("a", B6, 7, 10, 2);
         net.Run();
         const auto& events = net.GetEvents();
         v.Equal(events.at(0).before.source.ToString(), "fd00:1::1", "unique local");
         v.Equal(net.Frames("near", protocol::UDP).at(1).bytes[8], 0x20, "global");
     }},
    {"a bound source address stays",
     "RFC 1122 3.3.4.3",
     [](Verdict& v) {
         PathNet net;
         net.Address("a", "near", "192.0.2.77/24");
         net.Listen("b", 7, true);
         net.Udp("a", B4, 7, 10, 1, "192.0.2.77");
         net.Run();
         v.Equal(net.GetEvents().at(0).before.source.ToString(), "192.0.2.77", "source");
         v.Equal(net.datagrams, 2u, "there and back");
     }},
    {"a packet to an address of the node itself does not leave it",
     "RFC 1122 3.2.1.3",
     [](Verdict& v) {
         PathNet net;
         net.Listen("a", 7);
         for (const auto* to : {"192.0.2.1", "127.0.0.1", "2001:db8:1::1", "::1"})
         {
             net.Udp("a", to, 7, 10, 1);
         }
         v.Equal(net.Run(),
                 "a send; a send; a send; a send; a deliver; a deliver; a deliver; a deliver; ",
                 "events");
         v.Equal(net.datagrams, 4u, "datagrams");
     }},
    {"no route is one drop, and the socket is told",
     "RFC 1122 3.3.1.1",
     [](Verdict& v) {
         SmallNet net;
         net.Host("a");
         net.Host("b");
         net.Link("near", "a", "b");
         net.Address("a", "near", "192.0.2.1/24");
         net.Udp("a", "203.0.113.1", 7, 10, 1);
         net.Udp("a", "203.0.113.1", 7, 10, 2, "192.0.2.1");
         net.Ping("a", "203.0.113.1", 10, 3);
         v.Equal(net.Run(), "a drop no-route; a drop no-route; a drop no-route; ", "events");
     }},
    {"no address of the destination's family is another reason",
     "RFC 6724 5",
     [](Verdict& v) {
         SmallNet net;
         OfOneVersion<Ipv6>(net, "192.0.2.1/24", "2001:db8::/32");
         net.Udp("a", "2001:db8::1", 7, 10, 1);
         v.Equal(net.Run(), "a drop no-source-address; ", "events");
     }},
    {"one of the loopback network is none for others, but for itself",
     "RFC 1122 3.2.1.3(g)",
     [](Verdict& v) {
         SmallNet net;
         OfOneVersion<Ipv4>(net, "2001:db8::1/64", "198.51.100.0/24");
         net.Listen("a", 7);
         net.Udp("a", "198.51.100.1", 7, 10, 1);
         net.Udp("a", "127.0.0.1", 7, 10, 2);
         v.Equal(net.Run(), "a drop no-source-address; a send; a deliver; ", "events");
     }},
    {"a header that its sender made stays as it is",
     "ip(7) IP_HDRINCL",
     [](Verdict& v) {
         PathNet net;
         const auto socket = Socket::CreateSocket(net.At("a"), Ipv4RawSocketFactory::GetTypeId());
         socket->SetAttribute("IpHeaderInclude", BooleanValue(true));
         Simulator::Schedule(MilliSeconds(1), [socket]() {
             Ipv4Header header;
             header.SetSource("192.0.2.1");
             header.SetDestination("198.51.100.1");
             header.SetProtocol(253);
             header.SetTtl(3);
             header.SetIdentification(0x1234);
             header.SetDontFragment();
             header.SetPayloadSize(10);
             const auto packet = Create<Packet>(10);
             packet->AddHeader(header);
             socket->SendTo(packet, 0, InetSocketAddress("198.51.100.1", 0));
         });
         net.Run();
         const auto frames = net.Frames("near", 253);
         v.True(HasDf(frames.at(0)) && Identification(frames[0]) == 0x1234, "DF, identification");
         v.Equal(int{frames[0].bytes[8]}, 3, "TTL");
     }},
    {"packets get the identity of their flow, and so do answers and fragments",
     "",
     [](Verdict& v) {
         PathNet net;
         const auto ledger = CreateObject<FlowLedger>();
         for (const auto* node : {"a", "b"})
         {
             StackHelper::GetPlane(net.At(node))->SetLedger(ledger);
         }
         PacketFacts facts;
         facts.source = *IpAddress::Parse("192.0.2.1");
         facts.destination = *IpAddress::Parse(B4);
         facts.sourcePort = 49153; // ns-3's first ephemeral port
         facts.destinationPort = 7;
         facts.protocol = protocol::UDP;
         const uint32_t flow = ledger->Open(FlowRecord());
         for (const auto* node : {"a", "b"})
         {
             ledger->Bind(flow, FlowKey::Of(facts), net.At(node)->GetId());
         }
         net.Listen("b", 7, true);
         net.Udp("a", B4, 7, 3000, 1);
         net.Run();
         for (const auto& event : net.GetEvents())
         {
             v.Equal(event.identity.GetFlow(), flow, ToWord(event.action));
         }
         v.Equal(net.GetEvents().front().identity.GetPacket(), 1u, "the request");
         v.Equal(net.GetEvents().back().identity.GetPacket(), 2u, "the answer");
     }},
    {"segments that have no way out are packets of their flow, each by itself",
     "RFC 1812 5.2.7.1, RFC 4443 3.1",
     [](Verdict& v) {
         for (const std::string to : {"203.0.113.9", "2001:db8:9::9"})
         {
             SmallNet net;
             net.Host("lonely");
             const auto plane = StackHelper::GetPlane(net.At("lonely"));
             const auto ledger = CreateObject<FlowLedger>();
             plane->SetLedger(ledger);
             PacketFacts facts;
             facts.source = *IpAddress::Parse(to[3] == '.' ? "192.0.2.1" : "2001:db8::1");
             facts.destination = *IpAddress::Parse(to);
             facts.sourcePort = 80;
             facts.destinationPort = 49153;
             facts.protocol = protocol::TCP;
             const auto send = [&] {
                 const auto segment = Create<Packet>();
                 TcpHeader tcp;
                 tcp.SetSourcePort(80);
                 tcp.SetDestinationPort(49153);
                 segment->AddHeader(tcp);
                 if (facts.source.IsV6())
                 {
                     net.At("lonely")->GetObject<Ipv6Stack>()->Send(segment,
                                                                    "2001:db8::1",
                                                                    to.c_str(),
                                                                    protocol::TCP,
                                                                    nullptr);
                 }
                 else
                 {
                     net.At("lonely")->GetObject<Ipv4Stack>()->Send(segment,
                                                                    "192.0.2.1",
                                                                    to.c_str(),
                                                                    protocol::TCP,
                                                                    nullptr);
                 }
             };
             const uint32_t flow = ledger->Open(FlowRecord());
             ledger->Bind(flow, FlowKey::Of(facts), net.At("lonely")->GetId());
             Simulator::Schedule(Seconds(1), send);
             Simulator::Schedule(Seconds(2), send);
             net.Run();
             v.Equal(net.Events("lonely"), std::string("drop no-route; drop no-route; "), to);
             uint32_t packet = 0;
             for (const auto& event : net.GetEvents())
             {
                 v.Equal(event.identity.GetFlow(), flow, "the flow");
                 v.Equal(event.identity.GetPacket(), ++packet, "the packet");
                 v.Equal(int{event.before.ttl}, 64, "the hop limit");
             }
         }
     }},
    {"a lost ICMP error about a flow's packet is not why the flow failed",
     "",
     [](Verdict& v) {
         FlowLedger ledger;
         const uint32_t flow = ledger.Open(FlowRecord());
         PacketEvent event;
         event.action = Action::Drop;
         event.identity = ledger.NextIdentity(flow);
         event.reason = Reason::PacketTooBig;
         ledger.OnDrop(event);
         event.before.icmpError = true;
         event.reason = Reason::NoRoute;
         ledger.OnDrop(event);
         v.Equal(Describe(ledger.Get(flow).reason).word, "packet-too-big", "reason");
     }},
};

V6LAB_SUITE("v6lab-routing-output", ROWS);

} // namespace
