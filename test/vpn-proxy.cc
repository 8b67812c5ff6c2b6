// SPDX-License-Identifier: GPL-2.0-only
// A VPN service that passes payloads on through its own sockets (article D).
#include "model/routing/ipv6-stack.h"
#include "test/support/vpn-rows.h"

#include "ns3/ipv4-route.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-route.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test::vpns;

namespace
{

/** Source and destination of a frame on a link. */
std::string
EndsOf(const test::Frame& frame)
{
    const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
    return facts ? facts->source.ToString() + " > " + facts->destination.ToString() : "none";
}

/** A flow of one kind in the VPN reaches b from a's own address. */
template <class F>
Row
Passed(const std::string& kind, const std::string& to, const std::string& from, uint8_t protocol)
{
    return {kind + " to " + to + " is passed on from the node's own address, and answered",
            "article D",
            [=](Verdict& v) {
                VpnNet net("proxy");
                net.InstallProxy();
                net.Serve<EchoServer>(7);
                net.Serve<TcpResponder>(80);
                const uint16_t port = protocol == protocol::UDP   ? 7
                                      : protocol == protocol::TCP ? 80
                                                                  : 0;
                const auto flow = net.Start<F>(to, true, port);
                net.Run();
                v.Equal(Word(flow->GetResult()), "delivered", "outcome");
                const auto frames = net.Frames("near", protocol);
                v.True(frames.size() >= 2, "packets on the link");
                v.Equal(EndsOf(frames.at(0)), from + " > " + to, "request");
                v.Equal(EndsOf(frames.at(1)), to + " > " + from, "answer");
            }};
}

const std::vector<Row> ROWS = {
    Passed<UdpEchoFlow>("UDP", B4, "192.0.2.1", protocol::UDP),
    Passed<UdpEchoFlow>("UDP", B6, "2001:db8:1::1", protocol::UDP),
    Passed<PingFlow>("a ping", B4, "192.0.2.1", protocol::ICMPV4),
    Passed<PingFlow>("a ping", B6, "2001:db8:1::1", protocol::ICMPV6),
    Passed<TcpFlow>("TCP", B4, "192.0.2.1", protocol::TCP),
    Passed<TcpFlow>("TCP", B6, "2001:db8:1::1", protocol::TCP),
    {"an application beside the VPN never enters the service",
     "article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Serve<EchoServer>(7);
         const auto udp = net.Start<UdpEchoFlow>(B4, false, 7);
         const auto ping = net.Start<PingFlow>(B6, false);
         net.Run();
         v.Equal(Word(udp->GetResult()), "delivered", "UDP");
         v.Equal(Word(ping->GetResult()), "delivered", "ping");
         v.Equal(net.events, "", "events of the service");
         v.Equal(net.sessions, "", "sessions");
     }},
    {"without IPv6 in the service an IPv6 packet dies there; IPv4 goes on",
     "article D",
     [](Verdict& v) {
         VpnNet net("proxy", false);
         net.InstallProxy();
         net.Serve<EchoServer>(7);
         const auto six = net.Start<UdpEchoFlow>(B6, true, 7);
         const auto four = net.Start<UdpEchoFlow>(B4, true, 7);
         net.Run();
         v.Equal(Word(six->GetResult()), "failed", "IPv6");
         v.Equal(Word(four->GetResult()), "delivered", "IPv4");
         v.True(Has(net.events, "drop vpn-no-ipv6; "), net.events);
     }},
    {"a bulk transfer in both directions arrives whole",
     "RFC 9293 3.8, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Serve<TcpResponder>(80);
         const auto flow = net.Start<TcpFlow>(B6, true, 80, 300000);
         flow->SetAttribute("ReplySize", UintegerValue(400000));
         net.Run(30);
         v.Equal(Word(flow->GetResult()), "delivered", "outcome");
         v.Equal(flow->GetResult().receivedBytes, uint64_t{400000}, "bytes");
     }},
    {"a connection goes through its states, and its session ends with it",
     "RFC 9293 3.3.2, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Serve<TcpResponder>(80);
         net.Start<TcpFlow>(B4, true, 80);
         net.Run();
         v.Equal(net.sessions,
                 "added tcp SYN-RECEIVED; tcp ESTABLISHED; tcp CLOSE-WAIT; tcp LAST-ACK; "
                 "removed tcp CLOSED; ",
                 "sessions");
     }},
    {"a destination that refuses is a service that refuses",
     "RFC 9293 3.10.7.1, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         const auto flow = net.Start<TcpFlow>(B4, true, 81);
         net.Run();
         v.Equal(flow->GetResult().failure, "connection refused", "the application sees");
         v.True(Has(net.sessions, "removed tcp"), net.sessions);
     }},
    {"an ICMP error about the service's datagram reaches the application as one about its own",
     "RFC 1122 3.2.2.1, 4.1.3.3, article D",
     [](Verdict& v) {
         for (const auto& to : {B4, B6})
         {
             VpnNet net("proxy");
             net.InstallProxy();
             const auto flow = net.Start<UdpEchoFlow>(to, true, 9);
             net.Run();
             v.Equal(flow->GetResult().failure, "port unreachable", to);
         }
     }},
    {"where the service's sockets have no way, the application is told",
     "RFC 1122 3.2.2.1, RFC 4443 3.1",
     [](Verdict& v) {
         for (const bool down : {false, true})
         {
             VpnNet net("proxy");
             net.InstallProxy();
             const auto stack = net.At("a")->GetObject<Ipv6Stack>();
             down ? stack->SetDown(1)
                  : (void)stack->GetLpm().RemoveRoute(*Prefix::Parse("::/0"),
                                                      *IpAddress::Parse("2001:db8:1::ff"),
                                                      1);
             const auto flow = net.Start<UdpEchoFlow>(B6, true, 7);
             net.Run();
             v.Equal(Word(flow->GetResult()), "failed", "outcome");
             v.Equal(net.events,
                     down ? "drop no-source-address; send; " : "drop no-route; send; ",
                     "events");
             v.Equal(flow->GetResult().failure, "destination unreachable", "the application sees");
         }
     }},
    {"a datagram in fragments is refused",
     "RFC 791 3.2, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Serve<EchoServer>(7);
         const auto flow = net.Start<UdpEchoFlow>(B4, true, 7, 2000);
         net.Run();
         v.Equal(Word(flow->GetResult()), "failed", "outcome");
         v.Equal(net.events, "drop vpn-fragment; drop vpn-fragment; ", "events");
     }},
    {"a segment of a connection that the service does not know is reset",
     "RFC 9293 3.10.7.1",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         SendSegment(net, TcpHeader::ACK);
         net.Run();
         v.Equal(net.events, "drop vpn-no-session; send; ", "events");
     }},
    {"a service with as many sessions as it may have refuses another one",
     "article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.helper.SetAttribute("MaxSessions", UintegerValue(1));
         net.InstallProxy();
         net.Serve<EchoServer>(7);
         const auto first = net.Start<UdpEchoFlow>(B4, true, 7);
         const auto second = net.Start<UdpEchoFlow>(B6, true, 7);
         net.Run();
         v.Equal(Word(first->GetResult()), "delivered", "first");
         v.Equal(Word(second->GetResult()), "failed", "second");
         v.True(Has(net.events, "drop vpn-session-limit"), net.events);
     }},
    {"an idle session ends, and its port is free",
     "RFC 4787 4.3 REQ-5, RFC 5508 3.2 REQ-2",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Serve<EchoServer>(7);
         net.Start<UdpEchoFlow>(B4, true, 7);
         net.Start<PingFlow>(B4, true);
         net.Run(200);
         v.Equal(net.sessions, "added udp; added icmp; removed icmp; ", "after 200 s");
         Simulator::Stop(Seconds(200));
         Simulator::Run();
         v.Equal(net.sessions, "added udp; added icmp; removed icmp; removed udp; ", "400 s");
         v.True(DynamicCast<VpnProxy>(net.service)->GetSessions().empty(), "none is left");
     }},
    {"what the stack itself sends from the interface's address stays in the VPN",
     "article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         TcpHeader header;
         header.SetFlags(TcpHeader::RST);
         header.SetSourcePort(1000);
         header.SetDestinationPort(80);
         const auto packet = Create<Packet>();
         packet->AddHeader(header);
         const auto stack = net.At("a")->GetObject<Ipv6L3Protocol>();
         Simulator::Schedule(MilliSeconds(1), [=] {
             stack->Send(packet, Ipv6Address("fd00:8::2"), Ipv6Address(B6.c_str()), 6, nullptr);
         });
         net.Run();
         v.Equal(net.Frames("near", protocol::TCP).size(), size_t{0}, "packets on the link");
         v.True(Has(net.events, "drop "), "the service has it: " + net.events);
     }},
};

V6LAB_SUITE("v6lab-vpn-proxy", ROWS);

} // namespace
