// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/icmp-endpoint.h"
#include "model/workload/ping-flow.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include "ns3/string.h"
#include "ns3/uinteger.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;

namespace
{

Row
Answered(const std::string& family, const std::string& clause, const std::string& peer)
{
    return {"four echo requests over " + family + " are answered", clause, [=](Verdict& v) {
                TwoHosts hosts;
                const FlowRecord& flow = hosts.Run(Ask("ping", "b", family));
                v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
                v.Equal(flow.sentPackets, 4u, "sent");
                v.Equal(flow.receivedPackets, 4u, "answered");
                v.Equal(flow.rttMs.size(), 4u, "round-trip times");
                // Two crossings of a 1 ms link; the first request waits for address resolution.
                v.True(flow.rttMs.back() >= 2.0f && flow.rttMs.back() < 2.1f, "2 ms round trip");
                v.Equal(std::string(ToWord(flow.familyAtSource.value())), family, "at source");
                v.Equal(std::string(ToWord(flow.familyAtDestination.value_or(Family::V4))),
                        family,
                        "at destination");
                v.Equal(flow.destination.ToString(), peer, "called");
                v.Equal(flow.failure, "", "failure");
            }};
}

Row
Unreachable(const std::string& what,
            bool v4,
            bool v6,
            const std::string& to,
            const std::string& family,
            const std::string& clause,
            Reason reason,
            const std::string& failure)
{
    return {what, clause, [=](Verdict& v) {
                TwoHosts hosts(v4, v6);
                const FlowRecord& flow = hosts.Run(Ask("ping", to, family));
                v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
                v.Equal(flow.receivedPackets, 0u, "answered");
                v.Equal(Describe(flow.reason).word, Describe(reason).word, "reason");
                v.Equal(flow.failure, failure, "failure");
                v.True(flow.source.IsUnspecified(), "nothing was sent");
                v.Equal(flow.familyAtSource ? ToWord(*flow.familyAtSource) : "auto",
                        family,
                        "the family that was asked for");
            }};
}

const std::vector<Row> ROWS{
    Answered("v4", "RFC 792", "10.0.0.2"),
    Answered("v6", "RFC 4443 4", "2001:db8:0:1::2"),
    {"auto prefers IPv6 when both ends have it",
     "RFC 6724 2.1",
     [](Verdict& v) {
         TwoHosts hosts;
         const FlowRecord& flow = hosts.Run(Ask("ping"));
         v.Equal(flow.destination.ToString(), "2001:db8:0:1::2", "called");
     }},
    {"auto takes IPv4 when the ends have nothing else in common",
     "RFC 6724 2.1",
     [](Verdict& v) {
         TwoHosts hosts(true, false);
         const FlowRecord& flow = hosts.Run(Ask("ping"));
         v.Equal(flow.destination.ToString(), "10.0.0.2", "called");
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
     }},
    {"a literal address is called as it stands, and its owner is known",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         const FlowRecord& flow = hosts.Run(Ask("ping", "10.0.0.2"));
         v.Equal(flow.destinationNode, "b", "owner");
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
     }},
    Unreachable("no route to the destination: nothing aborts, the reason is no-route",
                true,
                false,
                "192.0.2.9",
                "auto",
                "RFC 1122 3.3.1",
                Reason::NoRoute,
                "network is unreachable"),
    Unreachable("no IPv6 address here: the reason is no-source-address",
                true,
                false,
                "2001:db8::9",
                "auto",
                "RFC 6724 5",
                Reason::NoSourceAddress,
                "address family not available"),
    Unreachable("the destination has no IPv6 address: the reason is no-destination-address",
                true,
                false,
                "b",
                "v6",
                "RFC 6724 2",
                Reason::NoDestinationAddress,
                "name has no address of this family"),
    {"a flow that loses half of its packets is partial, and every answer has a round-trip time",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 0.5);
         Workload ping = Ask("ping", "b", "v4");
         ping.count = 40;
         const FlowRecord& flow = hosts.Run(ping);
         v.Equal(ToWord(flow.outcome), std::string("partial"), "outcome");
         v.True(flow.receivedPackets > 8 && flow.receivedPackets < 32, "about half is answered");
         v.Equal(flow.rttMs.size(), flow.receivedPackets, "round-trip times");
         v.Equal(flow.failure, "no answer", "failure");
     }},
    {"silence ends the flow after the timeout of the last request, not later",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 1);
         Workload ping = Ask("ping", "b", "v4");
         ping.timeout = "500ms";
         const FlowRecord& flow = hosts.Run(ping);
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         // 3 intervals of 100 ms, 500 ms of waiting, 1 s to settle.
         v.Equal(Simulator::Now().GetMilliSeconds(), 1800, "end of the simulation, ms");
     }},
    {"a success takes the reason of an earlier drop away",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.topology.workloads = {Ask("ping", "b", "v4")};
         InstallWorkloads(hosts.topology, hosts.in);
         PacketEvent drop;
         drop.action = Action::Drop;
         drop.reason = Reason::QueueFull;
         drop.identity = PacketIdentity(1, 1);
         Simulator::Schedule(ns3::MilliSeconds(50), [&] { hosts.in.ledger->OnDrop(drop); });
         const FlowRecord& flow = hosts.Run();
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
         v.Equal(Describe(flow.reason).word, "", "reason");
     }},
    {"nodes that ping each other have different identifiers",
     "RFC 792",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload back = Ask("ping", "a", "v4");
         back.from = "b";
         hosts.topology.workloads = {Ask("ping", "b", "v4"), back};
         InstallWorkloads(hosts.topology, hosts.in);
         hosts.Run();
         const auto& flows = hosts.in.ledger->GetFlows();
         v.Equal(ToWord(flows[1].outcome), std::string("delivered"), "the way back");
         v.True(flows[0].sourcePort != flows[1].sourcePort, "identifiers differ");
         v.Equal(flows[0].peerSeen.ToString(), "10.0.0.1", "what b sees");
         v.Equal(flows[1].peerSeen.ToString(), "10.0.0.2", "what a sees");
     }},
    {"Don't Fragment is set when asked for, and the request is answered",
     "RFC 791 3.1",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload ping = Ask("ping", "b", "v4");
         ping.dontFragment = true;
         v.Equal(ToWord(hosts.Run(ping).outcome), std::string("delivered"), "outcome");
     }},
    {"a host that loses its address sends no more, one that gets another goes on",
     "RFC 791 3.1, RFC 2131 4.4.5",
     [](Verdict& v) {
         for (const bool another : {false, true})
         {
             TwoHosts hosts;
             const auto node = hosts.in.nodes["a"];
             const auto device = hosts.in.devices["a/link"];
             Simulator::Schedule(ns3::Seconds(1.5), [=] {
                 const auto stack = node->GetObject<ns3::Ipv4>();
                 stack->RemoveAddress(1, ns3::Ipv4Address("10.0.0.1"));
                 if (another)
                 {
                     StackHelper::AddAddress(node, device, *IpAddress::Parse("10.0.0.9"), 24);
                 }
             });
             Workload ping = Ask("ping", "b", "v4");
             ping.dontFragment = true;
             ping.interval = "1s";
             const FlowRecord& flow = hosts.Run(ping);
             v.Equal(flow.sentPackets, 4u, "tried");
             v.Equal(flow.receivedPackets, another ? 4u : 2u, "answered");
         }
     }},
    {"a payload larger than any packet is cut, nothing aborts",
     "RFC 791 3.1",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload ping = Ask("ping", "b", "v4");
         ping.size = 4000000000u;
         ping.count = 1;
         v.Equal(hosts.Run(ping).sentPackets, 1u, "sent");
     }},
    {"a node without a free port or identifier: nothing aborts, the reason is no-free-port",
     "RFC 6335 6",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto endpoint = IcmpEndpoint::Of(hosts.in.nodes["a"]);
         for (uint32_t identifier = 1; identifier <= 65535; ++identifier)
         {
             endpoint->Register(static_cast<uint16_t>(identifier), {});
         }
         const FlowRecord& flow = hosts.Run(Ask("ping", "b", "v4"));
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(Describe(flow.reason).word, "no-free-port", "reason");
         v.Equal(flow.failure, "no free echo identifier", "failure");
     }},
    {"an ns-3 script can ping without a ledger",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto ping = ns3::CreateObject<PingFlow>();
         ping->SetAttribute("Remote", ns3::StringValue("10.0.0.2"));
         ping->SetAttribute("Count", ns3::UintegerValue(2));
         hosts.in.nodes["a"]->AddApplication(ping);
         Simulator::Run();
         v.Equal(ping->GetResult().receivedPackets, 2u, "answered");
     }},
};

V6LAB_SUITE("v6lab-workload-ping", ROWS);

} // namespace
