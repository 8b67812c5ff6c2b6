// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/forwarding-plane.h"
#include "model/workload/udp-echo-flow.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;

namespace
{

Row
Echoed(const std::string& family, uint32_t size, const std::string& peer)
{
    return {"datagrams of " + std::to_string(size) + " bytes over " + family + " come back",
            "RFC 862",
            [=](Verdict& v) {
                TwoHosts hosts;
                Workload echo = Ask("udp-echo", "b", family);
                echo.size = size;
                echo.count = 10;
                const FlowRecord& flow = hosts.Run(echo);
                v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
                v.Equal(flow.receivedPackets, 10u, "answered");
                v.Equal(flow.receivedBytes, 10u * size, "bytes");
                v.Equal(flow.destinationPort, 7, "port");
                v.Equal(flow.peerSeen.ToString(), peer, "what b sees");
            }};
}

const std::vector<Row> ROWS{
    Echoed("v4", 64, "10.0.0.1"),
    Echoed("v6", 64, "2001:db8:0:1::1"),
    Echoed("v4", 1, "10.0.0.1"),
    Echoed("v6", 3000, "2001:db8:0:1::1"),
    {"nobody listens: the flow fails and says port unreachable",
     "RFC 1122 4.1.3.1",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto echo = ns3::CreateObject<UdpEchoFlow>();
         echo->SetAttribute("Remote", ns3::StringValue("10.0.0.2"));
         echo->SetAttribute("Port", ns3::UintegerValue(9999));
         hosts.in.nodes["a"]->AddApplication(echo);
         Simulator::Run();
         const FlowRecord& flow = echo->GetResult();
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(flow.failure, "port unreachable", "failure");
     }},
    {"no route to the destination: nothing aborts, the reason is no-route",
     "RFC 1122 3.3.1",
     [](Verdict& v) {
         TwoHosts hosts;
         const FlowRecord& flow = hosts.Run(Ask("udp-echo", "192.0.2.9"));
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(Describe(flow.reason).word, "no-route", "reason");
         v.Equal(flow.sentPackets, 4u, "tried");
     }},
    {"a datagram of which a part was lost is told again when the rest has waited too long",
     "RFC 1122 3.3.2, RFC 8200 4.5",
     [](Verdict& v) {
         for (const std::string family : {"v4", "v6"})
         {
             TwoHosts hosts;
             hosts.Lose("b", 0.3);
             std::set<uint32_t> late;
             hosts.in.nodes["b"]->GetObject<ForwardingPlane>()->TraceConnectWithoutContext(
                 "Hop",
                 ns3::Callback<void, const PacketEvent&>([&late](const PacketEvent& event) {
                     if (event.reason == Reason::ReassemblyTimeout && event.identity.GetFlow() == 1)
                     {
                         late.insert(event.identity.GetPacket());
                     }
                 }));
             Workload echo = Ask("udp-echo", "b", family);
             echo.size = 4000;
             echo.count = 10;
             echo.timeout = "70s"; // ns-3 waits 30 s, and 60 s in IPv6
             const FlowRecord& flow = hosts.Run(echo);
             v.True(flow.receivedPackets < 10, "some were lost, " + family);
             v.True(!late.empty(), "packets of the flow, " + family);
         }
     }},
    {"a run settles for as long as the last packets take over its slowest link, a second at least",
     "",
     [](Verdict& v) {
         const auto settle = [](const std::string& delay, const std::string& rate) {
             Topology topology;
             topology.links.resize(2);
             topology.links.at(1).delay = delay;
             topology.links.at(1).dataRate = rate;
             return SettleTime(topology).GetMilliSeconds();
         };
         v.Equal(settle("20ms", "1Gbps"), int64_t{1000}, "an ordinary link");
         v.Equal(settle("900ms", "1Gbps"), int64_t{7200}, "a satellite and back, four times");
         v.Equal(settle("0ms", "9600bps"), int64_t{10000}, "a slow line");
         v.Equal(SettleTime(Topology()).GetMilliSeconds(), int64_t{1000}, "no links");
     }},
    {"a flow that loses half of its packets is partial",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 0.5);
         Workload echo = Ask("udp-echo", "b", "v4");
         echo.count = 40;
         const FlowRecord& flow = hosts.Run(echo);
         v.Equal(ToWord(flow.outcome), std::string("partial"), "outcome");
         v.True(flow.receivedPackets > 8 && flow.receivedPackets < 32, "about half is answered");
     }},
    {"request and answer carry the flow's identity, each its own packet number",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload echo = Ask("udp-echo", "b", "v4");
         echo.count = 3;
         hosts.Run(echo);
         v.Equal(hosts.in.ledger->GetPacketCount(), 6u, "3 requests and 3 answers");
     }},
    {"one server serves both families and all flows of a port",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.topology.workloads = {Ask("udp-echo", "b", "v4"), Ask("udp-echo", "b", "v6")};
         InstallWorkloads(hosts.topology, hosts.in);
         v.Equal(hosts.in.applications.GetN(), 3u, "two clients, one server");
         hosts.Run();
         const auto& flows = hosts.in.ledger->GetFlows();
         v.Equal(ToWord(flows[0].outcome), std::string("delivered"), "over v4");
         v.Equal(ToWord(flows[1].outcome), std::string("delivered"), "over v6");
     }},
    {"the server answers from the address that was asked",
     "RFC 1122 4.1.3.5",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto second = *IpAddress::Parse("10.0.0.3");
         StackHelper::AddAddress(hosts.in.nodes["b"], hosts.in.devices["b/link"], second, 24);
         hosts.in.addresses["b"].push_back(second);
         std::string from;
         const auto& server = hosts.in.nodes["a"];
         server->GetObject<ns3::Ipv4L3Protocol>()->TraceConnectWithoutContext(
             "LocalDeliver",
             ns3::Callback<void, const ns3::Ipv4Header&, ns3::Ptr<const ns3::Packet>, uint32_t>(
                 [&](const ns3::Ipv4Header& header, ns3::Ptr<const ns3::Packet>, uint32_t) {
                     from = IpAddress::V4(header.GetSource().Get()).ToString();
                 }));
         hosts.Run(Ask("udp-echo", "10.0.0.3"));
         v.Equal(from, "10.0.0.3", "source of the answer");
     }},
};

V6LAB_SUITE("v6lab-workload-udp", ROWS);

} // namespace
