// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/install.h"
#include "helper/install/monitor-install.h"
#include "helper/install/workload-install.h"
#include "model/core/time-units.h"
#include "test/support/fault-rows.h"
#include "test/support/recorded.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::RuleDirection;
using build::TopologyBuilder;
using build::Vm;
using build::Vnet;

namespace
{

constexpr const char* FORMAT = "VNet flow logs, version 4";
constexpr const char* METRICS = "Azure Monitor: Microsoft.Network/networkInterfaces";

PacketFacts
Segment(bool forward, uint8_t flags, uint32_t length = 40, uint8_t protocol = protocol::TCP)
{
    PacketFacts facts;
    facts.source = *IpAddress::Parse(forward ? "10.0.0.6" : "10.0.0.7");
    facts.destination = *IpAddress::Parse(forward ? "10.0.0.7" : "10.0.0.6");
    facts.sourcePort = forward ? 23956 : 443;
    facts.destinationPort = forward ? 443 : 23956;
    facts.protocol = protocol;
    facts.tcpFlags = flags;
    facts.length = length;
    return facts;
}

constexpr uint8_t SYN = 2;
constexpr uint8_t ACK = 16;
constexpr uint8_t FIN_ACK = 17;
constexpr uint8_t RST = 4;

/** "seconds src,dst,sport,dport,proto,dir,state,pktsSent,bytesSent,pktsRecv,bytesRecv rule". */
std::string
Text(const std::vector<azure::FlowTuple>& tuples)
{
    std::string text;
    for (const auto& one : tuples)
    {
        text += std::to_string(one.timeNs / SECOND) + "/" + std::to_string(one.recordNs / SECOND) +
                " " + one.first.source.ToString() + "," + one.first.destination.ToString() + "," +
                std::to_string(one.first.sourcePort) + "," +
                std::to_string(one.first.destinationPort) + "," +
                std::to_string(one.first.protocol) + "," +
                (one.direction == RuleDirection::Inbound ? "I" : "O") + "," +
                static_cast<char>(one.state) + "," + std::to_string(one.packetsSent) + "," +
                std::to_string(one.bytesSent) + "," + std::to_string(one.packetsReceived) + "," +
                std::to_string(one.bytesReceived) + " " + one.rule + "\n";
    }
    return text;
}

/** What is noted of an outgoing flow of NIC 3, by time. */
struct Script
{
    void Out(int64_t seconds, uint8_t flags, uint32_t length = 40)
    {
        log.Note(3,
                 RuleDirection::Outbound,
                 Segment(true, flags, length),
                 {true, "", "rule"},
                 seconds * SECOND);
    }

    void In(int64_t seconds, uint8_t flags, uint32_t length = 40)
    {
        log.Note(3, RuleDirection::Inbound, Segment(false, flags, length), {}, seconds * SECOND);
    }

    azure::FlowLog log;
};

Row
Logged(const std::string& sentence,
       const std::function<void(Script&)>& script,
       int64_t end,
       const std::string& expected)
{
    return {sentence, FORMAT, [=](Verdict& v) {
                Script run;
                script(run);
                v.Equal(Text(run.log.Finish(end * SECOND)), expected, "tuples");
            }};
}

const std::string ENDS = " 10.0.0.6,10.0.0.7,23956,443,6,O,";

/** web calls data, whose group lets in port 80 only; logs of the network and of data's subnet. */
Topology
Lab()
{
    Topology t = TopologyBuilder("monitor")
                     .Add(Vnet("a")
                              .Space("10.1.0.0/16")
                              .Subnet("web", "10.1.1.0/24")
                              .Subnet("data", "10.1.2.0/24")
                              .GuardedBy("data-nsg"))
                     .Add(build::Nsg("data-nsg")
                              .AllowIn("Tcp", {"10.1.1.0/24"}, {"80"})
                              .Named("web")
                              .DenyIn("*", {"*"}))
                     .Add(Vm("web").Nic("a/web"))
                     .Add(Vm("data").Nic("a/data"))
                     .Add(build::LogFlows("net-log", "a"))
                     .Add(build::LogFlows("data-log", "a/data"))
                     .Build();
    Workload good;
    good.name = "good";
    good.kind = "tcp";
    good.from = "web";
    good.to = "data";
    Workload bad = good;
    bad.name = "bad";
    bad.port = 22;
    t.workloads = {good, bad};
    return t;
}

/** A run of the lab, monitored. */
struct Run
{
    explicit Run(const Topology& topology = Lab(), double seconds = 20)
    {
        auto in = Install(topology);
        monitor = InstallMonitor(topology, in);
        ns3::Simulator::Stop(ns3::Seconds(seconds));
        ns3::Simulator::Run();
        log = FlowLogRows(topology, in, monitor);
        metrics = MetricRows(monitor);
        for (const auto& [name, device] : in.devices)
        {
            counters[name] = ns3::DynamicCast<FabricNic>(device)->GetCounters();
        }
        monitor = nullptr;
        in = Installation();
        ns3::Simulator::Destroy();
    }

    std::string Of(const std::string& flowLog, uint16_t port) const
    {
        std::string text;
        for (const auto& row : log)
        {
            if (row.flowLogResourceId == flowLog && row.destinationPort == port)
            {
                text += row.direction + row.state + " " + row.aclId + " " + row.rule + "\n";
            }
        }
        return text;
    }

    ns3::Ptr<Monitor> monitor;
    std::vector<FlowLogRow> log;
    std::vector<MetricRow> metrics;
    std::map<std::string, FabricNic::Counters> counters;
};

const std::vector<Row> ROWS{
    Logged(
        "a TCP flow begins without counters and ends with them, behind the second FIN",
        [](Script& s) {
            s.Out(1, SYN);
            s.In(1, SYN | ACK, 44);
            s.Out(1, ACK, 500);
            s.Out(2, FIN_ACK);
            s.In(2, FIN_ACK);
            s.Out(2, ACK);
        },
        10,
        "1/60" + ENDS + "B,0,0,0,0 rule\n2/60" + ENDS + "E,4,620,2,84 rule\n"),
    Logged(
        "a reset ends it at once",
        [](Script& s) {
            s.Out(59, SYN);
            s.In(61, RST);
        },
        100,
        "59/60" + ENDS + "B,0,0,0,0 rule\n61/120" + ENDS + "E,1,40,1,40 rule\n"),
    Logged(
        "a flow that goes on is told of every five minutes, with what was new",
        [](Script& s) {
            for (int i = 0; i <= 400; i += 100)
            {
                s.Out(i, ACK, 100);
            }
        },
        450,
        "0/60" + ENDS + "B,0,0,0,0 rule\n300/360" + ENDS + "C,3,300,0,0 rule\n450/480" + ENDS +
            "C,2,200,0,0 rule\n"),
    Logged(
        "an idle flow ended four minutes after its last packet, and the next packet begins one",
        [](Script& s) {
            s.Out(0, ACK);
            s.Out(300, ACK);
        },
        310,
        "0/60" + ENDS + "B,0,0,0,0 rule\n240/300" + ENDS + "E,1,40,0,0 rule\n300/360" + ENDS +
            "B,0,0,0,0 rule\n310/360" + ENDS + "C,1,40,0,0 rule\n"),
    {"a packet that is denied is a tuple of its own, without counters",
     FORMAT,
     [](Verdict& v) {
         azure::FlowLog log;
         for (int i = 0; i < 2; ++i)
         {
             log.Note(3,
                      RuleDirection::Inbound,
                      Segment(true, SYN),
                      {false, "nsg", "no"},
                      i * SECOND);
         }
         const std::string denied = " 10.0.0.6,10.0.0.7,23956,443,6,I,D,0,0,0,0 no\n";
         v.Equal(Text(log.Finish(9 * SECOND)), "0/60" + denied + "1/60" + denied, "tuples");
     }},
    {"ICMP has no ports",
     FORMAT,
     [](Verdict& v) {
         azure::FlowLog log;
         log.Note(3, RuleDirection::Outbound, Segment(true, 0, 84, protocol::ICMPV4), {}, 0);
         v.Equal(Text(log.Finish(SECOND)),
                 "0/60 10.0.0.6,10.0.0.7,0,0,1,O,B,0,0,0,0 \n"
                 "1/60 10.0.0.6,10.0.0.7,0,0,1,O,C,1,84,0,0 \n",
                 "tuples");
     }},
    {"the log of a subnet has its flows with the rule that let them in; that of the network the "
     "rest",
     FORMAT,
     [](Verdict& v) {
         const Run run;
         v.Equal(run.Of("data-log", 80),
                 "IB data-nsg UserRule_web\nIE data-nsg UserRule_web\n",
                 "allowed");
         v.Equal(run.Of("net-log", 80),
                 "OB  \n"
                 "OE  \n",
                 "outgoing, where no group is");
         v.Equal(run.Of("data-log", 22).substr(0, 24), "ID data-nsg UserRule_rul", "denied");
         const auto& first = run.log.front();
         v.Equal(first.time, "2026-01-01T00:01:00Z", "time of the record");
         v.True(first.timestamp / 1000 == 1767225600, "timestamp in ms of that day");
         v.Equal(first.mac.size(), 12U, "mac");
     }},
    {"default rules have their names in it",
     FORMAT,
     [](Verdict& v) {
         Topology t = Lab();
         t.networkSecurityGroups[0].securityRules.clear();
         const Run run(t);
         v.Equal(run.Of("data-log", 80).substr(0, 46),
                 "IB data-nsg DefaultRule_AllowVnetInBound\nIE da",
                 "rule");
     }},
    {"a log that is switched off, and an interface without one, leave nothing",
     FORMAT,
     [](Verdict& v) {
         Topology t = Lab();
         t.flowLogs.erase(t.flowLogs.begin());
         t.flowLogs[0].enabled = false;
         v.Equal(Run(t).log.size(), 0U, "tuples");
     }},
    {"an interface's metrics are what its counters grew by, per minute",
     METRICS,
     [](Verdict& v) {
         const Run run(Lab(), 90);
         double bytes = 0;
         double packets = 0;
         std::string times;
         for (const auto& row : run.metrics)
         {
             const bool data = row.resource == "data-nic";
             bytes += data && row.metric == "BytesReceivedRate" ? row.value : 0;
             packets += data && row.metric == "PacketsSentRate" ? row.value : 0;
             times += data && row.metric == "BytesSentRate"
                          ? row.time + " " + row.type + " " + row.aggregation + "\n"
                          : "";
         }
         v.Equal(static_cast<uint64_t>(bytes), run.counters.at("data-nic").bytesReceived, "bytes");
         v.Equal(static_cast<uint64_t>(packets),
                 run.counters.at("data-nic").packetsSent,
                 "packets");
         v.True(packets > 3, "there was an exchange");
         v.Equal(times,
                 "2026-01-01T00:01:00Z Microsoft.Network/networkInterfaces Total\n"
                 "2026-01-01T00:01:30Z Microsoft.Network/networkInterfaces Total\n",
                 "samples");
     }},
    {"a gauge is told as it is, and a counter begins where it is registered",
     "Azure Monitor: aggregation",
     [](Verdict& v) {
         double value = 5;
         const auto monitor = ns3::CreateObject<Monitor>();
         monitor->Register({"r", "t", "gauge", "", Aggregation::Average, [&] { return value; }});
         monitor->Register({"r", "t", "counter", "", Aggregation::Total, [&] { return value; }});
         ns3::Simulator::Schedule(ns3::Seconds(1), [&] { value = 7; });
         ns3::Simulator::Run();
         const auto values = monitor->FinishMetrics();
         ns3::Simulator::Destroy();
         v.Equal(values.size(), 2U, "values");
         v.Equal(values.at(0).value, 7.0, "gauge");
         v.Equal(values.at(1).value, 2.0, "counter");
     }},
    {"views hold what was collected, under Azure's names",
     FORMAT,
     [](Verdict& v) {
         const Run run;
         const TemporaryFile file("monitor.db");
         const auto database = Database::Create(file.Path());
         {
             Recorder recorder(database, Events::Info(), RecordLevel::Flows);
             recorder.AddFlowLog(run.log);
             recorder.AddMetrics(run.metrics);
             recorder.Finish(RunStatus::Complete);
         }
         const Table ended = Query(*database, "v_flow_log", "", "state = 'E' AND dir = 'I'");
         v.Equal(ended.rows.size(), 1U, "ended, seen by data");
         v.Equal(ended.Text(0, "rule") + " " + ended.Text(0, "srcIP") + " " +
                     ended.Text(0, "dstPort") + " " + ended.Text(0, "encryption") + " " +
                     ended.Text(0, "targetResourceID"),
                 "UserRule_web 10.1.1.4 80 NX a/data",
                 "tuple");
         const Table metric =
             Query(*database, "v_metric", "", "metric = 'BytesSentRate' AND resource = 'web-nic'");
         v.Equal(metric.rows.size(), 1U, "metrics of the one minute");
         v.True(metric.Text(0, "value") == std::to_string(run.counters.at("web-nic").bytesSent),
                "value " + metric.Text(0, "value"));
     }},
};

V6LAB_SUITE("v6lab-azure-monitor", ROWS);

} // namespace
