// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <csignal>
#include <fstream>
#include <sys/wait.h>

using namespace ns3::v6lab;
using test::Complaint;
using test::Events;
using test::One;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

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

const std::vector<Row> ROWS{
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
             file.Path() + ": schema version 99, but this program reads and writes version 7";
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
                               "reads and writes version 7)",
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

V6LAB_SUITE("v6lab-record-file", ROWS);

} // namespace
