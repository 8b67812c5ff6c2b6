// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/evaluate-checks.h"

#include "model/record/check-evaluation.h"

namespace ns3::v6lab
{

namespace
{

void
Store(Database& database,
      const RunHandle& run,
      const std::vector<CheckSpec>& checks,
      const std::vector<CheckResult>& results)
{
    SQLite::Statement insert(
        database.Get(),
        "INSERT OR REPLACE INTO expectation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (size_t i = 0; i < checks.size(); ++i)
    {
        insert.bind(1, run.key);
        insert.bind(2, static_cast<int64_t>(i + 1));
        insert.bind(3, checks[i].name);
        insert.bind(4, ToJson(checks[i]));
        results[i].passed ? insert.bind(5, *results[i].passed ? 1 : 0) : insert.bind(5);
        insert.bind(6, results[i].expected);
        insert.bind(7, results[i].observed);
        insert.bind(8, results[i].evidence);
        insert.exec();
        insert.reset();
    }
}

} // namespace

std::vector<CheckResult>
EvaluateChecks(Database& database, const RunHandle& run, const std::vector<CheckSpec>& checks)
{
    std::vector<CheckResult> results;
    results.reserve(checks.size());
    database.Guard([&] {
        // In one piece: a process that makes the same run may put its record in this one's place.
        SQLite::Transaction transaction(database.Get(), SQLite::TransactionBehavior::IMMEDIATE);
        const RunHandle now = SelectRun(database, run.id);
        for (const CheckSpec& check : checks)
        {
            results.push_back(CheckEvaluation(database, now, check).Run());
        }
        Store(database, now, checks, results);
        transaction.commit();
    });
    return results;
}

std::vector<CheckResult>
CheckStored(Database& database, const RunHandle& run)
{
    const Table stored = Select(database,
                                "SELECT spec FROM expectation WHERE run_key = ? ORDER BY ordinal",
                                {run.key});
    std::vector<CheckResult> results;
    for (size_t i = 0; i < stored.rows.size(); ++i)
    {
        const CheckSpec check = CheckFromJson(stored.Text(i, "spec"));
        results.push_back(CheckEvaluation(database, run, check).Run());
    }
    return results;
}

} // namespace ns3::v6lab
