// SPDX-License-Identifier: GPL-2.0-only
// What whole runs write down must be true: of equal addresses, of flows without an answer.
#include "helper/format/read.h"
#include "helper/topology/reachability.h"
#include "model/record/reader.h"
#include "scenarios/run/experiment.h"
#include "test/support/recorded.h"
#include "test/support/source-folder.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

#include <fmt/format.h>
#include <sstream>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

const std::string ROOT = test::SourceFolder();

/** A line of the fingerprints' list: a scenario or file and its options. */
Design
DesignOf(const std::string& line)
{
    std::istringstream words(line);
    std::string fingerprint;
    std::string name;
    words >> fingerprint >> name;
    std::map<std::string, std::string> options;
    for (std::string word; words >> word;)
    {
        const size_t equals = word.find('=');
        options[word.substr(2, equals - 2)] = word.substr(equals + 1);
    }
    return IsFile(name) ? DesignOfFile(ROOT + "/" + name, std::nullopt)
                        : DesignOfScenario(name, options);
}

RunResult
RunOf(const Design& design, RecordLevel level = RecordLevel::Packets)
{
    RunSettings settings;
    settings.level = level;
    return RunDesign(design, settings);
}

/** Flows of which a packet has no end on record, such as "1 request 60 = 27 + 0". */
std::string
Unbalanced(Database& database)
{
    return test::One(
        database,
        "SELECT group_concat(flow_id || ' ' || direction || ' ' || packets || ' = ' || "
        "delivered || ' + ' || dropped, '; ') FROM walk "
        "WHERE packets <> delivered + dropped");
}

/** Datagrams from a to b, over two lines of 64 kbit/s; those of `kind` have an Ethernet between. */
Design
SlowLine(const std::string& kind, const std::string& delay)
{
    Design design;
    design.name = "slow-line";
    design.topology = ReadTopology(fmt::format(R"(
name: slow-line
links:
  - {{name: near, kind: {0}, dataRate: 64kbps, delay: {1}}}
  - {{name: far, kind: point-to-point, dataRate: 64kbps, delay: {1}}}
nodes:
  - {{name: a, interfaces: [{{link: near, addresses: [10.0.1.1/24]}}], routes: [{{prefix: 0.0.0.0/0, nextHop: 10.0.1.2}}]}}
  - {{name: r, kind: router, interfaces: [{{link: near, addresses: [10.0.1.2/24]}}, {{link: far, addresses: [10.0.2.2/24]}}]}}
  - {{name: b, interfaces: [{{link: far, addresses: [10.0.2.1/24]}}], routes: [{{prefix: 0.0.0.0/0, nextHop: 10.0.2.2}}]}}
workloads:
  - {{name: datagrams, kind: udp-echo, from: a, to: b, count: 60, interval: 10ms, size: 1400}}
  - {{name: upload, kind: tcp-bulk, from: a, to: b, size: 200000}}
)",
                                               kind,
                                               delay),
                                   "slow-line.yaml");
    return design;
}

Design
EqualNetworks(bool probes = true)
{
    Design design;
    design.name = "equal-networks";
    design.topology = ReadTopologyFile(ROOT + "/test/data/equal-networks.yaml");
    if (probes)
    {
        AddReachabilityWorkloads(design.topology);
    }
    return design;
}

/** The verdicts of a pair, each once: icmp and tcp, IPv4 and IPv6. */
std::string
Verdicts(Database& database, const std::string& from, const std::string& to)
{
    return test::One(
        database,
        "SELECT group_concat(DISTINCT verdict || ' ' || coalesce(reason, '')) || count(*) "
        "FROM v_reachability WHERE src_node = '" +
            from + "' AND dst_node = '" + to + "'");
}

Workload
Call(const std::string& kind, const std::string& to, const std::string& family = "auto")
{
    Workload workload;
    workload.name = kind;
    workload.kind = kind;
    workload.from = "left-a";
    workload.to = to;
    workload.family = family;
    return workload;
}

Row
CallsAcross(const std::string& level, RecordLevel recorded)
{
    return {"equal networks without a connection, recorded as " + level +
                ": each machine talks to its own network only",
            "P6",
            [=](Verdict& v) {
                const auto result = RunOf(EqualNetworks(), recorded);
                Database& database = *result.database;
                for (const auto& [from, near] :
                     std::map<std::string, std::string>{{"left-a", "left-b"},
                                                        {"left-b", "left-a"},
                                                        {"right-a", "right-b"},
                                                        {"right-b", "right-a"}})
                {
                    for (const auto* to : {"left-a", "left-b", "right-a", "right-b"})
                    {
                        if (from != to)
                        {
                            v.Equal(Verdicts(database, from, to),
                                    to == near ? "direct 4" : "failed wrong-destination4",
                                    from + " to " + to);
                        }
                    }
                }
                v.Equal(
                    test::One(database,
                              "SELECT count(*) FROM v_flow WHERE outcome = 'failed' AND "
                              "(rx_packets OR rtt_min_ms OR peer_seen OR family_at_destination)"),
                    "0",
                    "answers of the wrong node that count");
            }};
}

/** A run of one call from left-a; and what its flow reads. */
Row
FlowReads(const std::string& sentence,
          const std::string& clause,
          const Workload& workload,
          const std::string& columns,
          const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                Design design = EqualNetworks(false);
                design.topology.workloads = {workload};
                const auto result = RunOf(design);
                v.Equal(test::One(*result.database, "SELECT " + columns + " FROM v_flow"),
                        expected,
                        columns);
            }};
}

/** left-a, with IPv4 only, asked for IPv6. */
Row
Unsendable(const std::string& level, RecordLevel recorded)
{
    return {"what could not leave has a reason, a family and, recorded as " + level +
                ", one drop for each attempt",
            "RFC 6724 5",
            [=](Verdict& v) {
                Design design = EqualNetworks(false);
                design.topology.networkInterfaces[0].ipConfigurations.pop_back();
                design.topology.workloads = {Call("ping", "left-b", "v6")};
                const auto result = RunOf(design, recorded);
                v.Equal(test::One(*result.database,
                                  "SELECT family_at_source || ' ' || reason || ' ' || tx_packets "
                                  "FROM v_flow"),
                        "v6 no-source-address 4",
                        "flow");
                v.Equal(
                    test::One(*result.database,
                              "SELECT node || ' ' || reason || ' ' || sum(count) || ' ' || flow_id "
                              "FROM v_drop"),
                    "left-a no-source-address 4 1",
                    "drops");
            }};
}

const std::vector<Row> ROWS{
    CallsAcross("packets", RecordLevel::Packets),
    CallsAcross("flows", RecordLevel::Flows),
    Unsendable("packets", RecordLevel::Packets),
    Unsendable("flows", RecordLevel::Flows),
    FlowReads("a literal address that two networks have is the node's that the request reaches",
              "P6",
              Call("tcp", "10.1.0.5"),
              "outcome || ' ' || dst_node",
              "delivered left-b"),
    FlowReads("auto prefers IPv4 to unique local addresses",
              "RFC 6724 6 rule 6",
              Call("ping", "left-b"),
              "outcome || ' ' || family_at_source",
              "delivered v4"),
    FlowReads("an address that nobody has stays nobody's",
              "R1",
              Call("ping", "10.1.0.77"),
              "outcome || ' ' || (dst_node IS NULL) || ' ' || reason",
              "failed 1 azure-no-such-address"),
    {"a transfer that is slow but moves is waited for: 1 MB at 64 kbit/s takes two minutes",
     "",
     [](Verdict& v) {
         Design design = EqualNetworks(false);
         design.topology.networkInterfaces[0].dataRate = "64kbps";
         design.topology.workloads = {Call("tcp-bulk", "left-b")};
         const auto result = RunOf(design);
         v.Equal(test::One(*result.database,
                           "SELECT outcome || ' ' || coalesce(reason, '') FROM v_flow"),
                 "delivered ",
                 "flow");
         v.Equal(test::One(*result.database, "SELECT sim_seconds > 8e6 / 64e3 FROM v_run"),
                 "1",
                 "8 Mbit at 64 kbit/s need 125 s");
     }},
    {"the caller's own address is refused also where it was assigned, not written down",
     "",
     [](Verdict& v) {
         Design design = EqualNetworks(false);
         design.topology.networkInterfaces[0].ipConfigurations[0].privateIPAddress.clear();
         design.topology.workloads = {Call("ping", "10.1.0.4")};
         v.Equal(test::Complaint([&] { RunOf(design); }),
                 "workload ping: 10.1.0.4 is an address of left-a; a flow must not end where it "
                 "starts",
                 "complaint");
         ns3::Simulator::Destroy();
     }},
    {"a flow that the end of the run overtakes is unfinished",
     "",
     [](Verdict& v) {
         test::Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         events.ledger->Get(events.AddFlow("complete")).outcome = FlowOutcome::Delivered;
         recorder.Finish(RunStatus::Incomplete);
         v.Equal(test::One(*database, "SELECT reason FROM v_flow WHERE flow_id = 1"),
                 "unfinished",
                 "reason");
         v.Equal(test::One(*database, "SELECT reason FROM v_flow WHERE flow_id = 2"), "", "reason");
     }},
    {"so is one that got over its last drop, but not one that did not",
     "",
     [](Verdict& v) {
         test::Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         for (const uint64_t later : {1, 0})
         {
             const uint32_t flow = events.AddFlow("answered " + std::to_string(later));
             PacketEvent drop;
             drop.reason = Reason::FragmentationNeeded;
             drop.identity = PacketIdentity(flow, 1);
             events.ledger->Get(flow).receivedBytes = 1000;
             events.ledger->OnDrop(drop);
             events.ledger->Get(flow).receivedBytes += later;
         }
         recorder.Finish(RunStatus::Incomplete);
         v.Equal(test::One(*database,
                           "SELECT group_concat(name || ': ' || reason, '; ') FROM v_flow "
                           "WHERE name LIKE 'answered%'"),
                 "answered 1: unfinished; answered 0: fragmentation-needed",
                 "reasons");
     }},
    {"a flow that failed behind a translator does not make others translated",
     "",
     [](Verdict& v) {
         test::Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         for (const bool direct : {true, false})
         {
             FlowRecord& flow = events.ledger->Get(events.AddFlow(direct ? "native" : "NAT64"));
             flow.sourceNode = "caller";
             flow.destinationNode = "server";
             flow.outcome = direct ? FlowOutcome::Delivered : FlowOutcome::Failed;
             flow.translations = direct ? 0 : 1;
             flow.ended = true;
         }
         recorder.Finish(RunStatus::Complete);
         v.Equal(test::One(*database,
                           "SELECT verdict || ' ' || translations || ' of ' || flows FROM "
                           "v_reachability WHERE src_node = 'caller'"),
                 "direct 0 of 2",
                 "verdict");
     }},
    {"what waits in queues when the last flow ends has its end on record, too",
     "",
     [](Verdict& v) {
         for (const std::string kind : {"point-to-point", "lan"})
         {
             for (const std::string delay : {"10ms", "150ms"})
             {
                 const auto result = RunOf(SlowLine(kind, delay));
                 v.Equal(Unbalanced(*result.database), "", kind + " " + delay);
                 v.True(test::One(*result.database, "SELECT max(packets) FROM walk") >= "6",
                        "many");
             }
         }
     }},
    {"a traceroute that does not arrive says why, and which routers answered it",
     "RFC 6146 3.5.3",
     [](Verdict& v) {
         Design design = DesignOf("0 nat64");
         design.topology.translators.at(0).maxSessions = 1; // of the ping before
         const auto result = RunOf(design);
         const std::string flow = " FROM v_flow WHERE name = 'traceroute through the NAT64'";
         v.Equal(test::One(*result.database,
                           "SELECT outcome || ' ' || reason || ' ' || rx_packets || ' of ' || "
                           "tx_packets" +
                               flow),
                 "failed session-limit 2 of 30",
                 "flow");
         v.Equal(test::One(*result.database,
                           "SELECT group_concat(address) FROM (SELECT address FROM v_traceroute "
                           "WHERE flow_id = (SELECT flow_id" +
                               flow + ") ORDER BY ttl)"),
                 "2001:db8:6::1,2001:db8:60::2",
                 "routers");
     }},
    {"in all designs at hand every flow that failed says why, and every packet has an end",
     "",
     [](Verdict& v) {
         std::istringstream lines(ReadFileText(ROOT + "/test/data/fingerprints.txt", 100000));
         for (std::string line; std::getline(lines, line);)
         {
             if (line[0] != '#')
             {
                 const Design design = DesignOf(line);
                 if (design.scenario && !design.scenario->GetFigureChecks().empty())
                 {
                     continue; // a benchmark has no flows
                 }
                 const auto result = RunOf(design);
                 v.True(test::One(*result.database, "SELECT count(*) FROM v_flow") != "0",
                        "no flows");
                 v.Equal(test::One(*result.database,
                                   "SELECT group_concat(name) FROM v_flow "
                                   "WHERE outcome <> 'delivered' AND reason IS NULL"),
                         "",
                         line);
                 v.Equal(Unbalanced(*result.database), "", line + ": sent, delivered, dropped");
                 v.Equal(
                     test::One(*result.database, "SELECT count(*) FROM v_hop WHERE packet_id = 0"),
                     "0",
                     line + ": hops of unknown packets");
             }
         }
     }},
};

V6LAB_SUITE("v6lab-run-truth", ROWS);

} // namespace
