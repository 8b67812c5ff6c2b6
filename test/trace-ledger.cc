// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/flow-ledger.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

constexpr uint32_t CALLER = 1;
constexpr uint32_t SERVER = 2;
constexpr uint32_t OTHER = 3;

PacketFacts
Request()
{
    PacketFacts facts;
    facts.source = *IpAddress::Parse("10.1.0.4");
    facts.destination = *IpAddress::Parse("10.1.0.5");
    facts.sourcePort = 49153;
    facts.destinationPort = 80;
    facts.protocol = protocol::TCP;
    return facts;
}

PacketFacts
Answer()
{
    PacketFacts facts = Request();
    std::swap(facts.source, facts.destination);
    std::swap(facts.sourcePort, facts.destinationPort);
    return facts;
}

PacketFacts
Reset()
{
    PacketFacts facts = Answer();
    facts.tcpFlags = 4;
    return facts;
}

/** A flow from CALLER's port 49153 to port 80 of SERVER. */
struct Told
{
    Told()
    {
        FlowRecord record;
        record.sourcePort = 49153;
        record.destinationPort = 80;
        record.destinationNodeId = SERVER;
        flow = ledger.Open(record);
    }

    void Drop(Reason reason, uint32_t node, const PacketFacts& facts = Request())
    {
        PacketEvent event;
        event.action = Action::Drop;
        event.reason = reason;
        event.node = node;
        event.identity = PacketIdentity(flow, 1);
        event.before = facts;
        ledger.OnDrop(event);
    }

    void End(Reason reason)
    {
        ledger.Get(flow).ended = true;
        ledger.Get(flow).reason = reason;
    }

    std::string Reads()
    {
        return std::string(Describe(ledger.Get(flow).reason).word);
    }

    FlowLedger ledger;
    uint32_t flow{0};
};

/** Drops one after the other, each at a node; and the reason that the flow has then. */
Row
Explained(const std::string& sentence,
          const std::string& clause,
          const std::vector<std::pair<Reason, uint32_t>>& drops,
          const std::string& expected,
          const PacketFacts& facts = Request())
{
    return {sentence, clause, [=](Verdict& v) {
                Told told;
                for (const auto& [reason, node] : drops)
                {
                    told.Drop(reason, node, facts);
                }
                v.Equal(told.Reads(), expected, "reason");
            }};
}

/** A flow that has ended for one reason, and a drop after that. */
Row
Late(const std::string& sentence, Reason ended, Reason late, const std::string& expected)
{
    return {sentence, "", [=](Verdict& v) {
                Told told;
                told.End(ended);
                told.Drop(late, CALLER);
                v.Equal(told.Reads(), expected, "reason");
            }};
}

const std::vector<Row> ROWS{
    {"equal addresses and ports in networks that are not connected are two flows",
     "P6",
     [](Verdict& v) {
         Told told;
         const uint32_t second = told.ledger.Open(FlowRecord());
         told.ledger.Bind(told.flow, FlowKey::Of(Request()), CALLER);
         told.ledger.Bind(second, FlowKey::Of(Request()), OTHER);
         v.Equal(told.ledger.Find(Request(), CALLER), told.flow, "at the first caller");
         v.Equal(told.ledger.Find(Answer(), OTHER), second, "at the second one");
         v.Equal(told.ledger.Find(Request(), SERVER), 0u, "where nobody knows it");
         const auto packet = ns3::Create<ns3::Packet>();
         told.ledger.Stamp(packet, Request(), OTHER);
         v.Equal(PacketIdentity::Of(packet).GetFlow(), second, "identity");
     }},
    {"a drop in the fabric belongs to the flow of the node that sent the packet",
     "P6",
     [](Verdict& v) {
         Told told;
         const uint32_t second = told.ledger.Open(FlowRecord());
         told.ledger.Bind(told.flow, FlowKey::Of(Request()), CALLER);
         told.ledger.Bind(second, FlowKey::Of(Request()), OTHER);
         PacketEvent drop;
         drop.reason = Reason::AzureNoneRoute;
         drop.near = CALLER;
         drop.before = Request();
         told.ledger.OnDrop(drop);
         v.Equal(told.Reads(), "azure-none-route", "the sender's flow");
         v.Equal(Describe(told.ledger.Get(second).reason).word, "", "the other flow");
     }},
    {"only the destination that is meant sees the requests of a flow",
     "P6",
     [](Verdict& v) {
         Told told;
         v.True(!told.ledger.Arrive(told.flow, OTHER, Request().source), "another node");
         v.True(!told.ledger.Get(told.flow).familyAtDestination, "not there");
         v.True(told.ledger.Arrive(told.flow, SERVER, Request().source), "the destination");
         v.Equal(told.ledger.Get(told.flow).peerSeen.ToString(), "10.1.0.4", "what it sees");
     }},
    {"of an address that several nodes have, the node that is reached first is the destination",
     "P6",
     [](Verdict& v) {
         Told told;
         told.ledger.Get(told.flow).destinationNodeId.reset();
         v.True(told.ledger.Arrive(told.flow, OTHER, Request().source), "the first node");
         v.True(!told.ledger.Arrive(told.flow, SERVER, Request().source), "a second node");
         v.Equal(told.ledger.Get(told.flow).destinationNodeId.value_or(0), OTHER, "destination");
     }},
    Explained("nobody listens at the destination: no-listener",
              "RFC 9293 3.10.7.1",
              {{Reason::NoListener, SERVER}},
              "no-listener"),
    Explained("nobody listens at another node with that address: wrong-destination",
              "P6",
              {{Reason::NoListener, OTHER}},
              "wrong-destination"),
    Explained("an answer that the caller does not wait for any more is no wrong destination",
              "RFC 9293 3.10.7.1",
              {{Reason::NoListener, CALLER}},
              "no-listener",
              Answer()),
    Explained("missing fragments do not hide where they were dropped",
              "RFC 8200 4.5",
              {{Reason::QueueFull, OTHER}, {Reason::ReassemblyTimeout, SERVER}},
              "queue-full"),
    Explained("nor where a translator waits for them",
              "RFC 6146 3.4",
              {{Reason::LinkOutage, OTHER}, {Reason::FragmentTimeout, SERVER}},
              "link-outage"),
    Explained("nor does a lost reset tell why a connection failed",
              "RFC 9293 3.5.2",
              {{Reason::QueueFull, OTHER}, {Reason::VpnNoSession, CALLER}},
              "queue-full",
              Reset()),
    Explained("nor what a filter knows of those behind the first",
              "RFC 8200 4.5",
              {{Reason::PacketTooBig, OTHER}, {Reason::NoFirstFragment, SERVER}},
              "packet-too-big"),
    Explained("missing fragments are the reason if nothing else is known",
              "RFC 8200 4.5",
              {{Reason::ReassemblyTimeout, SERVER}},
              "reassembly-timeout"),
    Late("a drop after a flow was delivered gives it no reason",
         Reason::None,
         Reason::QueueFull,
         ""),
    Late("a drop after a flow has failed does not change why",
         Reason::NoRoute,
         Reason::QueueFull,
         "no-route"),
    Late("a packet lost in silence explains afterwards why no answer came",
         Reason::NoAnswer,
         Reason::NeighbourUnreachable,
         "neighbour-unreachable"),
    Late("an answer that comes too late is not why no answer came",
         Reason::NoAnswer,
         Reason::NoListener,
         "no-answer"),
};

V6LAB_SUITE("v6lab-trace-ledger", ROWS);

} // namespace
