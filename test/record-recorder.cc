// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/siit.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <csignal>
#include <fstream>
#include <sys/wait.h>

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Complaint;
using test::Events;
using test::One;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

/** Records 20 delivered requests and answers and 3 drops, and asks the finished run. */
Row
Level(RecordLevel level,
      const std::string& hops,
      const std::string& dropRows,
      const std::string& drops)
{
    return {std::string("level ") + ToWord(level) + " keeps " + hops + " hops and " + dropRows +
                " rows for " + drops + " drops",
            "",
            [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                uint32_t packet = 0;
                for (int i = 0; i < 20 && recorder.WantsHops(); ++i)
                {
                    events.Deliver(recorder, ++packet);
                    events.Deliver(recorder, ++packet, true);
                }
                for (int i = 0; i < 3; ++i)
                {
                    events.DropAtRouter(recorder, ++packet, Reason::QueueFull);
                }
                recorder.Finish(RunStatus::Complete);
                v.Equal(One(*database, "SELECT count(*) FROM v_hop"), hops, "hops");
                v.Equal(One(*database, "SELECT count(*) FROM v_drop"), dropRows, "rows");
                v.Equal(One(*database, "SELECT sum(count) FROM v_drop"), drops, "drops");
                v.Equal(One(*database, "SELECT status FROM v_run"), "complete", "status");
                v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"),
                        "0",
                        "rows without their parent");
                v.Equal(One(*database, "PRAGMA integrity_check"), "ok", "integrity");
            }};
}

/** Two packets that one rule drops, and one of another rule, whose names live only so long. */
Row
Ruled(RecordLevel level, const std::string& expected)
{
    return {std::string("level ") + ToWord(level) + " keeps which security rule dropped a packet",
            "S1",
            [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                for (uint32_t packet = 1; packet <= 3; ++packet)
                {
                    const std::string rule = packet < 3 ? "nsg/securityRules/a" : "nsg/b";
                    PacketEvent event = events.Make(Action::Drop, PacketEvent::FABRIC, packet, 64);
                    event.reason = Reason::AzureNsgDenyInbound;
                    event.rule = rule.c_str();
                    recorder.WantsHops() ? recorder.OnHop(event) : recorder.OnDrop(event);
                }
                recorder.Finish(RunStatus::Complete);
                v.Equal(One(*database,
                            "SELECT group_concat(rule || ' ' || n, ', ') FROM (SELECT rule, "
                            "sum(count) AS n FROM v_drop GROUP BY rule ORDER BY rule)"),
                        "nsg/b 1, nsg/securityRules/a 2",
                        "drops");
                v.Equal(One(*database, "SELECT count(DISTINCT rule) FROM v_hop"),
                        expected,
                        "rules of hops");
            }};
}

/** A recorder in another process, which a signal kills in the middle. */
void
RecordForever(const std::string& path)
{
    Events events;
    Recorder recorder(Database::Create(path), Events::Info(), RecordLevel::Packets);
    events.Prepare(recorder);
    for (uint32_t packet = 1;; ++packet)
    {
        events.Deliver(recorder, packet);
    }
}

/** Waits until the other process has committed hops, and kills it. */
bool
KillInTheMiddle(pid_t child, const std::string& path)
{
    bool seen = false;
    for (int i = 0; i < 2000 && !seen; ++i)
    {
        usleep(5000);
        seen = Complaint([&] {
                   seen = One(*Database::Read(path), "SELECT max(hop_id) FROM hop") != "";
               }).empty() &&
               seen;
    }
    usleep(20000);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return seen;
}

std::string
OpenFaulty(const std::string& path)
{
    return Complaint([&] { Database::Create(path); });
}

/** All tables of a file as text, without the times of day. */
std::string
Content(const std::string& path)
{
    const auto database = Database::Read(path);
    std::string out;
    const Table names =
        Select(*database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", {});
    for (size_t i = 0; i < names.rows.size(); ++i)
    {
        const std::string name = names.Text(i, "name");
        const std::string columns =
            name == "run"
                ? "run_key, run_id, scenario, options, seed, run, version, level, status, "
                  "sim_seconds, packets, topology"
                : "*";
        out +=
            Render(Select(*database, "SELECT " + columns + " FROM " + name, {}), TableFormat::Csv);
    }
    return out;
}

/** Router r makes IPv6 of packet 1; whole or a fragment, the first one or a later one. */
PacketEvent
Crossing(const Events& events, bool fragment, bool first, bool fragmentAfter, bool firstAfter)
{
    PacketEvent event = events.Make(Action::Translate, 1, 1, 64);
    event.translator = "nat64";
    event.after = event.before;
    event.after->family = Family::V6;
    const auto cut = [](PacketFacts& facts, bool isFragment, bool isFirst) {
        facts.fragment = isFragment;
        if (!isFirst)
        {
            facts.sourcePort = facts.destinationPort = 0;
        }
    };
    cut(event.before, fragment, first);
    cut(*event.after, fragmentAfter, firstAfter);
    return event;
}

/** What Crossing() made arrives at b. */
PacketEvent
Arrival(const Events& events, bool fragment, bool first)
{
    PacketEvent event = events.Make(Action::Deliver, 2, 1, 63);
    event.before = *Crossing(events, fragment, first, fragment, first).after;
    return event;
}

void
RecordOnce(const std::string& path, uint64_t run, int packets)
{
    Events events;
    Recorder recorder(Database::Create(path), Events::Info(run), RecordLevel::Packets);
    events.Prepare(recorder);
    recorder.AddEffectiveRoutes({{"nic", "User", "Active", "0.0.0.0/0", "None", ""}});
    recorder.AddEffectiveSecurityRules({{"nic",
                                         "nsg",
                                         "subnet",
                                         "securityRules/a",
                                         "Inbound",
                                         100,
                                         "Deny",
                                         "All",
                                         "*",
                                         "0-65535",
                                         "VirtualNetwork",
                                         "80",
                                         "",
                                         "10.0.0.0/16"}});
    recorder.AddLeftOut({{"nsg", "Microsoft.Network/networkSecurityGroups", "resource"}});
    for (int i = 1; i <= packets; ++i)
    {
        events.Deliver(recorder, i);
    }
    events.DropAtRouter(recorder, packets + 1, Reason::NoRoute);
    recorder.Finish(RunStatus::Complete);
}

/** A translate hop of the fabric, from 10.0.0.4:1000 or fd00::4, recorded and asked for. */
void
ToldAsTranslation(Verdict& v, bool v6, const std::string& expected)
{
    Events events;
    const auto database = Database::Create(":memory:");
    Recorder recorder(database, Events::Info(), RecordLevel::Packets);
    events.Prepare(recorder);
    PacketEvent event = events.Make(Action::Translate, PacketEvent::FABRIC, 1, 64);
    event.near = 0;
    if (v6)
    {
        event.before.family = Family::V6;
        event.before.source = *IpAddress::Parse("fd00::4");
        event.before.destination = *IpAddress::Parse("2001:db8::9");
    }
    event.after = event.before;
    event.after->source = *IpAddress::Parse(v6 ? "2001:db8::4" : "203.0.113.4");
    event.after->sourcePort = 1024;
    recorder.OnHop(event);
    events.Deliver(recorder, 2);
    recorder.Finish(RunStatus::Complete);
    const Table table = Query(*database, "v_translation", recorder.GetRunId(), "");
    std::string text;
    for (size_t i = 1; !table.rows.empty() && i < table.columns.size(); ++i)
    {
        const std::string value = ToText(table.rows[0][i]);
        text += value.empty() ? "" : (i == 1 ? "" : " ") + value; // it has no ICMP error
    }
    v.Equal(table.rows.size(), 1u, "rows");
    v.Equal(text, expected, "row");
}

const std::vector<Row> ROWS{
    Ruled(RecordLevel::Flows, "0"),
    Ruled(RecordLevel::Events, "2"),
    Ruled(RecordLevel::Packets, "2"),
    {"the fabric's IPv4 address translation is a nat44 in v_translation",
     "the interface's Database table",
     [](Verdict& v) {
         ToldAsTranslation(v,
                           false,
                           "fabric 0 nat44 10.0.0.1 10.0.1.2 203.0.113.4 10.0.1.2 1000 7 1024 7 92 "
                           "92 udp 1 1 a");
     }},
    {"the fabric's IPv6 address translation is a nat66 in v_translation",
     "the interface's Database table",
     [](Verdict& v) {
         ToldAsTranslation(v,
                           true,
                           "fabric 0 nat66 fd00::4 2001:db8::9 2001:db8::4 2001:db8::9 1000 7 1024 "
                           "7 92 92 udp 1 1 a");
     }},
    Level(RecordLevel::Flows, "0", "1", "3"),
    Level(RecordLevel::Events, "6", "3", "3"), // the first request and the first answer
    Level(RecordLevel::Packets, "126", "3", "3"),
    {"at the level events packets are followed until one of them is delivered",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Events);
         events.Prepare(recorder);
         events.DropAtRouter(recorder, 1, Reason::QueueFull);
         events.Deliver(recorder, 2);
         events.Deliver(recorder, 3);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT group_concat(DISTINCT packet_id) FROM v_hop"),
                 "1,2",
                 "packets");
     }},
    {"packets that belong to no flow are no hops, but their drops count",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         PacketEvent stray = events.Make(Action::Drop, 1, 0, 255);
         stray.identity = PacketIdentity();
         stray.reason = Reason::AzureNotRoutable;
         recorder.OnHop(stray);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop"), "0", "hops");
         v.Equal(One(*database, "SELECT flow_id FROM v_drop"), "0", "flow of the drop");
     }},
    {"headers are kept before and after each node",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         PacketEvent translate = events.Make(Action::Translate, 1, 1, 64);
         translate.after = translate.before;
         translate.after->family = Family::V6;
         translate.after->source = *IpAddress::Parse("64:ff9b::a00:1");
         translate.after->destination = *IpAddress::Parse("2001:db8::2");
         translate.after->ttl = 63;
         translate.after->length = 112;
         recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
         recorder.OnHop(translate);
         PacketEvent deliver = events.Make(Action::Deliver, 2, 1, 63);
         deliver.before = *translate.after;
         recorder.OnHop(deliver);
         recorder.Finish(RunStatus::Complete);
         const Table hop = Query(*database, "v_hop", "", "hop = 1");
         v.Equal(hop.Text(0, "node"), "r", "node");
         v.Equal(hop.Text(0, "family") + hop.Text(0, "family_after"), "v4v6", "families");
         v.Equal(hop.Text(0, "src_after"), "64:ff9b::a00:1", "source after");
         v.Equal(hop.Text(0, "ttl") + " " + hop.Text(0, "ttl_after"), "64 63", "TTL");
         v.Equal(hop.Text(0, "length") + " " + hop.Text(0, "length_after"), "92 112", "bytes");
         v.Equal(One(*database, "SELECT translations FROM v_flow"), "1", "translations");
     }},
    {"translations are counted by the packet, not by its fragments",
     "RFC 6146 3.4",
     [](Verdict& v) {
         const auto counted =
             [&v](const std::string& what, const std::string& expected, auto tell) {
                 Events events;
                 const auto database = Database::Create(":memory:");
                 Recorder recorder(database, Events::Info(), RecordLevel::Packets);
                 events.Prepare(recorder);
                 recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
                 tell(events, recorder);
                 events.ledger->Get(1).outcome = FlowOutcome::Delivered;
                 recorder.Finish(RunStatus::Complete);
                 v.Equal(One(*database, "SELECT translations || verdict FROM v_reachability"),
                         expected + "translated",
                         what);
             };
         counted("three fragments, each translated", "1", [](Events& events, Recorder& recorder) {
             for (const bool first : {false, true, false}) // the first one may come late
             {
                 recorder.OnHop(Crossing(events, true, first, true, first));
                 recorder.OnHop(Arrival(events, true, first));
             }
         });
         counted("cut in two by the translator", "1", [](Events& events, Recorder& recorder) {
             recorder.OnHop(Crossing(events, false, true, true, true));
             recorder.OnHop(Crossing(events, false, true, true, false));
             recorder.OnHop(Arrival(events, true, true));
             recorder.OnHop(Arrival(events, true, false));
         });
         counted("two translators", "2", [](Events& events, Recorder& recorder) {
             const auto there = Crossing(events, true, true, true, true);
             auto back = there;
             std::swap(back.before, *back.after);
             recorder.OnHop(there);
             recorder.OnHop(back);
             recorder.OnHop(
                 Crossing(events, true, false, true, false)); // after the first is through
             recorder.OnHop(Arrival(events, true, true));
         });
     }},
    {"a hairpin changes no IP version, and is translated all the same",
     "RFC 6146 3.8, 6146-100",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Events);
         events.Prepare(recorder);
         recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
         PacketEvent turn = events.Make(Action::Translate, 1, 1, 64);
         turn.after = turn.before;
         turn.after->source = *IpAddress::Parse("203.0.113.1");
         turn.translator = "nat64";
         recorder.OnHop(turn);
         recorder.OnHop(events.Make(Action::Deliver, 2, 1, 63));
         events.ledger->Get(1).outcome = FlowOutcome::Delivered;
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT verdict || translations FROM v_reachability"),
                 "translated0",
                 "reachability");
     }},
    {"at the level flows a run with a translator does not know how often it translated",
     "",
     [](Verdict& v) {
         const std::string sql = "SELECT verdict || ' ' || coalesce(v_reachability.translations, "
                                 "'?') || coalesce(v_flow.translations, '?') "
                                 "FROM v_reachability, v_flow";
         const auto told = [&sql](bool translator, std::optional<Family> there) {
             Events events;
             const auto database = Database::Create(":memory:");
             Recorder recorder(database, Events::Info(), RecordLevel::Flows);
             events.Prepare(recorder);
             if (translator)
             {
                 recorder.Watch(ns3::CreateObject<Siit>());
             }
             events.ledger->Get(1).outcome = FlowOutcome::Delivered;
             events.ledger->Get(1).familyAtDestination = there;
             recorder.Finish(RunStatus::Complete);
             return One(*database, sql);
         };
         v.Equal(told(false, Family::V4), "direct 00", "no translator");
         v.Equal(told(true, Family::V4), "unknown ??", "a translator");
         v.Equal(told(true, Family::V6), "translated ??", "another IP version at the other end");
     }},
    {"a looping packet keeps its first 4095 hops and disturbs nobody",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         for (int i = 0; i < 5000; ++i)
         {
             recorder.OnHop(events.Make(Action::Forward, 1, 1, 64));
         }
         events.Deliver(recorder, 2);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop WHERE packet_id = 1"), "4095", "hops");
         v.Equal(One(*database, "SELECT count(*) FROM v_hop WHERE packet_id = 2"), "3", "hops");
     }},
    {"a run is there as incomplete before its first event, and Finish may come at any moment",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         v.Equal(One(*database, "SELECT status FROM v_run"), "incomplete", "at the start");
         events.Prepare(recorder);
         events.Deliver(recorder, 1);
         recorder.Finish(RunStatus::Incomplete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop"), "3", "hops");
         events.Deliver(recorder, 2);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop"), "6", "hops");
         v.Equal(One(*database, "SELECT status FROM v_run"), "complete", "at the end");
     }},
    {"flows are in the file before their packets are, without results until the end",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         const std::string flows = "SELECT group_concat(name || ' ' || coalesce(outcome, "
                                   "'no result') || ' ' || coalesce(reason, 'none')) FROM v_flow";
         v.Equal(One(*database, flows), "hello no result none", "at the start");
         const uint32_t late = events.AddFlow("late");
         for (uint32_t packet = 1; packet <= 6000; ++packet) // more than a batch of hops
         {
             events.Deliver(recorder, packet, false, late);
         }
         v.Equal(One(*database, "SELECT max(flow_id) FROM v_hop"), "2", "hops of the late flow");
         v.Equal(One(*database, flows),
                 "hello no result none,late no result none",
                 "in the middle");
         events.ledger->Get(1).outcome = events.ledger->Get(late).outcome = FlowOutcome::Delivered;
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, flows), "hello delivered none,late delivered none", "at the end");
     }},
    {"killed in the middle, the file opens with status incomplete and what was committed",
     "",
     [](Verdict& v) {
         const TemporaryFile file("killed.db");
         const pid_t child = fork();
         if (child == 0)
         {
             RecordForever(file.Path());
         }
         v.True(KillInTheMiddle(child, file.Path()), "hops were committed before the end");
         const auto database = Database::Read(file.Path());
         v.Equal(One(*database, "PRAGMA integrity_check"), "ok", "integrity");
         v.Equal(One(*database, "SELECT status FROM v_run"), "incomplete", "status");
         v.True(std::stoll(One(*database, "SELECT count(*) FROM v_hop")) >= 16384, "rows");
     }},
    {"an identical run takes the place of the old one",
     "",
     [](Verdict& v) {
         const TemporaryFile file("again.db");
         RecordOnce(file.Path(), 1, 5);
         RecordOnce(file.Path(), 2, 5);
         RecordOnce(file.Path(), 1, 7);
         const auto database = Database::Read(file.Path());
         v.Equal(One(*database, "SELECT count(*) FROM v_run"), "2", "runs");
         v.Equal(One(*database, "SELECT count(*) FROM v_hop"), "40", "hops");
         v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"), "0", "orphans");
     }},
    {"two identical runs have equal content, times of day aside",
     "the database is deterministic",
     [](Verdict& v) {
         const TemporaryFile one("one.db");
         const TemporaryFile two("two.db");
         RecordOnce(one.Path(), 1, 50);
         RecordOnce(two.Path(), 1, 50);
         v.True(Content(one.Path()).size() > 5000, "there is content");
         v.True(Content(one.Path()) == Content(two.Path()), "content is equal");
     }},
    {"run ids depend on scenario, options, seed, run and version, and on nothing else",
     "",
     [](Verdict& v) {
         RunInfo info = Events::Info();
         const std::string id = RunId(info);
         v.Equal(id.size(), 12u, "digits");
         info.topology = "other";
         v.Equal(RunId(info), id, "topology text");
         info.options = R"({"connect":"hub"})";
         v.True(RunId(info) != id, "options");
         v.True(RunId(Events::Info(2)) != id, "run");
     }},
    {"two recorders share a file",
     "",
     [](Verdict& v) {
         const TemporaryFile file("shared.db");
         Events events;
         Recorder one(Database::Create(file.Path()), Events::Info(1), RecordLevel::Packets);
         Recorder two(Database::Create(file.Path()), Events::Info(2), RecordLevel::Packets);
         events.Prepare(one);
         events.Prepare(two);
         for (uint32_t packet = 1; packet <= 10000; ++packet)
         {
             events.Deliver(one, packet);
             events.Deliver(two, packet);
         }
         one.Finish(RunStatus::Complete);
         two.Finish(RunStatus::Complete);
         const auto database = Database::Read(file.Path());
         v.Equal(One(*database,
                     "SELECT group_concat(n) FROM (SELECT count(*) AS n FROM v_hop GROUP "
                     "BY run_id)"),
                 "30000,30000",
                 "hops");
         v.Equal(One(*database, "PRAGMA integrity_check"), "ok", "integrity");
     }},
    {"a full disk is an error that names the file, and the file stays readable",
     "",
     [](Verdict& v) {
         const TemporaryFile file("full.db");
         Events events;
         const auto database = Database::Create(file.Path());
         database->Get().exec("PRAGMA max_page_count = 80");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         const std::string complaint = Complaint([&] {
             for (uint32_t packet = 1; packet < 100000; ++packet)
             {
                 events.Deliver(recorder, packet);
             }
             recorder.Finish(RunStatus::Complete);
         });
         v.Equal(complaint, file.Path() + ": the disk is full", "complaint");
         v.Equal(One(*Database::Read(file.Path()), "SELECT status FROM v_run"),
                 "incomplete",
                 "status");
     }},
    {"another schema version is refused, both versions named",
     "",
     [](Verdict& v) {
         const TemporaryFile file("version.db");
         Database::Create(file.Path())->Get().exec("PRAGMA user_version = 99");
         const std::string text =
             file.Path() + ": schema version 99, but this program reads and writes version 4";
         v.Equal(OpenFaulty(file.Path()), text, "for writing");
         v.Equal(Complaint([&] { Database::Read(file.Path()); }), text, "for reading");
     }},
    {"a file that is no database is refused and left as it is",
     "",
     [](Verdict& v) {
         const TemporaryFile file("text.db");
         std::ofstream(file.Path()) << std::string(5000, 'x');
         v.Equal(OpenFaulty(file.Path()), file.Path() + ": not a SQLite database", "complaint");
         v.Equal(std::filesystem::file_size(file.Path()), 5000u, "size");
     }},
    {"somebody else's database is refused",
     "",
     [](Verdict& v) {
         const TemporaryFile file("other.db");
         SQLite::Database(file.Path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
             .exec("CREATE TABLE mine (x)");
         v.Equal(OpenFaulty(file.Path()),
                 file.Path() + ": not a database of v6lab (it has no schema version; this program "
                               "reads and writes version 4)",
                 "complaint");
     }},
    {"a missing folder, a folder and a missing file say so",
     "",
     [](Verdict& v) {
         const TemporaryFile file("none");
         const std::string path = file.Path() + "/x.db";
         v.Equal(OpenFaulty(path),
                 path + ": cannot open: the folder " + file.Path() + " does not exist",
                 "missing folder");
         v.Equal(OpenFaulty("/tmp"), "/tmp: cannot open: it is a folder", "folder");
         v.Equal(Complaint([&] { Database::Read(path); }), path + ": no such file", "missing");
     }},
    {"a place where nothing can be written says so",
     "",
     [](Verdict& v) {
         // Root may write anything, save where there are no files to make.
         v.Equal(OpenFaulty("/proc/v6lab.db"),
                 "/proc/v6lab.db: cannot open: no permission, or not a file",
                 "complaint");
         v.True(!OpenFaulty("/dev/full").empty(), "/dev/full");
     }},
};

V6LAB_SUITE("v6lab-record-recorder", ROWS);

} // namespace
