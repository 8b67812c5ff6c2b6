// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/schema.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <cctype>
#include <sstream>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** True if a line of the text ends in the name, perhaps a type, and a comment: "name, -- what". */
bool
IsExplained(const std::string& sql, const std::string& name)
{
    std::istringstream lines(sql);
    for (std::string line; std::getline(lines, line);)
    {
        const size_t comment = line.find(" -- ");
        if (comment == std::string::npos || comment + 4 >= line.size())
        {
            continue;
        }
        const std::string code = " " + line.substr(0, comment) + " ";
        for (size_t at = code.find(name); at != std::string::npos; at = code.find(name, at + 1))
        {
            const auto isWord = [&](size_t place) {
                return std::isalnum(static_cast<unsigned char>(code[place])) || code[place] == '_';
            };
            if (!isWord(at - 1) && !isWord(at + name.size()))
            {
                return true;
            }
        }
    }
    return false;
}

/** The columns that programs outside rely on, first and in this order. */
Row
Columns(const std::string& view, const std::vector<std::string>& columns)
{
    return {view + " begins with the columns that are promised to the outside",
            "the interface's Database table",
            [=](Verdict& v) {
                const auto database = Database::Create(":memory:");
                const Table table = Query(*database, view, "", "");
                for (size_t i = 0; i < columns.size(); ++i)
                {
                    v.Equal(i < table.columns.size() ? table.columns[i] : "",
                            columns[i],
                            "column " + std::to_string(i));
                }
            }};
}

const std::vector<Row> ROWS{
    Columns("v_run",
            {"run_id",
             "scenario",
             "seed",
             "run",
             "version",
             "status",
             "options",
             "started_at",
             "sim_seconds",
             "wall_seconds",
             "packets"}),
    Columns("v_effective_route_change",
            {"run_id",
             "time_ns",
             "change",
             "nic",
             "source",
             "state",
             "address_prefix",
             "next_hop_type",
             "next_hop_ip"}),
    Columns("v_bgp_event", {"run_id", "time_ns", "node", "peer", "what", "prefix", "detail"}),
    Columns("v_bgp_peer",
            {"run_id",
             "node",
             "neighbor",
             "asn",
             "state",
             "connected_duration",
             "routes_received",
             "messages_sent",
             "messages_received"}),
    Columns("v_bgp_route",
            {"run_id",
             "node",
             "direction",
             "network",
             "next_hop",
             "origin",
             "source_peer",
             "as_path",
             "weight"}),
    Columns("v_check", {"run_id", "name", "passed", "expected", "observed", "evidence"}),
    Columns("v_flow",
            {"run_id",
             "flow_id",
             "src_node",
             "dst_node",
             "src_address",
             "dst_address",
             "src_port",
             "dst_port",
             "protocol",
             "family_at_source",
             "family_at_destination",
             "translations",
             "outcome",
             "tx_packets",
             "rx_packets",
             "lost_packets",
             "rtt_min_ms",
             "rtt_mean_ms",
             "rtt_p99_ms",
             "throughput_bps",
             "reason"}),
    Columns("v_hop",
            {"run_id",
             "flow_id",
             "packet_id",
             "hop",
             "time_ns",
             "node",
             "action",
             "family",
             "src",
             "src_port",
             "dst",
             "dst_port",
             "ttl",
             "length",
             "reason"}),
    Columns("v_translation",
            {"run_id",
             "node",
             "time_ns",
             "kind",
             "src_before",
             "dst_before",
             "src_after",
             "dst_after",
             "src_port_before",
             "dst_port_before",
             "src_port_after",
             "dst_port_after",
             "length_before",
             "length_after"}),
    Columns("v_binding",
            {"run_id",
             "node",
             "protocol",
             "inside_address",
             "inside_port",
             "outside_address",
             "outside_port",
             "state",
             "created_ns",
             "expires_ns",
             "removed_ns",
             "static"}),
    Columns("v_session",
            {"run_id",
             "node",
             "protocol",
             "inside_address",
             "inside_port",
             "outside_address",
             "outside_port",
             "remote_address",
             "remote_port",
             "state",
             "created_ns",
             "expires_ns",
             "removed_ns",
             "static"}),
    Columns("v_session_event",
            {"run_id",
             "node",
             "time_ns",
             "protocol",
             "inside_address",
             "inside_port",
             "outside_address",
             "outside_port",
             "remote_address",
             "remote_port",
             "event",
             "state",
             "nat_event"}),
    Columns("v_nat_event",
            {"run_id",
             "node",
             "time_ns",
             "nat_event",
             "protocol",
             "inside_address",
             "inside_port",
             "outside_address",
             "outside_port"}),
    Columns("v_pool", {"run_id", "node", "time_ns", "protocol", "used", "capacity"}),
    Columns("v_drop",
            {"run_id",
             "time_ns",
             "node",
             "reason",
             "sentence",
             "clause",
             "src",
             "dst",
             "protocol",
             "count"}),
    Columns("v_effective_route",
            {"run_id", "nic", "source", "state", "address_prefix", "next_hop_type", "next_hop_ip"}),
    Columns("v_effective_security_rule",
            {"run_id",
             "nic",
             "network_security_group",
             "applies_to",
             "name",
             "direction",
             "priority",
             "access",
             "protocol",
             "source_address_prefix",
             "source_port_range",
             "destination_address_prefix",
             "destination_port_range",
             "expanded_source_address_prefix",
             "expanded_destination_address_prefix"}),
    Columns("v_flow_log",
            {"run_id",
             "time",
             "flowLogResourceID",
             "targetResourceID",
             "mac",
             "aclID",
             "rule",
             "timestamp",
             "srcIP",
             "dstIP",
             "srcPort",
             "dstPort",
             "proto",
             "dir",
             "state",
             "encryption",
             "pktsSent",
             "bytesSent",
             "pktsRecv",
             "bytesRecv"}),
    Columns("v_bench_run",
            {"run_id",
             "id",
             "test",
             "dut",
             "frame",
             "flows",
             "mix",
             "rate",
             "offered",
             "received",
             "loss"}),
    Columns("v_bench_latency", {"run_id", "id", "i", "delay_ns", "direction"}),
    Columns("v_bench_summary",
            {"run_id", "test", "frame", "flows", "metric", "median", "p1", "p99", "n"}),
    Columns("v_metric",
            {"run_id", "time", "resource", "type", "metric", "dimensions", "value", "aggregation"}),
    Columns("v_reachability",
            {"run_id",
             "src_node",
             "dst_node",
             "protocol",
             "family",
             "verdict",
             "translations",
             "reason"}),
    Columns("v_traceroute", {"run_id", "flow_id", "name", "ttl", "address", "rtt_ms"}),
    Columns("v_attempt",
            {"run_id", "flow_id", "attempt", "family", "address", "start_ns", "end_ns", "outcome"}),
    Columns("v_left_out", {"run_id", "name", "type", "what"}),
    {"every table, view and column says what it means",
     "no column without a meaning in the schema's comments",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         const Table objects =
             Select(*database,
                    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
                    {});
         size_t columns = 0;
         for (size_t i = 0; i < objects.rows.size(); ++i)
         {
             const std::string name = objects.Text(i, "name");
             const std::string sql = objects.Text(i, "sql");
             v.True(IsExplained(sql, name), name + " has no comment");
             const Table info = Select(*database, "SELECT name FROM pragma_table_info(?)", {name});
             for (size_t j = 0; j < info.rows.size(); ++j, ++columns)
             {
                 const std::string column = info.Text(j, "name");
                 v.True(IsExplained(sql, column), name + "." + column + " has no comment");
             }
         }
         v.True(columns > 100, "columns were looked at");
     }},
    {"the file carries its schema version and foreign keys",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         v.Equal(test::One(*database, "PRAGMA user_version"), "7", "version");
         v.Equal(test::One(
                     *database,
                     "SELECT count(*) FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS "
                     "f WHERE s.type = 'table' AND f.\"table\" = 'run'"),
                 "25",
                 "tables that go with their run");
     }},
    {"every reason has its row, with sentence and clause",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         v.Equal(test::One(*database, "SELECT count(*) FROM reason"),
                 std::to_string(static_cast<int>(Reason::Count) - 1),
                 "rows");
         v.Equal(test::One(*database, "SELECT clause FROM reason WHERE word = 'no-listener'"),
                 "RFC 1122 4.1.3.1, RFC 4443 3.1",
                 "clause");
     }},
    {"a file that is recorded into again is not rewritten: starting takes no longer as it grows",
     "",
     [](Verdict& v) {
         const test::TemporaryFile file("again.db");
         Database::Create(file.Path());
         const auto again = Database::Create(file.Path());
         v.Equal(test::One(*again, "SELECT total_changes()"), "0", "rows written");
     }},
    {"reasons and actions that an older program worded otherwise get their words of today",
     "",
     [](Verdict& v) {
         const test::TemporaryFile file("older.db");
         Database::Create(file.Path())
             ->Get()
             .exec("UPDATE reason SET sentence = 'old' WHERE word = 'no-route';"
                   "UPDATE reason SET clause = 'old' WHERE word = 'no-listener';"
                   "UPDATE action SET word = 'old' WHERE action_id = 0");
         const auto again = Database::Create(file.Path());
         v.Equal(test::One(*again, "SELECT total_changes()"), "3", "rows written");
         v.Equal(test::One(*again,
                           "SELECT count(*) FROM reason, action WHERE 'old' IN (sentence, clause, "
                           "action.word)"),
                 "0",
                 "old words");
     }},
    {"there are no views without rows to fill them",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         v.Equal(ListViews(*database).size(), 28u, "views");
     }},
};

V6LAB_SUITE("v6lab-record-schema", ROWS);

} // namespace
