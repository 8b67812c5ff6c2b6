// SPDX-License-Identifier: GPL-2.0-only
// A VPN server and whom it takes for a client (article D); settings of services and servers.
#include "test/support/flow-packets.h"
#include "test/support/vpn-rows.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test::vpns;

namespace
{

using Bytes = std::vector<uint8_t>;

/** Sends a datagram from a to the server's port. */
void
SendToServer(VpnNet& net, const Bytes& payload, double ms)
{
    const auto socket = Socket::CreateSocket(net.At("a"), UdpSocketFactory::GetTypeId());
    Simulator::Schedule(MilliSeconds(static_cast<uint64_t>(ms)), [=] {
        socket->SendTo(Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size())),
                       0,
                       InetSocketAddress(Ipv4Address(SERVER4.c_str()), 6080));
    });
}

std::string
Complaint(const std::function<void()>& action)
{
    try
    {
        action();
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "none";
}

const std::vector<Row> ROWS = {
    {"a source that is no client's is refused",
     "RFC 2827 3",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         namespace flow = test::flow;
         SendToServer(net, flow::Udp({"10.9.0.2", 1}, {B4, 7}), 1);
         SendToServer(net, flow::Udp({"10.8.0.7", 1}, {B4, 7}), 2);
         net.Run();
         v.True(Has(net.Events("r"), "drop vpn-foreign-source"), net.Events("r"));
         v.Equal(net.server->GetClients(), size_t{1}, "clients");
         v.Equal(net.Frames("far", protocol::UDP).size(), size_t{1}, "forwarded");
     }},
    {"a client that calls from elsewhere gets its answers there",
     "article D",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         namespace flow = test::flow;
         net.Listen("b", 7, true);
         SendToServer(net, flow::Udp({"10.8.0.7", 1}, {B4, 7}), 1);
         StackHelper::AddAddress(net.At("a"),
                                 net.Device("a", "near"),
                                 *IpAddress::Parse("192.0.2.77"),
                                 24);
         const auto moved = Socket::CreateSocket(net.At("a"), UdpSocketFactory::GetTypeId());
         moved->Bind(InetSocketAddress(Ipv4Address("192.0.2.77"), 4444));
         const Bytes again = flow::Udp({"10.8.0.7", 1}, {B4, 7});
         Simulator::Schedule(MilliSeconds(20), [=] {
             moved->SendTo(Create<Packet>(again.data(), static_cast<uint32_t>(again.size())),
                           0,
                           InetSocketAddress(Ipv4Address(SERVER4.c_str()), 6080));
         });
         net.Run();
         v.True(!Has(net.Events("r"), "drop"), net.Events("r"));
         v.Equal(net.server->GetClients(), size_t{1}, "clients");
         std::string answers;
         for (const auto& frame : net.Frames("near", protocol::UDP))
         {
             const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
             if (facts->sourcePort == 6080)
             {
                 answers += facts->destination.ToString() + "; ";
             }
         }
         v.Equal(answers, "192.0.2.1; 192.0.2.77; ", "where the answers go");
     }},
    {"a server serves addresses that its node has later, and answers from them",
     "RFC 1122 4.1.3.5, article D",
     [](Verdict& v) {
         for (const std::string later : {"192.0.2.77", "2001:db8:1::77"})
         {
             VpnNet net("tunnel");
             net.InstallTunnel(later);
             net.Serve<EchoServer>(7);
             Simulator::Schedule(MilliSeconds(500), [&net, later] {
                 const auto address = *IpAddress::Parse(later);
                 StackHelper::AddAddress(net.At("r"),
                                         net.Device("r", "near"),
                                         address,
                                         address.IsV4() ? 24 : 64);
             });
             const auto flow = net.Start<UdpEchoFlow>(B4, true, 7);
             flow->SetStartTime(Seconds(1));
             net.Run();
             v.Equal(std::string(ToWord(flow->GetResult().outcome)), "delivered", later);
         }
     }},
    {"a service on a client answers from its VPN address, through the tunnel",
     "RFC 1122 4.1.3.5, article D",
     [](Verdict& v) {
         for (const std::string inside : {"10.8.0.2", "fd00:8::2"})
         {
             VpnNet net("tunnel");
             net.InstallTunnel(SERVER4);
             const auto service = CreateObject<EchoServer>();
             service->SetAttribute("Port", UintegerValue(7));
             net.At("a")->AddApplication(service);
             const auto from = inside == "10.8.0.2" ? B4 : B6;
             net.Start<PingFlow>(from, true); // the server knows where it is, then
             net.Udp("b", inside, 7, 10, 500);
             net.Run();
             std::string answers;
             for (const auto& frame : net.Frames("far", protocol::UDP))
             {
                 const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
                 answers += facts->sourcePort == 7 ? facts->source.ToString() + "; " : "";
             }
             v.Equal(answers, inside + "; ", "answers of " + inside);
         }
     }},
    {"what is for no address of the server's own has no listener",
     "RFC 1122 3.2.1.3",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         const Bytes inner = test::flow::Udp({"10.8.0.7", 1}, {B4, 7});
         const auto everybody = test::flow::Udp({"192.0.2.1", 5000}, {"192.0.2.255", 6080}, inner);
         Simulator::Schedule(MilliSeconds(1),
                             [&net, everybody] { net.Inject("r", "near", everybody); });
         net.Run();
         v.True(Has(net.Events("r"), "drop no-listener"), net.Events("r"));
         v.Equal(net.server->GetClients(), size_t{0}, "clients");
     }},
    {"a packet with a wrong header checksum makes nobody a client",
     "RFC 1122 3.2.1.2, RFC 1812 5.2.2",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         auto inner = test::flow::Udp({"10.8.0.7", 1}, {B4, 7});
         inner.at(10) ^= 1;
         SendToServer(net, inner, 1);
         net.Run();
         v.True(Has(net.Events("r"), "drop bad-checksum"), net.Events("r"));
         v.Equal(net.server->GetClients(), size_t{0}, "clients");
     }},
    {"what is no IP packet is refused",
     "RFC 791 3.1",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         SendToServer(net, {1, 2, 3}, 1);
         net.Run();
         v.True(Has(net.Events("r"), "drop malformed-header"), net.Events("r"));
     }},
    {"for a client that has not come yet there is no way, and the sender is told",
     "RFC 1812 5.2.7.1, RFC 4443 3.1",
     [](Verdict& v) {
         VpnNet net("tunnel");
         net.InstallTunnel(SERVER4);
         net.Udp("b", "10.8.0.9", 7, 10, 1);
         net.Run();
         v.True(Has(net.Events("r"), "drop vpn-no-client"), net.Events("r"));
         v.Equal(net.icmp, "3.1 0; ", "told");
     }},
    {"settings that cannot be are named",
     "RFC 8200 5, article D",
     [](Verdict& v) {
         const auto install = [](VpnNet& net) { return Complaint([&net] { net.InstallProxy(); }); };
         VpnNet twice("proxy");
         twice.helper.AddAddress("10.8.0.3");
         v.True(Has(install(twice), "one of each family"), "addresses");
         VpnNet narrow("proxy", true, 1000);
         v.True(Has(install(narrow), "Mtu: 0 or at least 1280"), "MTU");
         VpnNet alone("tunnel");
         v.True(Has(install(alone), "server: "), "server");
         v.True(Has(Complaint([] { VpnServiceHelper("split"); }), "proxy or tunnel"), "mode");
         v.True(Has(Complaint([] { VpnServiceHelper("proxy").AddServer(SERVER4); }), "tunnel only"),
                "server of a proxy");
         VpnNet host("proxy");
         VpnServerHelper server;
         v.True(Has(Complaint([&] { server.Install(host.At("r")); }), "prefixes: "), "prefixes");
         server.AddPrefix("10.8.0.0/24");
         v.True(Has(Complaint([&] { server.Install(host.At("b")); }), "forwards"), "a host");
         v.True(Has(Complaint([&] { server.AddPrefix("10.8.0.0"); }), "not an IPv4 or IPv6 prefix"),
                "prefix");
     }},
};

V6LAB_SUITE("v6lab-vpn-server", ROWS);

} // namespace
