// SPDX-License-Identifier: GPL-2.0-only
// VPNs of a topology beside what else its nodes do: leases, autoconfigured addresses, zones of a
// home router.
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "model/routing/packet-bytes.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

const std::string FAR4 = "192.0.2.9";
const std::string FAR6 = "2001:db8:1::9";
const std::string PHONE4 = "192.168.38.100";

/** What became of a topology's flows. */
class Run
{
  public:
    explicit Run(const Topology& topology)
    {
        {
            const auto in = Install(topology);
            for (const auto& [name, service] : in.vpnServices)
            {
                Watch(service->GetDevice());
            }
            for (const auto& [name, server] : in.vpnServers)
            {
                Watch(server->GetDevice());
            }
            ForEachTracedModel(in, [this](const ns3::Ptr<ns3::Object>& model) {
                model->TraceConnectWithoutContext("Hop", ns3::MakeCallback(&Run::OnHop, this));
            });
            StopWhenWorkloadsEnd(in, ns3::Seconds(1));
            ns3::Simulator::Run();
            for (const auto& flow : in.ledger->GetFlows())
            {
                outcomes += flow.name + ": " + ToWord(flow.outcome) + "; ";
            }
        }
        ns3::Simulator::Destroy();
    }

    std::string outcomes;   //!< "ping: delivered; "
    uint32_t broadcasts{0}; //!< into VPNs
    uint32_t accepted{0};   //!< SYN, ACK of the second flow that were sent

  private:
    void Watch(const ns3::Ptr<ns3::NetDevice>& device)
    {
        device->TraceConnectWithoutContext("MacTx", MakeCallback(&Run::OnSent, this));
    }

    void OnHop(const PacketEvent& event)
    {
        constexpr uint8_t SYN_ACK = 0x12;
        const bool ofSecond = event.action == Action::Send && event.identity.GetFlow() == 2;
        accepted += ofSecond && event.before.tcpFlags == SYN_ACK ? 1 : 0;
    }

    void OnSent(ns3::Ptr<const ns3::Packet> packet)
    {
        const auto facts = FactsOf(packet);
        broadcasts += facts && facts->destination == IpAddress::V4(0xffffffff) ? 1 : 0;
    }
};

/** phone – "home" – r – "out" – far: the phone asks r for its IPv4 address. */
Topology
Leased(const Outside& phone,
       const Outside& router,
       const Outside& far,
       const std::vector<Flow>& flows)
{
    TopologyBuilder lab("leased");
    lab.Add(Lan("home")).Add(Wire("out")).Add(phone).Add(router).Add(far);
    for (const auto& flow : flows)
    {
        lab.Add(flow);
    }
    return lab.Build();
}

Outside
Phone()
{
    return Host("phone").On("home").Leases();
}

Outside
Home()
{
    return Router("r")
        .On("home", "192.168.38.1/24", "2001:db8:2::1/64")
        .On("out", "192.0.2.1/24", "2001:db8:1::1/64")
        .DhcpPool("home", PHONE4, "192.168.38.110")
        .Reserve("phone", PHONE4);
}

Outside
Far()
{
    return Host("far")
        .On("out", FAR4 + "/24", FAR6 + "/64")
        .Route("0.0.0.0/0", "192.0.2.1")
        .Route("::/0", "2001:db8:1::1");
}

Flow
Beside()
{
    return Ping("phone", FAR4, "beside").Start("5s");
}

/** The phone has its lease, and no broadcast has entered a VPN. */
void
IsLeased(Verdict& v, const Topology& topology, const std::string& outcomes, const std::string& what)
{
    const Run run(topology);
    v.Equal(run.outcomes, outcomes, what);
    v.Equal(run.broadcasts, 0u, what + ": broadcasts in a VPN");
}

/**
 * client – "wan" – r – "lan" – in, and web on the wan: r is a home router with OpenWrt's zones, and
 * the client's VPN server.
 */
Topology
Zoned(const std::string& zone, const std::vector<Flow>& flows)
{
    const std::string tunnel =
        "config rule\n option src wan\n option proto udp\n option dest_port 6080\n"
        " option target ACCEPT\n";
    TopologyBuilder lab("zoned");
    lab.Add(Lan("wan")).Add(Lan("lan"));
    auto client =
        Host("client").On("wan", "192.0.2.7/24").Vpn("vpn0", "tunnel", "10.8.0.2", "fd00:8::2");
    client.LastVpn().server = "r";
    lab.Add(client);
    lab.Add(Host("web")
                .On("wan", FAR4 + "/24", FAR6 + "/64")
                .Route("10.8.0.0/24", "192.0.2.1")
                .Route("fd00:8::/64", "2001:db8:1::1"));
    lab.Add(Host("in").On("lan", "192.168.38.9/24"));
    lab.Add(Router("r")
                .On("lan", "192.168.38.1/24")
                .On("wan", "192.0.2.1/24", "2001:db8:1::1/64")
                .OpenWrt("lan", "wan", tunnel)
                .ServeVpn("10.8.0.0/24", "fd00:8::/64"));
    for (const auto& flow : flows)
    {
        lab.Add(flow);
    }
    auto topology = lab.Build();
    auto& zones = *topology.nodes.back().openwrt;
    (zone == "lan" ? zones.lan : zones.wan).push_back("vpnServer");
    return topology;
}

Flow
InVpn(Flow flow, const std::string& vpn = "vpn0")
{
    return flow.Through(vpn);
}

/**
 * phone – "home" – r – "narrow" – s, and r – "side" (1400) – v, the phone's VPN server.
 * The flows are to s.
 */
Topology
Narrow(const std::string& mode, uint32_t narrow, const std::vector<Flow>& flows)
{
    auto phone = Host("phone")
                     .On("home", "192.0.2.10/24", "2001:db8:1::10/64")
                     .Route("0.0.0.0/0", "192.0.2.1")
                     .Route("::/0", "2001:db8:1::1")
                     .Vpn("vpn0", mode, "10.9.0.3", "fd00:9::3");
    if (mode == "tunnel")
    {
        phone.LastVpn().server = "v";
    }
    TopologyBuilder lab("narrow");
    lab.Add(Lan("home")).Add(Wire("narrow").Mtu(narrow)).Add(Wire("side").Mtu(1400)).Add(phone);
    lab.Add(Router("r")
                .On("home", "192.0.2.1/24", "2001:db8:1::1/64")
                .On("narrow", "198.51.100.1/24", "2001:db8:2::1/64")
                .On("side", "203.0.113.1/24", "2001:db8:3::1/64")
                .Route("10.9.0.0/24", "203.0.113.2"));
    lab.Add(Router("v")
                .On("side", "203.0.113.2/24")
                .Route("0.0.0.0/0", "203.0.113.1")
                .ServeVpn("10.9.0.0/24"));
    lab.Add(Host("s")
                .On("narrow", "198.51.100.5/24", "2001:db8:2::5/64")
                .Route("0.0.0.0/0", "198.51.100.1")
                .Route("::/0", "2001:db8:2::1"));
    for (const auto& flow : flows)
    {
        lab.Add(flow);
    }
    return lab.Build();
}

const std::vector<Row> ROWS{
    {"what a proxy's sockets learn of a path is nothing that its applications know",
     "RFC 1191 6.1, RFC 8201 5.2",
     [](Verdict& v) {
         const auto first = [](const std::string& to, const std::string& name) {
             return InVpn(UdpEcho("phone", to, name).Size(1330).Count(2).Server("s"));
         };
         const auto later = [&](const std::string& to, const std::string& name) {
             return first(to, name).Start("5s");
         };
         v.Equal(Run(Narrow("proxy",
                            1300,
                            {first("198.51.100.5", "four"),
                             first("2001:db8:2::5", "six"),
                             later("198.51.100.5", "later four"),
                             later("2001:db8:2::5", "later six")}))
                     .outcomes,
                 "four: partial; six: partial; later four: delivered; later six: delivered; ",
                 "flows");
     }},
    {"what a tunnel tells its applications of a path is nothing that others heed",
     "RFC 1191 6.1, article D",
     [](Verdict& v) {
         const auto ping = [](const std::string& name) {
             return Ping("phone", "198.51.100.5", name).DontFragment().Count(2);
         };
         v.Equal(Run(Narrow("tunnel",
                            1500,
                            {ping("before").Size(1472),
                             InVpn(ping("inside").Size(1440).Start("5s")),
                             ping("after").Size(1472).Start("10s")}))
                     .outcomes,
                 "before: delivered; inside: failed; after: delivered; ",
                 "flows");
     }},
    {"a phone with a VPN service leases its address, whatever addresses the service has",
     "RFC 2131 3.1, article D",
     [](Verdict& v) {
         for (const auto& addresses : std::vector<std::vector<std::string>>{
                  {"10.8.0.2"},
                  {"fd00:8::2"},
                  {"10.8.0.2", "fd00:8::2"},
              })
         {
             auto phone = Phone().Vpn("vpn0", "proxy");
             phone.LastVpn().addresses = addresses;
             std::vector<Flow> flows{Beside()};
             std::string outcomes = "beside: delivered; ";
             if (addresses.front() == "10.8.0.2")
             {
                 flows.push_back(InVpn(UdpEcho("phone", FAR4, "in").Start("6s").Server("far")));
                 outcomes += "in: delivered; ";
             }
             IsLeased(v, Leased(phone, Home(), Far(), flows), outcomes, addresses.back());
         }
     }},
    {"a phone has a tunnel over an address that it leases",
     "RFC 2131 3.1, article D",
     [](Verdict& v) {
         auto phone = Phone().Vpn("vpn0", "tunnel", "10.8.0.2");
         phone.LastVpn().server = "far";
         auto far = Router("far")
                        .On("out", FAR4 + "/24", FAR6 + "/64")
                        .Route("0.0.0.0/0", "192.0.2.1")
                        .ServeVpn("10.8.0.0/24");
         auto home = Home().Route("10.8.0.0/24", FAR4);
         IsLeased(v,
                  Leased(phone,
                         home,
                         far,
                         {Beside(), InVpn(Ping("phone", "192.0.2.1", "in").Start("6s"))}),
                  "beside: delivered; in: delivered; ",
                  "tunnel");
     }},
    {"a router with a VPN service or server leases addresses, whatever addresses they have",
     "RFC 2131 3.1, article D",
     [](Verdict& v) {
         const std::vector<Flow> flows{Beside()};
         for (const std::string address : {"10.8.0.2", "fd00:8::2"})
         {
             IsLeased(v,
                      Leased(Phone(), Home().Vpn("vpn0", "proxy", address), Far(), flows),
                      "beside: delivered; ",
                      "service with " + address);
         }
         for (const std::string prefix : {"10.8.0.0/24", "fd00:8::/64"})
         {
             IsLeased(v,
                      Leased(Phone(), Home().ServeVpn(prefix), Far(), flows),
                      "beside: delivered; ",
                      "server with " + prefix);
         }
     }},
    {"a router that makes its address of an advertisement serves clients of its VPN at it",
     "RFC 4862 5.5.3, article D",
     [](Verdict& v) {
         TopologyBuilder lab("later");
         lab.Add(Lan("home")).Add(Wire("out"));
         auto far = Far().Vpn("vpn0", "tunnel", "fd00:8::2");
         far.LastVpn().server = "s";
         lab.Add(Router("s").Autoconfigured("home").ServeVpn("fd00:8::/64"));
         lab.Add(Router("r")
                     .On("home", "2001:db8:2::1/64")
                     .On("out", "2001:db8:1::1/64")
                     .Advertise("home")
                     .Announce("2001:db8:2::/64")
                     .Route("fd00:8::/64", "2001:db8:2:0:200:ff:fe00:1"));
         lab.Add(far);
         lab.Add(InVpn(Ping("far", "2001:db8:2::1", "in").Start("8s")));
         v.Equal(Run(lab.Build()).outcomes, "in: delivered; ", "flows");
     }},
    {"a VPN in the lan of a home router is a part of it: its clients begin flows, also to the wan",
     "OpenWrt firewall, Zones",
     [](Verdict& v) {
         const std::vector<Flow> flows{InVpn(Ping("client", "192.168.38.9", "lan")),
                                       InVpn(Ping("client", FAR6, "wan")),
                                       Ping("in", "10.8.0.2", "back").Start("3s"),
                                       Ping("web", "10.8.0.2", "stranger").Start("3s")};
         v.Equal(Run(Zoned("lan", flows)).outcomes,
                 "lan: delivered; wan: delivered; back: delivered; stranger: failed; ",
                 "flows");
     }},
    {"a VPN in the wan of a home router is as strange to it as the wan",
     "OpenWrt firewall, Zones",
     [](Verdict& v) {
         const std::vector<Flow> flows{InVpn(Ping("client", "192.168.38.9", "lan")),
                                       InVpn(Ping("client", FAR4, "wan")),
                                       Ping("in", "10.8.0.2", "back").Start("3s")};
         v.Equal(Run(Zoned("wan", flows)).outcomes,
                 "lan: failed; wan: failed; back: delivered; ",
                 "flows");
     }},
    {"a TCP call to a client of a VPN is on record with all its segments",
     "article D",
     [](Verdict& v) {
         const std::vector<Flow> flows{
             InVpn(Ping("client", "192.168.38.9", "known")),
             Tcp("in", "10.8.0.2", "call").Server("client").Start("3s"),
         };
         const Run run(Zoned("lan", flows));
         v.Equal(run.outcomes, "known: delivered; call: delivered; ", "flows");
         v.Equal(run.accepted, 1u, "SYN, ACK");
     }},
    {"what a VPN server cannot be is told with its node",
     "",
     [](Verdict& v) {
         TopologyBuilder lab("wrong");
         lab.Add(Router("s").ServeVpn());
         std::string complaint;
         try
         {
             Run run(lab.Build());
         }
         catch (const std::invalid_argument& error)
         {
             complaint = error.what();
         }
         ns3::Simulator::Destroy();
         v.True(complaint.find("node s, VPN server: ") == 0, complaint);
     }},
};

V6LAB_SUITE("v6lab-vpn-topologies", ROWS);

} // namespace
