// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/outside-install.h"
#include "helper/stack-helper.h"
#include "test/support/table.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <stdexcept>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** client – lan – r1 – wan – r2 – lan – server; the routers have static routes. */
Topology
Campus()
{
    Topology topology;
    topology.nodes = {
        {"client", "host", {{"left", {"10.1.0.10/24", "fd00:1::10/64"}}}, {}, {}},
        {"r1",
         "router",
         {{"left", {"10.1.0.1/24", "fd00:1::1/64"}}, {"wan", {"10.9.0.1/30", "fd00:9::1/126"}}},
         {{"10.2.0.0/24", "10.9.0.2"}, {"fd00:2::/64", "fd00:9::2"}},
         {}},
        {"r2",
         "router",
         {{"wan", {"10.9.0.2/30", "fd00:9::2/126"}}, {"right", {"10.2.0.1/24", "fd00:2::1/64"}}},
         {{"10.1.0.0/24", "10.9.0.1"}, {"fd00:1::/64", "fd00:9::1"}},
         {}},
        {"server", "host", {{"right", {"10.2.0.10/24", "fd00:2::10/64"}}}, {}, {}},
    };
    topology.links = {{"left", "lan", "100Mbps", "1us", 1500},
                      {"wan", "point-to-point", "10Mbps", "5ms", 1400},
                      {"right", "lan", "100Mbps", "1us", 1500}};
    return topology;
}

/** What happened to a datagram from client to server, as "client send; r1 forward; …". */
std::string
Walk(const Topology& topology, bool v4)
{
    Installation installation;
    installation.ledger = ns3::CreateObject<FlowLedger>();
    InstallOutside(topology, installation);
    std::string walk;
    const ns3::Callback<void, const PacketEvent&> listener([&](const PacketEvent& event) {
        walk += installation.names.at(event.node) + " " + ToWord(event.action);
        walk += event.reason == Reason::None
                    ? "; "
                    : " " + std::string(Describe(event.reason).word) + "; ";
    });
    for (const auto& [name, node] : installation.nodes)
    {
        StackHelper::ConnectTraces(node, listener, {});
    }
    const auto tid = ns3::UdpSocketFactory::GetTypeId();
    const auto server = ns3::Socket::CreateSocket(installation.nodes.at("server"), tid);
    const auto client = ns3::Socket::CreateSocket(installation.nodes.at("client"), tid);
    const ns3::Address any = v4 ? ns3::Address(ns3::InetSocketAddress("0.0.0.0", 7))
                                : ns3::Address(ns3::Inet6SocketAddress("::", 7));
    const ns3::Address to = v4 ? ns3::Address(ns3::InetSocketAddress("10.2.0.10", 7))
                               : ns3::Address(ns3::Inet6SocketAddress("fd00:2::10", 7));
    server->Bind(any);
    client->Bind(any);
    client->SendTo(ns3::Create<ns3::Packet>(100), 0, to);
    ns3::Simulator::Stop(ns3::Seconds(10));
    ns3::Simulator::Run();
    ns3::Simulator::Destroy();
    return walk;
}

const std::string THROUGH = "client send; r1 forward; r2 forward; server deliver; ";

Row
Refuses(const std::string& sentence,
        const std::string& message,
        const std::function<void(Topology&)>& spoil)
{
    return {sentence, "", [=](Verdict& v) {
                auto topology = Campus();
                spoil(topology);
                Installation installation;
                std::string text;
                try
                {
                    InstallOutside(topology, installation);
                }
                catch (const std::invalid_argument& error)
                {
                    text = error.what();
                }
                ns3::Simulator::Destroy();
                v.Equal(text, message, "message");
            }};
}

const std::vector<Row> ROWS{
    {"hosts reach each other over two LANs and a line, IPv4",
     "RFC 1122 3.3.1.1",
     [](Verdict& v) { v.Equal(Walk(Campus(), true), THROUGH, "walk"); }},
    {"hosts reach each other over two LANs and a line, IPv6",
     "RFC 1122 3.3.1.1",
     [](Verdict& v) { v.Equal(Walk(Campus(), false), THROUGH, "walk"); }},
    {"a host with a route of its own gets no default route in that family, but in the other",
     "",
     [](Verdict& v) {
         auto topology = Campus();
         topology.nodes[0].routes = {{"203.0.113.0/24", "10.1.0.1"}};
         v.Equal(Walk(topology, true), "client drop no-route; ", "IPv4");
         v.Equal(Walk(topology, false), THROUGH, "IPv6");
     }},
    {"a router gets no default route",
     "",
     [](Verdict& v) {
         auto topology = Campus();
         topology.nodes[1].routes = {};
         v.Equal(Walk(topology, true),
                 "client send; r1 drop no-route; r1 send; client deliver; ",
                 "IPv4");
     }},
    {"handles carry the topology's names",
     "",
     [](Verdict& v) {
         Installation installation;
         InstallOutside(Campus(), installation);
         v.Equal(installation.nodes.size(), size_t{4}, "nodes");
         v.Equal(installation.devices.size(), size_t{6}, "devices");
         v.Equal(installation.devices.at("r2/wan")->GetMtu(), 1400, "MTU");
         v.Equal(installation.names.at(installation.nodes.at("r2")->GetId()), "r2", "name");
         v.Equal(installation.addresses.at("r1").at(2).ToString(), "10.9.0.1", "address");
         ns3::Simulator::Destroy();
     }},
    Refuses("a delay with an unknown unit",
            "link wan: delay: \"5 parsecs\" is no duration such as \"100ms\"",
            [](Topology& t) { t.links[1].delay = "5 parsecs"; }),
    Refuses("a negative delay",
            "link wan: delay: \"-5ms\" is no duration such as \"100ms\"",
            [](Topology& t) { t.links[1].delay = "-5ms"; }),
    Refuses("a rate without unit",
            "link wan: dataRate: \"fast\" is no rate such as \"10Gbps\"",
            [](Topology& t) { t.links[1].dataRate = "fast"; }),
    Refuses("an address without prefix length",
            "node client: \"10.1.0.10\" is not an address with prefix length",
            [](Topology& t) { t.nodes[0].interfaces[0].addresses = {"10.1.0.10"}; }),
    Refuses("an interface on a link that does not exist",
            "node client: \"nowhere\" is not one of the links",
            [](Topology& t) { t.nodes[0].interfaces[0].link = "nowhere"; }),
    Refuses("a next hop that is on none of the node's links",
            "route of node client: \"192.0.2.1\" is not an address on one of its links",
            [](Topology& t) {
                t.nodes[0].routes = {{"0.0.0.0/0", "192.0.2.1"}};
            }),
    Refuses("a point-to-point link with three ends",
            "link wan: \"3\" is not two ends",
            [](Topology& t) {
                t.nodes[3].interfaces.push_back({"wan", {}});
            }),
};

V6LAB_SUITE("v6lab-install-outside", ROWS);

} // namespace
