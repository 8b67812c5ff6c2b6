// SPDX-License-Identifier: GPL-2.0-only
// A VPN service that sends whole packets to a VPN server, and what becomes of them (article D).
#include "model/core/bytes.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "test/support/vpn-rows.h"

#include "ns3/ipv4.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test::vpns;
using test::SmallNet;

namespace
{

/** Runs with a datagram of an application in the VPN, whose flow is known. */
void
SendInVpn(VpnNet& net, const IpAddress& source, const IpAddress& destination)
{
    const auto ledger = CreateObject<FlowLedger>();
    StackHelper::GetPlane(net.At("a"))->SetLedger(ledger);
    PacketFacts facts;
    facts.source = source;
    facts.destination = destination;
    facts.sourcePort = 49153;
    facts.destinationPort = 7;
    facts.protocol = protocol::UDP;
    ledger->Bind(ledger->Open(FlowRecord()), FlowKey::Of(facts), net.At("a")->GetId());
    const auto socket = Socket::CreateSocket(net.At("a"), UdpSocketFactory::GetTypeId());
    socket->SetAllowBroadcast(true);
    source.IsV4() ? socket->Bind() : socket->Bind6();
    socket->BindToNetDevice(net.service->GetDevice());
    Simulator::Schedule(MilliSeconds(1), [=] {
        socket->SendTo(Create<Packet>(10), 0, ToSocketAddress({destination, 7}));
    });
    net.Run();
}

/** "192.0.2.1 > 192.0.2.254 udp 120" of a packet. */
std::string
Text(const uint8_t* bytes, size_t size)
{
    const auto facts = ReadFacts(bytes, size);
    return !facts ? "none"
                  : facts->source.ToString() + " > " + facts->destination.ToString() + " " +
                        std::to_string(facts->protocol) + " " + std::to_string(facts->length);
}

/** A ping of 56 bytes in the VPN: what is outside and what inside, in the first packet. */
Row
Wrapped(const std::string& to,
        const std::string& server,
        const std::string& outer,
        const std::string& inner)
{
    return {"a packet to " + to + " travels whole behind an outer header to " + server,
            "RFC 791 3.1, RFC 8200 3, RFC 768, article D",
            [=](Verdict& v) {
                VpnNet net("tunnel");
                net.InstallTunnel(server);
                const auto flow = net.Start<PingFlow>(to, true, 0, 56);
                net.Run();
                v.Equal(Word(flow->GetResult()), "delivered", "outcome");
                const auto frames = net.Frames("near", protocol::UDP);
                v.Equal(frames.size(), size_t{2}, "packets in the tunnel");
                const auto& bytes = frames.at(0).bytes;
                const size_t header = server == SERVER4 ? 28 : 48;
                v.Equal(Text(bytes.data(), bytes.size()), outer, "outer");
                v.Equal(Text(&bytes[header], bytes.size() - header), inner, "inner");
                v.Equal(Read16(&bytes[header - 6]), 6080, "port");
            }};
}

/** One byte more than fits, which must not be cut: the sender is told. */
Row
Largest(const std::string& server, uint32_t mtu)
{
    return {"the virtual interface leaves room for the outer headers to " + server,
            "RFC 791 3.1, RFC 8200 3",
            [=](Verdict& v) {
                VpnNet net("tunnel");
                net.InstallTunnel(server);
                v.Equal(net.service->GetDevice()->GetMtu(), mtu, "MTU");
                const auto fits = net.Start<PingFlow>(B4, true, 0, mtu - 28);
                fits->SetAttribute("DontFragment", BooleanValue(true));
                const auto not_ = net.Start<PingFlow>(B4, true, 0, mtu - 27);
                not_->SetAttribute("DontFragment", BooleanValue(true));
                net.Run();
                v.Equal(Word(fits->GetResult()), "delivered", "fits");
                v.Equal(Word(not_->GetResult()), "failed", "one byte more");
                v.Equal(net.Frames("near").back().bytes.size() <= 1500, true, "on the link");
            }};
}

const std::vector<Row> ROWS = {
    Wrapped(B6, SERVER4, "192.0.2.1 > 192.0.2.254 17 132", "fd00:8::2 > 2001:db8:2::1 58 104"),
    Wrapped(B4, SERVER4, "192.0.2.1 > 192.0.2.254 17 112", "10.8.0.2 > 198.51.100.1 1 84"),
    Wrapped(B6,
            SERVER6,
            "2001:db8:1::1 > 2001:db8:1::ff 17 152",
            "fd00:8::2 > 2001:db8:2::1 58 104"),
    Wrapped(B4, SERVER6, "2001:db8:1::1 > 2001:db8:1::ff 17 132", "10.8.0.2 > 198.51.100.1 1 84"),
    Largest(SERVER4, 1472),
    Largest(SERVER6, 1452),
    {"what is on record of the outer header is what is on the link, whoever the node is by then",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         net.Serve<EchoServer>(7);
         net.Start<UdpEchoFlow>(B4, true, 7);
         net.Start<UdpEchoFlow>(B4, true, 7)->SetStartTime(MilliSeconds(50));
         Simulator::Schedule(MilliSeconds(30), [&net] {
             const auto stack = net.At("a")->GetObject<Ipv4Stack>();
             const auto near =
                 static_cast<uint32_t>(stack->GetInterfaceForDevice(net.Device("a", "near")));
             stack->RemoveAddress(near, Ipv4Address("192.0.2.1"));
             StackHelper::AddAddress(net.At("a"),
                                     net.Device("a", "near"),
                                     *IpAddress::Parse("192.0.2.77"),
                                     24);
         });
         net.Run();
         std::string recorded;
         for (const auto& event : net.GetEvents())
         {
             if (event.action == Action::Encapsulate && event.node == net.At("a")->GetId())
             {
                 recorded += event.after->source.ToString() + "; ";
             }
         }
         v.Equal(recorded, "192.0.2.1; 192.0.2.77; ", "on record");
         std::string sent;
         for (const auto& frame : net.Frames("near", protocol::UDP))
         {
             const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
             sent += facts->destinationPort == 6080 ? facts->source.ToString() + "; " : "";
         }
         v.Equal(sent, recorded, "on the link");
     }},
    {"what is for a link only ends at the virtual interface",
     "RFC 4291 2.5.6",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         const auto stack = net.At("a")->GetObject<Ipv6Stack>();
         const auto inside =
             static_cast<uint32_t>(stack->GetInterfaceForDevice(net.service->GetDevice()));
         const auto own = ToCore(stack->GetAddress(inside, 0).GetAddress()); // link-local, too
         SendInVpn(net, own, *IpAddress::Parse("fe80::1"));
         v.True(Has(net.Events("a"), "drop vpn-link-only"), net.Events("a"));
     }},
    {"an application's broadcast ends at the virtual interface, and goes nowhere else",
     "RFC 919 7, RFC 922 7, article D",
     [](Verdict& v) {
         for (const std::string to : {"255.255.255.255", "192.0.2.255"}) // a link of its node's
         {
             VpnNet net("tunnel");
             net.InstallTunnel(SERVER4);
             SendInVpn(net, *IpAddress::Parse("10.8.0.2"), *IpAddress::Parse(to));
             v.True(Has(net.Events("a"), "drop vpn-link-only"), net.Events("a"));
             v.Equal(net.Frames("near", protocol::UDP).size(), size_t{0}, "on the link, " + to);
         }
     }},
    {"a server that has no IPv6 address needs no room for an IPv6 header",
     "RFC 791 3.1",
     [](Verdict& v) {
         SmallNet net;
         net.Host("a");
         net.Router("r");
         net.Link("near", "a", "r");
         net.Address("r", "near", "192.0.2.254/24");
         VpnServerHelper helper;
         helper.AddPrefix("10.8.0.0/24");
         v.Equal(helper.Install(net.At("r"))->GetDevice()->GetMtu(), 1472u, "28 bytes");
         VpnNet both("tunnel");
         both.InstallTunnel(SERVER4);
         v.Equal(both.server->GetDevice()->GetMtu(), 1452u, "48 bytes");
     }},
    {"IPv6 fragments pass a tunnel that cuts each of them anew",
     "RFC 8200 4.5, RFC 2473 7.1",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.Device("a", "near")->SetMtu(1300);
         net.Device("r", "near")->SetMtu(1300);
         net.Device("r", "far")->SetMtu(1280); // the answer's pieces fit at once
         net.Device("b", "far")->SetMtu(1280);
         net.InstallTunnel(SERVER6);
         const auto flow = net.Start<PingFlow>(B6, true, 0, 3000);
         net.Run();
         v.Equal(Word(flow->GetResult()), "delivered", "outcome");
     }},
    {"a node keeps its VPN services and its server: nobody else has to",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         const auto flow = net.Start<PingFlow>(B6, true);
         net.server = nullptr;
         net.service = nullptr;
         net.Run();
         v.Equal(Word(flow->GetResult()), "delivered", "outcome");
     }},
    {"TCP and UDP pass a tunnel like any router",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         net.Serve<EchoServer>(7);
         net.Serve<TcpResponder>(80);
         const auto udp = net.Start<UdpEchoFlow>(B6, true, 7);
         const auto tcp = net.Start<TcpFlow>(B4, true, 80, 100000);
         net.Run(10);
         v.Equal(Word(udp->GetResult()), "delivered", "UDP");
         v.Equal(Word(tcp->GetResult()), "delivered", "TCP");
     }},
    {"the server is one hop for what is inside",
     "RFC 791 3.2, RFC 8200 3",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         net.Start<PingFlow>(B6, true);
         net.Start<PingFlow>(B4, true);
         net.Run();
         v.Equal(int{net.Frames("far", protocol::ICMPV6).at(0).bytes[7]}, 63, "hop limit");
         v.Equal(int{net.Frames("far", protocol::ICMPV4).at(0).bytes[8]}, 63, "TTL");
     }},
    {"an application beside the VPN is on the link as it is",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         const auto flow = net.Start<PingFlow>(B6, false);
         net.Run();
         v.Equal(Word(flow->GetResult()), "delivered", "outcome");
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{0}, "in the tunnel");
     }},
    {"without IPv6 in the service an IPv6 packet dies there",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel", false);
         net.InstallTunnel(SERVER4);
         const auto flow = net.Start<PingFlow>(B6, true);
         net.Run();
         v.Equal(Word(flow->GetResult()), "failed", "outcome");
         v.Equal(net.events, "drop vpn-no-ipv6; ", "events");
         v.Equal(net.Frames("near", protocol::UDP).size(), size_t{0}, "in the tunnel");
     }},
    {"an ICMP error from beyond the server comes back through the tunnel to the application",
     "RFC 1122 3.2.2.1, RFC 4443 3.1, article D",
     [](Verdict& v) {
         for (const auto& to : {B4, B6})
         {
             VpnNet net("tunnel");
             net.InstallTunnel(SERVER4);
             const auto flow = net.Start<UdpEchoFlow>(to, true, 9);
             net.Run();
             v.Equal(flow->GetResult().failure, "port unreachable", to);
             v.Equal(net.Frames("near", protocol::ICMPV4).size() +
                         net.Frames("near", protocol::ICMPV6).size(),
                     size_t{0},
                     "errors outside the tunnel");
         }
     }},
    {"a network that does not lead to the server is told to the application",
     "RFC 1122 3.2.2.1",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         net.At("a")->GetObject<Ipv4>()->SetDown(1);
         const auto flow = net.Start<PingFlow>(B4, true);
         net.Run();
         v.Equal(net.events.substr(0, 18), "drop vpn-no-server", "events");
         v.Equal(flow->GetResult().failure, "destination unreachable", "the application sees");
     }},
    {"what does not fit a path that became narrower: IPv4 with DF is told, without it is cut",
     "RFC 1191 4, RFC 791 3.2",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         Simulator::Schedule(MicroSeconds(1), [&net] {
             net.At("a")->GetObject<ForwardingPlane>()->LearnPathMtu(*IpAddress::Parse(SERVER4),
                                                                     1400,
                                                                     1500);
         });
         const auto cut = net.Start<PingFlow>(B4, true, 0, 1420);
         const auto told = net.Start<PingFlow>(B4, true, 0, 1420);
         told->SetAttribute("DontFragment", BooleanValue(true));
         net.Run();
         v.Equal(Word(cut->GetResult()), "delivered", "without DF");
         v.Equal(Word(told->GetResult()), "failed", "with DF");
         v.True(Has(net.events, "drop fragmentation-needed; send; "), net.events);
     }},
    {"the same of IPv6: packet too big, with the bytes that fit",
     "RFC 4443 3.2, RFC 8201 4",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         Simulator::Schedule(MicroSeconds(1), [&net] {
             net.At("a")->GetObject<ForwardingPlane>()->LearnPathMtu(*IpAddress::Parse(SERVER4),
                                                                     1400,
                                                                     1500);
         });
         net.Start<PingFlow>(B6, true, 0, 1420);
         net.Run();
         v.True(Has(net.events, "drop packet-too-big; send; "), net.events);
         const auto stack = net.At("a")->GetObject<Ipv6Stack>();
         const int32_t inside = stack->GetInterfaceForDevice(net.service->GetDevice());
         v.Equal(stack->GetPathMtu(*IpAddress::Parse(B6), static_cast<uint32_t>(inside)),
                 uint32_t{1400 - 28},
                 "learnt inside");
         v.Equal(stack->GetPathMtu(*IpAddress::Parse(B6), 1), 0u, "and nowhere else");
     }},
    {"IPv6 packets of 1280 bytes always go: what carries them is fragmented",
     "RFC 2473 7.1, RFC 8200 5",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         Simulator::Schedule(MicroSeconds(1), [&net] {
             net.At("a")->GetObject<ForwardingPlane>()->LearnPathMtu(*IpAddress::Parse(SERVER4),
                                                                     1200,
                                                                     1500);
         });
         const auto flow = net.Start<PingFlow>(B6, true, 0, 1280 - 48);
         net.Run();
         v.Equal(Word(flow->GetResult()), "delivered", "outcome");
     }},
};

V6LAB_SUITE("v6lab-vpn-tunnel", ROWS);

} // namespace
