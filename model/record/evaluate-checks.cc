// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/evaluate-checks.h"

#include "model/core/address.h"
#include "model/record/check-machines.h"
#include "model/record/check-sessions.h"
#include "model/record/explain.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** Collects the parts of one check: each adds to what is expected and what was observed. */
class Judge
{
  public:
    void Ask(const std::string& expected, const std::string& observed)
    {
        Add(m_expected, expected);
        Add(m_observed, observed);
        m_failed = m_failed || expected != observed;
    }

    /** The same where more than one observation is right. */
    void Judged(bool right, const std::string& expected, const std::string& observed)
    {
        Add(m_expected, expected);
        Add(m_observed, observed);
        m_failed = m_failed || !right;
    }

    /** The recording cannot say. */
    void Unknown(const std::string& expected, const std::string& why)
    {
        Add(m_expected, expected);
        m_unknown = why;
    }

    CheckResult Result(const CheckSpec& spec, const std::string& evidence) const
    {
        std::optional<bool> passed;
        if (m_failed || m_unknown.empty())
        {
            passed = !m_failed;
        }
        std::string observed = m_observed;
        if (!m_unknown.empty())
        {
            Add(observed, "not evaluated: " + m_unknown);
        }
        return {spec.name, passed, m_expected, observed, m_unknown, evidence, spec.clause};
    }

  private:
    static void Add(std::string& list, const std::string& part)
    {
        list += (list.empty() ? "" : "; ") + part;
    }

    std::string m_expected;
    std::string m_observed;
    std::string m_unknown; //!< why
    bool m_failed{false};
};

/** The packet that a check looks at: the first delivered one, or else as far as it got. */
struct Told
{
    int64_t packet{0};
    bool delivered{false};
    std::vector<HopView> hops;
};

Told
Tell(Database& database, const RunHandle& run, int64_t flow, const char* direction)
{
    const Table walk = Select(database,
                              "SELECT coalesce(delivered_packet, dropped_packet, first_packet) AS "
                              "packet, delivered_packet FROM walk WHERE run_key = ? AND flow_id = "
                              "? AND direction = ?",
                              {run.key, flow, std::string(direction)});
    if (walk.rows.empty())
    {
        return {};
    }
    const int64_t packet = std::get<int64_t>(walk.rows[0][0]);
    return {packet, !walk.Text(0, "delivered_packet").empty(), HopsOf(database, run, packet)};
}

/** The nodes a packet was seen at, each once in a row; the fabric is between the nodes. */
std::string
PathOf(const std::vector<HopView>& hops)
{
    std::vector<std::string> nodes;
    for (const HopView& hop : hops)
    {
        const bool between = hop.node == "fabric" && hop.action != "drop";
        if (!between && (nodes.empty() || nodes.back() != hop.node))
        {
            nodes.push_back(hop.node);
        }
    }
    return fmt::format("{}", fmt::join(nodes, " → "));
}

/** One check on one flow of one run. */
class Evaluation
{
  public:
    Evaluation(Database& database, const RunHandle& run, const CheckSpec& spec)
        : m_database(database),
          m_run(run),
          m_spec(spec),
          m_flow(Select(database,
                        "SELECT * FROM v_flow WHERE run_id = ? AND name = ? LIMIT 1",
                        {run.id, spec.workload}))
    {
        const Table about =
            Select(database, "SELECT level, status FROM run WHERE run_key = ?", {run.key});
        m_level = about.Text(0, "level");
        m_status = about.Text(0, "status");
    }

    /** Of a run that did not end, the flows have no results, or not those they would have had. */
    CheckResult Run()
    {
        CheckResult result = Judged();
        if (m_status != "complete")
        {
            result.passed.reset();
            result.observed = fmt::format("not evaluated: the run {}",
                                          m_status == "failed" ? "failed" : "is incomplete");
        }
        return result;
    }

  private:
    CheckResult Judged()
    {
        if (m_flow.rows.empty())
        {
            m_judge.Ask(fmt::format("a flow \"{}\"", m_spec.workload), "no such flow in the run");
            return m_judge.Result(m_spec, "");
        }
        m_id = std::stoll(m_flow.Text(0, "flow_id"));
        std::string evidence = fmt::format("flow {}", m_id);
        AskFlow();
        AskDrop();
        AskRouters();
        AskName();
        AskAuthentic(OrNone("dst_address"));
        AskAttempts();
        AskSessions();
        AskMachines();
        if (AsksRequest())
        {
            const Told request = Tell(m_database, m_run, m_id, "request");
            AskPath("path", m_spec.path, request);
            AskTtl(m_spec.ttl, "at the destination", request);
            evidence += Packet(request);
        }
        if (AsksAnswer())
        {
            const Told answer = Tell(m_database, m_run, m_id, "answer");
            AskPath("return path", m_spec.returnPath, answer);
            AskTtl(m_spec.answerTtl, "of the answer where it arrives", answer);
            AskAnswerer(answer);
            evidence += Packet(answer);
        }
        return m_judge.Result(m_spec, evidence);
    }

    void AskRouters()
    {
        if (m_spec.routers.empty())
        {
            return;
        }
        const Table seen = Select(m_database,
                                  "SELECT address FROM traceroute WHERE run_key = ? AND flow_id = "
                                  "? ORDER BY ttl",
                                  {m_run.key, m_id});
        std::vector<std::string> addresses;
        for (size_t row = 0; row < seen.rows.size(); ++row)
        {
            addresses.push_back(seen.Text(row, "address"));
        }
        std::vector<std::string> wanted;
        for (const auto& text : m_spec.routers) // as the file has them, however they were written
        {
            const auto address = IpAddress::Parse(text);
            wanted.push_back(address ? address->ToString() : text);
        }
        m_judge.Ask(fmt::format("routers {}", fmt::join(wanted, ", ")),
                    fmt::format("routers {}", fmt::join(addresses, ", ")));
    }

    /** The address that was called, and how the DNS came by it. */
    void AskName()
    {
        const std::string called = OrNone("dst_address");
        if (!m_spec.called.empty())
        {
            // As the file has it, however it was written.
            const auto wanted = IpAddress::Parse(m_spec.called);
            m_judge.Ask("called " + (wanted ? wanted->ToString() : m_spec.called),
                        "called " + called);
        }
        if (!m_spec.answer.empty())
        {
            const Table found = Select(m_database,
                                       "SELECT max(synthesised) AS made FROM dns_exchange WHERE "
                                       "run_key = ? AND flow_id = ? AND instr(answers, ?) > 0",
                                       {m_run.key, m_id, called});
            const std::string made = found.Text(0, "made");
            m_judge.Ask("a " + m_spec.answer + " address",
                        made.empty()  ? "an address without a name"
                        : made == "1" ? "a synthesised address"
                                      : "a real address");
        }
    }

    /** What the source was told of the address, or else of the name (RFC 4035 3.2.3). */
    void AskAuthentic(const std::string& called)
    {
        if (!m_spec.authentic)
        {
            return;
        }
        const Table found = Select(m_database,
                                   "SELECT max(ad) AS ad FROM dns_exchange WHERE run_key = ? AND "
                                   "flow_id = ? AND instr(answers, ?) > 0",
                                   {m_run.key, m_id, called});
        const std::string ad = found.Text(0, "ad");
        m_judge.Ask(*m_spec.authentic ? "an authentic answer" : "an answer without proof",
                    ad.empty()  ? "no answer with the address"
                    : ad == "1" ? "an authentic answer"
                                : "an answer without proof");
    }

    /** When the attempt that won began, behind the first one (RFC 8305 5). */
    void AskAttempts()
    {
        if (!m_spec.attemptDelayMs)
        {
            return;
        }
        const Table found =
            Select(m_database,
                   "SELECT (won.start_ns - first.start_ns) / 1000000 AS ms FROM attempt won JOIN "
                   "attempt first ON first.run_key = won.run_key AND first.flow_id = won.flow_id "
                   "AND first.request = won.request WHERE won.run_key = ? AND won.flow_id = ? AND "
                   "won.outcome = 'connected' ORDER BY won.attempt, first.attempt LIMIT 1",
                   {m_run.key, m_id});
        const std::string ms = found.rows.empty() ? "" : found.Text(0, "ms");
        m_judge.Ask(fmt::format("the winner began {} ms after the first", *m_spec.attemptDelayMs),
                    ms.empty() ? "no attempt connected"
                               : fmt::format("the winner began {} ms after the first", ms));
    }

    bool AsksRequest() const
    {
        return !m_spec.path.empty() || m_spec.ttl;
    }

    bool AsksAnswer() const
    {
        return !m_spec.returnPath.empty() || m_spec.answerTtl || !m_spec.answeredFrom.empty();
    }

    static std::string Packet(const Told& told)
    {
        return told.packet == 0 ? "" : fmt::format(", packet {}", told.packet);
    }

    void AskFlow()
    {
        if (!m_spec.expect.empty())
        {
            m_judge.Ask(m_spec.expect, m_flow.Text(0, "outcome"));
        }
        if (!m_spec.reason.empty() && m_spec.expect != "delivered") // then it is that of the drop
        {
            m_judge.Ask("reason " + m_spec.reason, "reason " + OrNone("reason"));
        }
        if (!m_spec.family.empty())
        {
            const std::string there = m_flow.Text(0, "family_at_destination");
            // Nothing arrived: then only the source can have a family.
            m_judge.Ask("over " + m_spec.family,
                        "over " + OrNone("family_at_source") +
                            (there.empty() || there == m_flow.Text(0, "family_at_source")
                                 ? ""
                                 : " and " + there));
        }
        AskTranslations();
    }

    void AskTranslations()
    {
        if (!m_spec.translations)
        {
            return;
        }
        const std::string expected = Translations(fmt::to_string(*m_spec.translations));
        const std::string observed = m_flow.Text(0, "translations");
        if (observed.empty())
        {
            m_judge.Unknown(expected, NO_HOPS);
            return;
        }
        m_judge.Ask(expected, Translations(observed));
    }

    /** What stateful translators held for the flow, and how long without its packets. */
    void AskSessions()
    {
        if (!m_spec.sessions && !m_spec.bindings && !m_spec.silenceMs)
        {
            return;
        }
        const bool known = m_level == "packets";
        const FlowState state = known ? StateOf(m_database, m_run, m_id) : FlowState();
        const auto ask = [&](const std::string& expected, const std::string& observed) {
            known ? m_judge.Ask(expected, observed) : m_judge.Unknown(expected, FEW_HOPS);
        };
        if (m_spec.sessions)
        {
            ask(Counted(*m_spec.sessions, "session"), Counted(state.sessions, "session"));
        }
        if (m_spec.bindings)
        {
            ask(Counted(*m_spec.bindings, "binding"), Counted(state.bindings, "binding"));
        }
        if (m_spec.silenceMs)
        {
            const std::string wanted = Seconds(int64_t{*m_spec.silenceMs} * MILLISECOND);
            ask("sessions end after " + wanted + " of silence", EndsOf(state.silences));
        }
    }

    /** Which machines of a pool answered, and how evenly. */
    void AskMachines()
    {
        if (!m_spec.machines && !m_spec.spread)
        {
            return;
        }
        const bool known = m_level == "packets";
        const auto requests =
            known ? RequestsOf(m_database, m_run, m_id) : std::map<std::string, uint64_t>();
        std::vector<std::string> counts;
        for (const auto& [machine, count] : requests)
        {
            counts.push_back(fmt::format("{} {}", machine, count));
        }
        const std::string told = fmt::format(" ({})", fmt::join(counts, ", "));
        if (m_spec.machines)
        {
            const std::string wanted = Counted(*m_spec.machines, "machine");
            const bool right = requests.size() == *m_spec.machines;
            known ? m_judge.Judged(right, wanted, Counted(requests.size(), "machine") + told)
                  : m_judge.Unknown(wanted, FEW_HOPS);
        }
        if (m_spec.spread)
        {
            const std::string wanted =
                fmt::format("shares within {} points of even", *m_spec.spread);
            const double points = SpreadOf(requests);
            const bool right = !requests.empty() && points <= *m_spec.spread;
            known
                ? m_judge.Judged(right,
                                 wanted,
                                 fmt::format("shares within {:.1f} points of even", points) + told)
                : m_judge.Unknown(wanted, FEW_HOPS);
        }
    }

    static std::string Counted(size_t count, const std::string& noun)
    {
        return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
    }

    /** To a tenth of a second: timers wait for each other, acknowledgements follow a last FIN. */
    static std::string Seconds(int64_t ns)
    {
        const int64_t tenths = (ns + TENTH_SECOND / 2) / TENTH_SECOND;
        return fmt::format("{} s", static_cast<double>(tenths) / 10);
    }

    static std::string EndsOf(const std::vector<int64_t>& silences)
    {
        std::set<std::string> ends;
        for (const int64_t silence : silences)
        {
            ends.insert(Seconds(silence));
        }
        return ends.empty()
                   ? "no session ended"
                   : fmt::format("sessions end after {} of silence", fmt::join(ends, " and "));
    }

    static std::string Translations(const std::string& count)
    {
        return count + (count == "1" ? " translation" : " translations");
    }

    std::string OrNone(const char* column) const
    {
        const std::string text = m_flow.Text(0, column);
        return text.empty() ? "none" : text;
    }

    void AskDrop()
    {
        if (m_spec.at.empty())
        {
            return;
        }
        const Table nodes =
            Select(m_database,
                   "SELECT DISTINCT name FROM dropped JOIN node USING (run_key, node_id) WHERE "
                   "run_key = ?1 AND flow_id = ?2 AND (?3 = '' OR reason = ?3) ORDER BY time_ns",
                   {m_run.key, m_id, m_spec.reason});
        std::vector<std::string> names;
        for (size_t i = 0; i < nodes.rows.size(); ++i)
        {
            names.push_back(nodes.Text(i, "name"));
        }
        const bool found = std::find(names.begin(), names.end(), m_spec.at) != names.end();
        const std::string where = fmt::format("{}", fmt::join(names, ", "));
        const bool asked = m_spec.expect == "delivered" && !m_spec.reason.empty();
        const std::string wanted =
            "dropped at " + m_spec.at + (asked ? " for " + m_spec.reason : "");
        m_judge.Ask(wanted, found ? wanted : names.empty() ? "not dropped" : "dropped at " + where);
    }

    void AskPath(const char* what, const std::vector<std::string>& path, const Told& told)
    {
        if (path.empty())
        {
            return;
        }
        const std::string expected = fmt::format("{} {}", what, fmt::join(path, " → "));
        if (told.hops.empty() && m_level == "flows")
        {
            m_judge.Unknown(expected, NO_HOPS);
            return;
        }
        const std::string seen = PathOf(told.hops);
        m_judge.Ask(expected, fmt::format("{} {}", what, seen.empty() ? "none" : seen));
    }

    void AskTtl(const std::optional<uint32_t>& ttl, const char* where, const Told& told)
    {
        if (ttl)
        {
            AskArrival(fmt::format("TTL {} {}", *ttl, where), told, [where](const HopView& last) {
                return fmt::format("TTL {} {}", last.before.ttl, where);
            });
        }
    }

    /** As the asker sees it, behind all translators. */
    void AskAnswerer(const Told& answer)
    {
        if (!m_spec.answeredFrom.empty())
        {
            const auto wanted = IpAddress::Parse(m_spec.answeredFrom);
            AskArrival("answered from " + (wanted ? wanted->ToString() : m_spec.answeredFrom),
                       answer,
                       [](const HopView& last) { return "answered from " + last.before.source; });
        }
    }

    /** What `read` says of a packet's last hop. */
    template <class Read>
    void AskArrival(const std::string& expected, const Told& told, Read read)
    {
        if (told.hops.empty() && m_level == "flows")
        {
            m_judge.Unknown(expected, NO_HOPS);
            return;
        }
        const bool arrived = told.delivered && !told.hops.empty();
        m_judge.Ask(expected, arrived ? read(told.hops.back()) : "never at the destination");
    }

    static constexpr const char* NO_HOPS = "--record flows keeps no hops";
    static constexpr const char* FEW_HOPS = "only --record packets keeps the hops of all packets";
    static constexpr int64_t MILLISECOND = 1'000'000;
    static constexpr int64_t TENTH_SECOND = 100 * MILLISECOND;

    Database& m_database;
    const RunHandle& m_run;
    const CheckSpec& m_spec;
    Table m_flow;
    std::string m_level;
    std::string m_status;
    int64_t m_id{0};
    Judge m_judge;
};

void
Store(Database& database,
      const RunHandle& run,
      const std::vector<CheckSpec>& checks,
      const std::vector<CheckResult>& results)
{
    SQLite::Transaction transaction(database.Get(), SQLite::TransactionBehavior::IMMEDIATE);
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
    transaction.commit();
}

} // namespace

std::vector<CheckResult>
EvaluateChecks(Database& database, const RunHandle& run, const std::vector<CheckSpec>& checks)
{
    std::vector<CheckResult> results;
    results.reserve(checks.size());
    for (const CheckSpec& check : checks)
    {
        results.push_back(Evaluation(database, run, check).Run());
    }
    database.Guard([&] { Store(database, run, checks, results); });
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
        results.push_back(Evaluation(database, run, check).Run());
    }
    return results;
}

} // namespace ns3::v6lab
