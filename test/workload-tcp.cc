// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/socket-address.h"
#include "model/workload/tcp-flow.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;

namespace
{

Row
Answered(const std::string& family, uint32_t size, uint32_t reply)
{
    return {"a request of " + std::to_string(size) + " bytes over " + family + " gets " +
                std::to_string(reply) + " bytes",
            "RFC 9293 3.5",
            [=](Verdict& v) {
                TwoHosts hosts;
                Workload tcp = Ask("tcp", "b", family);
                tcp.size = size;
                tcp.replySize = reply;
                const FlowRecord& flow = hosts.Run(tcp);
                v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
                v.Equal(flow.receivedBytes, reply, "bytes");
                v.Equal(flow.receivedPackets, 1u, "transactions");
                v.Equal(flow.rttMs.size(), 1u, "handshakes");
                v.True(flow.familyAtDestination.has_value(), "it arrived");
                v.Equal(flow.failure, "", "failure");
            }};
}

/** Packets that are larger than a link's MTU would be fragmented by ns-3. */
Row
Segments(Family family, uint32_t mtu, uint32_t expected)
{
    return {std::string("segments over ") + ToWord(family) + " on a link of " +
                std::to_string(mtu) + " bytes carry " + std::to_string(expected),
            "RFC 9293 3.7.1, RFC 7323 3.2",
            [=](Verdict& v) { v.Equal(SegmentBytes(family, mtu), expected, "payload"); }};
}

/** What is written as throughput; 0 if there is nothing to measure. */
double
Mbps(const FlowRecord& flow)
{
    return flow.measuredNs == 0 ? 0.0
                                : static_cast<double>(flow.measuredBytes) * 8e3 /
                                      static_cast<double>(flow.measuredNs);
}

/** Hosts are on 100 Mbit/s; the server sends segments of at most 1200 bytes. */
Row
Throughput(const std::string& what, const std::string& kind, uint32_t bytes, uint32_t count)
{
    return {what + " are not measured faster than their link", "", [=](Verdict& v) {
                TwoHosts hosts;
                Workload tcp = Ask(kind, "b", "v4");
                tcp.size = kind == "tcp" ? 64 : bytes;
                tcp.replySize = kind == "tcp" ? bytes : 0;
                tcp.count = count;
                tcp.interval = "2s";
                const FlowRecord& flow = hosts.Run(tcp);
                v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
                v.Equal(flow.receivedBytes, uint64_t{bytes} * count, "bytes");
                v.True(Mbps(flow) < 100, "too fast: " + std::to_string(Mbps(flow)));
                // From the request to the end of the answer it takes 2 ms and the bytes' own time.
                v.True(Mbps(flow) > bytes * 8e-6 / (0.05 + bytes * 8e-8),
                       "pauses count: " + std::to_string(Mbps(flow)));
            }};
}

/**
 * Some transfers starve and are given up while segments that came out of order wait at the
 * responder: the close that ns-3 turns into a reset.
 */
Row
Crowd(const std::string& family)
{
    return {"ten bulk transfers at once over a slow link and " + family + " all come to an end",
            "RFC 9293 3.10.4",
            [=](Verdict& v) {
                TwoHosts hosts;
                hosts.SetRate("1Mbps");
                Workload bulk = Ask("tcp-bulk", "b", family);
                bulk.count = 10;
                bulk.interval = "0s";
                const FlowRecord& flow = hosts.Run(bulk);
                v.True(flow.ended, "it ended");
                v.Equal(flow.sentPackets, 10u, "transfers");
                v.True(flow.receivedPackets >= 5, "most are done");
            }};
}

/** b takes a connection and ends it a moment later; with `unread` there is something that it never
 * reads. What the flow says. */
std::string
EndedByServer(bool unread)
{
    TwoHosts hosts;
    const auto listener =
        ns3::Socket::CreateSocket(hosts.in.nodes["b"], ns3::TcpSocketFactory::GetTypeId());
    listener->Bind(ToSocketAddress({*IpAddress::Parse("10.0.0.2"), 80}));
    listener->Listen();
    listener->SetAcceptCallback(
        ns3::MakeNullCallback<bool, ns3::Ptr<ns3::Socket>, const ns3::Address&>(),
        ns3::Callback<void, ns3::Ptr<ns3::Socket>, const ns3::Address&>(
            [unread](ns3::Ptr<ns3::Socket> one, const ns3::Address&) {
                Simulator::Schedule(ns3::MilliSeconds(100), [one, unread] {
                    while (!unread && one->Recv())
                    {
                    }
                    one->Close();
                });
            }));
    const auto tcp = ns3::CreateObject<TcpFlow>();
    tcp->SetAttribute("Remote", ns3::StringValue("10.0.0.2"));
    hosts.in.nodes["a"]->AddApplication(tcp);
    Simulator::Stop(ns3::Seconds(2));
    Simulator::Run();
    return tcp->GetResult().failure;
}

const std::vector<Row> ROWS{
    Throughput("the 1200 bytes of one segment", "tcp", 1200, 1),
    Throughput("replies of one segment each", "tcp", 1000, 3),
    Throughput("the 2400 bytes of two segments", "tcp", 2400, 1),
    Throughput("replies of two segments each", "tcp", 2400, 5),
    Throughput("a thousand segments", "tcp", 1448000, 1),
    {"what nobody answers has no throughput",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 1);
         v.Equal(hosts.Run(Ask("tcp", "b", "v4")).measuredNs, 0, "time measured");
     }},
    Throughput("requests of two segments", "tcp-bulk", 2896, 2),
    Throughput("requests of a thousand segments", "tcp-bulk", 1448000, 2),
    Answered("v4", 64, 1000),
    Answered("v6", 64, 1000),
    Answered("v4", 1, 10),
    Answered("v6", 5000, 300000),
    Segments(Family::V4, 1500, 1448),
    Segments(Family::V6, 1500, 1428),
    Segments(Family::V6, 68, 1208),
    {"a bulk transfer is measured where it arrives",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload bulk = Ask("tcp-bulk", "b", "v4");
         bulk.size = 5000000;
         const FlowRecord& flow = hosts.Run(bulk);
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
         v.Equal(flow.receivedBytes, 5000000u, "bytes");
         const double mbps = Mbps(flow);
         v.True(mbps > 60 && mbps < 100, "most of 100 Mbit/s, not " + std::to_string(mbps));
     }},
    Crowd("v4"),
    Crowd("v6"),
    {"several transactions of a flow each have their handshake",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         Workload tcp = Ask("tcp", "b", "v6");
         tcp.count = 5;
         const FlowRecord& flow = hosts.Run(tcp);
         v.Equal(flow.receivedPackets, 5u, "transactions");
         v.Equal(flow.rttMs.size(), 5u, "handshakes");
         v.True(flow.rttMs.back() >= 2.0f && flow.rttMs.back() < 2.1f, "2 ms round trip");
     }},
    {"nobody listens: connection refused, at once",
     "RFC 9293 3.10.7.1",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto tcp = ns3::CreateObject<TcpFlow>();
         tcp->SetAttribute("Remote", ns3::StringValue("10.0.0.2"));
         hosts.in.nodes["a"]->AddApplication(tcp);
         Simulator::Stop(ns3::Seconds(1));
         Simulator::Run();
         const FlowRecord& flow = tcp->GetResult();
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(flow.failure, "connection refused", "failure");
     }},
    {"a peer that breaks off has reset the connection, one that finishes has closed it",
     "RFC 9293 3.10.7.4, 3.6",
     [](Verdict& v) {
         v.Equal(EndedByServer(true), "connection reset", "with a reset");
         v.Equal(EndedByServer(false), "connection closed early", "with a FIN");
     }},
    {"silence: connection timed out after the timeout, with the SYN sent twice in 3 s",
     "RFC 6298 2.1, 5.5",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 1);
         const FlowRecord& flow = hosts.Run(Ask("tcp", "b", "v4"));
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(flow.failure, "connection timed out", "failure");
         v.Equal(Simulator::Now().GetSeconds(), 4.0, "3 s of waiting and 1 s to settle");
     }},
    {"no route to the destination: nothing aborts, the reason is no-route",
     "RFC 1122 3.3.1",
     [](Verdict& v) {
         TwoHosts hosts;
         const FlowRecord& flow = hosts.Run(Ask("tcp", "192.0.2.9"));
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(Describe(flow.reason).word, "no-route", "reason");
         v.Equal(flow.failure, "network is unreachable", "failure");
     }},
    {"a node without a free port: nothing aborts, the reason is no-free-port",
     "RFC 6335 6",
     [](Verdict& v) {
         TwoHosts hosts;
         const auto factory = ns3::TcpSocketFactory::GetTypeId();
         while (ns3::Socket::CreateSocket(hosts.in.nodes["a"], factory)->Bind() == 0)
         {
         }
         const FlowRecord& flow = hosts.Run(Ask("tcp", "b", "v4"));
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(Describe(flow.reason).word, "no-free-port", "reason");
         v.Equal(flow.failure, "no free port", "failure");
     }},
    {"the destination has no address of the family: nothing aborts",
     "RFC 6724 2",
     [](Verdict& v) {
         TwoHosts hosts(false, true);
         const FlowRecord& flow = hosts.Run(Ask("tcp", "b", "v4"));
         v.Equal(Describe(flow.reason).word, "no-destination-address", "reason");
     }},
    {"a transfer that stops moving ends after the timeout",
     "",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.topology.workloads = {Ask("tcp-bulk", "b", "v4")};
         hosts.topology.workloads[0].size = 100000000;
         InstallWorkloads(hosts.topology, hosts.in);
         Simulator::Schedule(ns3::Seconds(1), [&] { hosts.Lose("b", 1); });
         const FlowRecord& flow = hosts.Run();
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(flow.failure, "connection timed out", "failure");
         v.True(Simulator::Now() < ns3::Seconds(6), "about 1 s + 3 s + 1 s");
     }},
    {"segments that were too big for the path explain an end only if nothing has arrived since",
     "RFC 1191 6.4, RFC 8201 5.4",
     [](Verdict& v) {
         for (const auto& [seconds, reason] :
              {std::pair(0.5, "no-answer"), std::pair(1.5, "packet-too-big")})
         {
             TwoHosts hosts;
             hosts.topology.workloads = {Ask("tcp-bulk", "b", "v6")};
             hosts.topology.workloads[0].size = 100000000;
             InstallWorkloads(hosts.topology, hosts.in);
             PacketEvent drop;
             drop.reason = Reason::PacketTooBig;
             drop.identity = PacketIdentity(1, 1);
             Simulator::Schedule(ns3::Seconds(seconds), [&] { hosts.in.ledger->OnDrop(drop); });
             Simulator::Schedule(ns3::Seconds(1), [&] { hosts.Lose("b", 1); });
             v.Equal(Describe(hosts.Run().reason).word, reason, std::to_string(seconds));
         }
     }},
    {"half of all packets lost: what arrives in the end leaves no failure behind",
     "RFC 6298 5",
     [](Verdict& v) {
         TwoHosts hosts;
         hosts.Lose("b", 0.3);
         Workload tcp = Ask("tcp", "b", "v4");
         tcp.timeout = "60s";
         const FlowRecord& flow = hosts.Run(tcp);
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
         v.Equal(flow.failure, "", "failure");
     }},
    {"transfer headers read back as they were written",
     "",
     [](Verdict& v) {
         const auto header = TransferHeader::Decode(TransferHeader{70000, 4000000000u}.Encode());
         v.Equal(header.requestBytes, 70000u, "request");
         v.Equal(header.replyBytes, 4000000000u, "reply");
     }},
    {"a kind, a node or a duration that does not exist is the user's trouble, not an abort",
     "",
     [](Verdict& v) {
         const auto refused = [](Workload workload) {
             TwoHosts hosts;
             try
             {
                 hosts.Run(workload);
                 return std::string();
             }
             catch (const std::invalid_argument& error)
             {
                 return std::string(error.what());
             }
         };
         Workload late = Ask("ping");
         late.start = "soon";
         v.Equal(refused(Ask("smoke")),
                 "workload smoke: kind \"smoke\" is none of ping, udp-echo, tcp, tcp-bulk, "
                 "traceroute",
                 "kind");
         v.Equal(refused(Ask("ping", "c")),
                 "workload ping: \"c\" is neither a node nor an address",
                 "node");
         v.Equal(refused(late),
                 "workload ping: start: \"soon\" is no duration such as \"100ms\"",
                 "duration");
     }},
};

V6LAB_SUITE("v6lab-workload-tcp", ROWS);

} // namespace
