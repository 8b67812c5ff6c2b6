// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_EVALUATION_H
#define V6LAB_CHECK_EVALUATION_H

#include "model/record/check-judge.h"
#include "model/record/explain.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** The packet that a check looks at: the first delivered one, or else as far as it got. */
struct Told
{
    int64_t packet{0};
    bool delivered{false};
    std::vector<HopView> hops;
};

/** One check on one flow of one run. */
class CheckEvaluation
{
  public:
    CheckEvaluation(Database& database, const RunHandle& run, const CheckSpec& spec);

    /** Of a run that did not end, the flows have no results, or not those they would have had. */
    CheckResult Run();

  private:
    CheckResult Judged();

    // Each asks for a part of the check, if the check has it.
    void AskFlow();
    void AskTranslations();
    void AskDrop();
    void AskRouters();
    /** The address that was called, and how the DNS came by it. */
    void AskName();
    /** What the source was told of the address, or else of the name (RFC 4035 3.2.3). */
    void AskAuthentic(const std::string& called);
    /** When the attempt that won began, behind the first one (RFC 8305 5). */
    void AskAttempts();
    /** What stateful translators held for the flow, and how long without its packets. */
    void AskSessions();
    /** Which machines of a pool answered, and how evenly. */
    void AskMachines();
    void AskPath(const char* what, const std::vector<std::string>& path, const Told& told);
    void AskTtl(const std::optional<uint32_t>& ttl, const char* where, const Told& told);
    /** As the asker sees it, behind all translators. */
    void AskAnswerer(const Told& answer);
    /** What `read` says of a packet's last hop. */
    void AskArrival(const std::string& expected,
                    const Told& told,
                    const std::function<std::string(const HopView& last)>& read);

    Told Tell(const char* direction) const;
    bool AsksRequest() const;
    bool AsksAnswer() const;
    std::string OrNone(const char* column) const;

    static constexpr const char* NO_HOPS = "--record flows keeps no hops";

    Database& m_database;
    const RunHandle& m_run;
    const CheckSpec& m_spec;
    Table m_flow;
    std::string m_level;
    std::string m_status;
    int64_t m_id{0};
    CheckJudge m_judge;
};

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_EVALUATION_H
