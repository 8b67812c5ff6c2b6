// SPDX-License-Identifier: GPL-2.0-only
// What does not cross the border of a VPN service: strangers' packets, addresses, identifiers.
#include "model/core/bytes.h"
#include "model/workload/icmp-endpoint.h"
#include "test/support/flow-packets.h"
#include "test/support/vpn-rows.h"

#include "ns3/ipv6-l3-protocol.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test::vpns;
namespace flow = test::flow;

namespace
{

using Bytes = std::vector<uint8_t>;

/** Sends a datagram with this payload. */
void
Send(VpnNet& net, const std::string& node, const std::string& to, uint16_t port, const Bytes& data)
{
    const auto socket = Socket::CreateSocket(net.At(node), UdpSocketFactory::GetTypeId());
    socket->SendTo(Create<Packet>(data.data(), static_cast<uint32_t>(data.size())),
                   0,
                   InetSocketAddress(Ipv4Address(to.c_str()), port));
}

/** An error of the router about the datagram that the service has sent, 50 ms into the run. */
std::string
AfterError(const IcmpError& error)
{
    VpnNet net("proxy");
    net.InstallProxy();
    Ask(net, {0.001});
    Simulator::Schedule(MilliSeconds(50), [&net, error] {
        const auto about = net.Frames("near", protocol::UDP).at(0).bytes;
        net.Inject("a", "near", flow::IcmpAbout(SERVER4, "192.0.2.1", error, about));
    });
    net.Run();
    return net.events;
}

const std::vector<Row> ROWS = {
    {"a client takes packets out of the tunnel from its server alone",
     "RFC 2827 3, article D",
     [](Verdict& v) {
         for (const bool stranger : {true, false})
         {
             VpnNet net("tunnel");
             net.InstallTunnel(SERVER4);
             net.Listen("a", 5555);
             net.Start<PingFlow>(B4, true);
             Simulator::Schedule(MilliSeconds(100), [&net, stranger] {
                 const uint16_t port = Read16(&net.Frames("near", protocol::UDP).at(0).bytes[20]);
                 const auto inner = flow::Udp({B4, 7}, {"10.8.0.2", 5555});
                 stranger ? Send(net, "b", "192.0.2.1", port, inner)
                          : Send(net, "b", "10.8.0.2", 5555, {1, 2, 3, 4});
             });
             net.Run();
             v.Equal(net.datagrams, stranger ? 0u : 1u, stranger ? "from b" : "through the server");
         }
     }},
    {"a reset of a connection that the service does not know is not answered",
     "RFC 9293 3.5.2, 3.10.7.1",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         SendSegment(net, TcpHeader::RST);
         net.Run();
         v.Equal(net.events, "drop vpn-no-session; ", "events");
     }},
    {"a ping is passed on with an identifier of the service's own, which is free afterwards",
     "RFC 5508 3.1 REQ-1, 3.2 REQ-2, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.Start<PingFlow>(B4, true);
         const auto ids = IcmpEndpoint::Of(net.At("a"));
         uint16_t own = 0;
         bool taken = false;
         Simulator::Schedule(Seconds(2), [&] {
             const auto session = DynamicCast<VpnProxy>(net.service)->GetSessions().at(0);
             own = session.outside.port;
             taken = !ids->Register(own, {});
             v.True(own != session.inside.port, "not the application's");
         });
         net.Run(100);
         for (const auto& frame : net.Frames("near", protocol::ICMPV4))
         {
             v.Equal(Read16(&frame.bytes[24]), own, "on the link");
         }
         v.True(taken, "nobody else has it");
         v.True(ids->Register(own, {}), "until the session has ended");
     }},
    {"packets that are too big for the service's path are its own trouble, other errors are not",
     "RFC 1191 6.1, RFC 1122 3.2.2.1, article D",
     [](Verdict& v) {
         v.Equal(AfterError({3, 4, 1400}), "deliver; ", "fragmentation needed");
         v.Equal(AfterError({3, 1, 0}), "deliver; send; ", "host unreachable");
     }},
    {"an application beside the VPN never has the interface's address, even if there is no other",
     "RFC 6724 4, article D",
     [](Verdict& v) {
         VpnNet net("proxy");
         net.InstallProxy();
         net.At("a")->GetObject<Ipv4>()->RemoveAddress(1, Ipv4Address("192.0.2.1"));
         net.At("a")->GetObject<Ipv6>()->RemoveAddress(1, Ipv6Address("2001:db8:1::1"));
         net.Start<UdpEchoFlow>(B4, false, 7);
         net.Start<UdpEchoFlow>(B6, false, 7);
         net.Ping("a", B4, 8, 10);
         net.Ping("a", B6, 8, 20);
         net.Udp("a", B6, 9, 10, 30);
         net.Run();
         for (const auto& frame : net.Frames("near"))
         {
             const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
             const auto source = facts ? facts->source.ToString() : "";
             v.True(source != "10.8.0.2" && source != "fd00:8::2", source);
         }
         v.Equal(net.events, "", "nor is it in the service");
     }},
};

V6LAB_SUITE("v6lab-vpn-borders", ROWS);

} // namespace
