// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bench-writer.h"

#include "model/record/sql-bind.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

namespace ns3::v6lab
{

namespace
{

void
WriteTrials(Database& database, int64_t run, const BenchRows& rows)
{
    SQLite::Statement trials(database.Get(),
                             "INSERT INTO bench_run VALUES "
                             "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    SQLite::Statement latencies(database.Get(), "INSERT INTO bench_latency VALUES (?, ?, ?, ?)");
    int64_t id = 0;
    for (const auto& trial : rows.trials)
    {
        ++id;
        sql::Insert(trials,
                    run,
                    id,
                    rows.test,
                    rows.dut,
                    rows.frame,
                    trial.flows,
                    rows.mix,
                    rows.direction,
                    trial.purpose,
                    trial.repeat,
                    trial.timeNs,
                    trial.rate,
                    trial.seconds,
                    static_cast<int64_t>(trial.offered),
                    static_cast<int64_t>(trial.received),
                    trial.cutShort ? 1 : 0,
                    rows.compliant ? 1 : 0);
        int64_t i = 0;
        for (const int64_t delay : trial.delays)
        {
            sql::Insert(latencies, run, id, ++i, delay);
        }
    }
}

void
WriteSummaries(Database& database, int64_t run, const BenchRows& rows)
{
    SQLite::Statement summaries(database.Get(),
                                "INSERT INTO bench_summary VALUES "
                                "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& row : rows.summaries)
    {
        sql::Insert(summaries,
                    run,
                    rows.test,
                    rows.dut,
                    rows.frame,
                    row.flows,
                    row.metric,
                    row.unit,
                    row.median,
                    row.p1,
                    row.p99,
                    row.n,
                    rows.compliant ? 1 : 0,
                    row.note);
    }
}

} // namespace

void
WriteBench(Database& database, const std::string& runId, const BenchRows& rows)
{
    database.Guard([&] {
        SQLite::Transaction transaction(database.Get(), SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement find(database.Get(), "SELECT run_key FROM run WHERE run_id = ?");
        find.bind(1, runId);
        if (find.executeStep())
        {
            const int64_t run = find.getColumn(0).getInt64();
            WriteTrials(database, run, rows);
            WriteSummaries(database, run, rows);
        }
        find.reset();
        transaction.commit();
    });
}

} // namespace ns3::v6lab
