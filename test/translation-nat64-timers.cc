// SPDX-License-Identifier: GPL-2.0-only
// The NAT64 on a node: what its timers do to the simulator, and what its trace sources tell.
#include "model/trace/flow-ledger.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Seconds;
using ns3::Simulator;

namespace
{

std::string
Text(const TransportAddress& address)
{
    return address.address.ToString() + "#" + std::to_string(address.port);
}

const char*
Text(Change change)
{
    return change == Change::Added ? "added" : change == Change::Changed ? "changed" : "removed";
}

/** Everything that the trace sources of a NAT64 say, one line each, with the second. */
class Told
{
  public:
    explicit Told(const Ptr<Nat64>& nat64)
    {
        nat64->TraceConnectWithoutContext(
            "Binding",
            ns3::Callback<void, const BindingRecord&, Change>(
                [this](const BindingRecord& binding, Change change) {
                    Add("binding " + Text(binding.inside) + " " + Text(binding.outside), change);
                }));
        nat64->TraceConnectWithoutContext(
            "Session",
            ns3::Callback<void, const SessionRecord&, Change>(
                [this](const SessionRecord& session, Change change) {
                    Add("session " + Text(session.remote6) + " " + Text(session.remote4), change);
                }));
        nat64->TraceConnectWithoutContext(
            "PoolUse",
            ns3::Callback<void, const PoolUse&>([this](const PoolUse& use) {
                pool += std::string(ToWord(use.kind)) + " " + std::to_string(use.used) + "/" +
                        std::to_string(use.capacity) + "; ";
            }));
    }

    std::string text;
    std::string pool;
    double removedAt{0}; //!< the last removal, in seconds

  private:
    void Add(const std::string& what, Change change)
    {
        text += what + " " + Text(change) + "; ";
        removedAt = change == Change::Removed ? Simulator::Now().GetSeconds() : removedAt;
    }
};

/** An ns-3 TCP connection from n6 to n4 that says nothing; n4 listens at port 80. */
Ptr<ns3::Socket>
Connect(Nat64Net& net)
{
    net.Tcp("n6", N4_AS_V6, "n4", 10);
    const auto socket = ns3::Socket::CreateSocket(net.At("n6"), ns3::TcpSocketFactory::GetTypeId());
    Simulator::Schedule(Seconds(2),
                        [socket] { socket->Connect(ns3::Inet6SocketAddress(N4_AS_V6, 80)); });
    return socket;
}

const std::vector<Row> ROWS{
    {"the trace sources tell of a UDP flow's binding, session and port, and of their end",
     "RFC 6146 3.1, 3.5.1, 4, 6146-20, 6146-04, 6146-27",
     [](test::Verdict& v) {
         Nat64Net net;
         const Told told(net.nat64);
         net.Inject("x", "v6", flow::Udp({N6, 5000}, {N4_AS_V6, 9}), 1000);
         net.Run(310);
         v.Equal(told.text,
                 "binding 2001:db8:6::6#5000 203.0.113.1#5000 added; "
                 "session 64:ff9b::c000:204#9 192.0.2.4#9 added; "
                 "session 64:ff9b::c000:204#9 192.0.2.4#9 removed; "
                 "binding 2001:db8:6::6#5000 203.0.113.1#5000 removed; ",
                 "bindings and sessions");
         v.Equal(told.pool, "udp 1/64512; udp 0/64512; ", "the pool");
         v.True(told.removedAt >= 301 && told.removedAt < 301.1,
                "five minutes later, not at " + std::to_string(told.removedAt));
     }},
    {"Translated tells of a packet before and after, Drop of what is dropped and why",
     "RFC 6146 3.5.1, 6146-29",
     [](test::Verdict& v) {
         Nat64Net net;
         std::vector<PacketEvent> events;
         net.nat64->TraceConnectWithoutContext(
             "Hop",
             ns3::Callback<void, const PacketEvent&>(
                 [&events](const PacketEvent& event) { events.push_back(event); }));
         net.Inject("x", "v6", flow::Udp({N6, 5000}, {N4_AS_V6, 9}), 10);
         net.Inject("x", "v4", flow::Udp({N4, 9}, {POOL, 6000}), 1000);
         net.Run();
         const PacketEvent& there = events.at(0);
         v.True(there.action == Action::Translate, "translated");
         v.Equal(std::string(there.translator), "nat64", "by");
         v.Equal(there.before.source.ToString(), N6, "source before");
         v.Equal(there.after->source.ToString(), POOL, "source after");
         v.Equal(there.before.destination.ToString(), N4_AS_V6, "destination before");
         v.Equal(there.after->destination.ToString(), N4, "destination after");
         v.Equal(unsigned{there.before.ttl} - there.after->ttl, 1u, "TTL");
         v.Equal(net.drops, "no-binding; ", "drops");
     }},
    {"a thousand sessions wait with one simulator event, and end together in few",
     "RFC 6146 3.5.1",
     [](test::Verdict& v) {
         Nat64Net net;
         for (uint16_t i = 0; i < 1000; ++i)
         {
             net.Inject("x",
                        "v6",
                        flow::Udp({N6, static_cast<uint16_t>(2000 + i)}, {N4_AS_V6, 9}),
                        1000 + i * 0.02);
         }
         ns3::Simulator::Stop(Seconds(200));
         ns3::Simulator::Run();
         const uint64_t before = Simulator::GetEventCount();
         v.Equal(net.nat64->GetSessions().size(), size_t{1000}, "sessions");
         ns3::Simulator::Stop(Seconds(200));
         ns3::Simulator::Run();
         v.Equal(net.nat64->GetSessions().size(), size_t{0}, "sessions at the end");
         const uint64_t events = Simulator::GetEventCount() - before;
         v.True(events < 100, "events: " + std::to_string(events));
     }},
    {"an idle TCP session is probed after TCP_EST; ns-3's TCP does not answer, and so it ends",
     "RFC 6146 3.5.2.2, 6146-57",
     [](test::Verdict& v) {
         Nat64Net net({{"TcpEstablishedTimeout", "2h"}, {"TcpTransitoryTimeout", "10s"}});
         const Told told(net.nat64);
         const auto socket = Connect(net);
         net.Run(7300);
         std::string probes;
         for (const auto& frame : net.Frames("v6", protocol::TCP))
         {
             const auto facts = *ReadFacts(frame.bytes.data(), frame.bytes.size());
             if (frame.ms > 60000 && facts.destination.ToString() == N6)
             {
                 probes += std::to_string(static_cast<int>(frame.ms / 100)) + " flags " +
                           std::to_string(facts.tcpFlags) + "; ";
             }
         }
         v.Equal(probes, "72020 flags 16; ", "probes, by the tenth of a second");
         v.Equal(net.nat64->GetSessions().size(), size_t{0}, "sessions after TCP_TRANS");
         v.True(told.removedAt > 7212 && told.removedAt < 7212.1,
                "ends at " + std::to_string(told.removedAt));
     }},
    {"the 3/3 about a SYN that waited in vain belongs to the flow of the SYN",
     "RFC 6146 3.5.2.2, 6146-48",
     [](test::Verdict& v) {
         Nat64Net net;
         const auto ledger = ns3::CreateObject<FlowLedger>();
         PacketFacts facts;
         facts.source = *IpAddress::Parse(N4);
         facts.destination = *IpAddress::Parse(POOL);
         facts.sourcePort = 49153; // ns-3's first ephemeral port
         facts.destinationPort = 6000;
         facts.protocol = protocol::TCP;
         const uint32_t flow = ledger->Open(FlowRecord());
         ledger->Bind(flow, FlowKey::Of(facts), net.At("n4")->GetId());
         for (const std::string node : {"n4", "x"})
         {
             StackHelper::GetPlane(net.At(node))->SetLedger(ledger);
         }
         const auto caller =
             ns3::Socket::CreateSocket(net.At("n4"), ns3::TcpSocketFactory::GetTypeId());
         Simulator::Schedule(Seconds(1), [caller] {
             caller->Connect(ns3::InetSocketAddress(ns3::Ipv4Address(POOL), 6000));
         });
         net.Run(7.5);
         std::string errors;
         for (const auto& event : net.GetEvents())
         {
             if (event.before.protocol == protocol::ICMPV4)
             {
                 errors += std::string(ToWord(event.action)) + " " +
                           std::to_string(event.identity.GetFlow()) + "; ";
             }
         }
         v.Equal(errors, "send 1; forward 1; deliver 1; ", "the error's way, and its flow");
         v.Equal(net.drops, "no-binding; stored-syn-timeout; ", "the SYN again, and the first");
         caller->Close();
     }},
    {"fragments without their first one are dropped after the fragment timeout",
     "RFC 6146 3.4, 6146-92",
     [](test::Verdict& v) {
         Nat64Net net;
         double when = 0;
         net.nat64->TraceConnectWithoutContext(
             "Drop",
             ns3::Callback<void, const PacketEvent&>(
                 [&when](const PacketEvent&) { when = Simulator::Now().GetSeconds(); }));
         const auto fragments =
             flow::Cut(flow::Udp({N6, 5000}, {N4_AS_V6, 9}, flow::Bytes(400)), {160, 160}, 5);
         net.Inject("x", "v6", fragments.at(1), 1000);
         net.Inject("x", "v6", fragments.at(2), 1500);
         net.Run();
         v.Equal(net.drops, "fragment-timeout; fragment-timeout; ", "drops");
         v.True(when >= 3 && when < 3.1, "two seconds after the first");
         v.Equal(net.nat64->GetUsage().heldBytes, uint64_t{0}, "bytes held");
     }},
    {"a simulation may end while packets are held, SYNs wait and TCP is under way",
     "",
     [](test::Verdict& v) {
         Ptr<Nat64> nat64;
         {
             Nat64Net net;
             nat64 = net.nat64;
             net.Tcp("n6", N4_AS_V6, "n4", 1000000);
             net.Inject(
                 "x",
                 "v6",
                 flow::Cut(flow::Udp({N6, 1}, {N4_AS_V6, 9}, flow::Bytes(400)), {160}, 5).at(1),
                 10);
             net.Inject("x", "v4", flow::Tcp({N4, 1}, {POOL, 6000}, flow::tcp::SYN), 11);
             net.Run(0.02);
             v.Equal(nat64->GetUsage().heldFragments, uint64_t{1}, "fragments held");
             v.Equal(nat64->GetUsage().storedSyns, uint64_t{1}, "SYNs held");
             v.Equal(nat64->GetSessions().size(), size_t{2}, "sessions");
         }
         v.Equal(nat64->GetReferenceCount(), 1u, "who still knows it");
         v.True(nat64->GetSessions().empty(), "nothing is left in it");
     }},
};

V6LAB_SUITE("v6lab-translation-nat64-timers", ROWS);

} // namespace
