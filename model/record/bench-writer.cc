// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bench-writer.h"

#include "model/record/sql-bind.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <functional>
#include <utility>

namespace ns3::v6lab
{

namespace
{

void
WriteDelays(Database& database, int64_t run, const BenchRows& rows)
{
    SQLite::Statement latencies(database.Get(), "INSERT INTO bench_latency VALUES (?, ?, ?, ?, ?)");
    int64_t id = 0;
    for (const auto& trial : rows.trials)
    {
        ++id;
        for (const auto& [direction, delays] :
             {std::pair("forward", &trial.delays), std::pair("reverse", &trial.delaysBack)})
        {
            int64_t i = 0;
            for (const int64_t delay : *delays)
            {
                sql::Insert(latencies, run, id, direction, ++i, delay);
            }
        }
    }
}

/** Whether trials comply is known at the end: of latency's the number of tagged frames counts. */
void
WriteCompliance(Database& database, int64_t run, const BenchRows& rows)
{
    SQLite::Statement update(database.Get(),
                             "UPDATE bench_run SET compliant = ? WHERE run_key = ?");
    sql::Insert(update, rows.compliant ? 1 : 0, run);
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

/** In one transaction, what `write` has to write to the run with this key. */
void
WithRun(Database& database, const std::string& runId, const std::function<void(int64_t)>& write)
{
    database.Guard([&] {
        SQLite::Transaction transaction(database.Get(), SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement find(database.Get(), "SELECT run_key FROM run WHERE run_id = ?");
        find.bind(1, runId);
        if (find.executeStep())
        {
            write(find.getColumn(0).getInt64());
        }
        find.reset();
        transaction.commit();
    });
}

} // namespace

BenchWriter::BenchWriter(const std::shared_ptr<Database>& database,
                         const std::string& runId,
                         std::chrono::milliseconds pause)
    : m_database(database),
      m_runId(runId),
      m_pause(pause),
      m_last(std::chrono::steady_clock::now())
{
}

void
BenchWriter::WriteTrials(int64_t run, const BenchRows& rows)
{
    SQLite::Statement trials(m_database->Get(),
                             "INSERT INTO bench_run VALUES "
                             "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (; m_written < rows.trials.size(); ++m_written)
    {
        const auto& trial = rows.trials[m_written];
        sql::Insert(trials,
                    run,
                    static_cast<int64_t>(m_written) + 1,
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
    }
}

void
BenchWriter::WriteSome(const BenchRows& rows)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_written == rows.trials.size() || now - m_last < m_pause)
    {
        return;
    }
    m_last = now;
    WithRun(*m_database, m_runId, [&](int64_t run) { WriteTrials(run, rows); });
}

void
BenchWriter::WriteAll(const BenchRows& rows)
{
    WithRun(*m_database, m_runId, [&](int64_t run) {
        WriteTrials(run, rows);
        WriteDelays(*m_database, run, rows);
        WriteSummaries(*m_database, run, rows);
        WriteCompliance(*m_database, run, rows);
    });
}

} // namespace ns3::v6lab
