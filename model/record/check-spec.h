// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECK_SPEC_H
#define V6LAB_CHECK_SPEC_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A figure of a benchmark that must lie in a range, its ends included. */
struct FigureSpec
{
    std::string metric; //!< as in v_bench_summary
    double least{0};
    double most{0};
    std::string formula; //!< where the range comes from
};

/**
 * A named expectation about one flow of a recorded run, or about one figure. What is empty is not
 * asked.
 */
struct CheckSpec
{
    std::string name;     //!< a sentence
    std::string workload; //!< name of the flow
    std::string expect;   //!< delivered, partial or failed
    std::string reason;   //!< word of the reason the flow must have; if delivered: the drop
    std::string at;       //!< the node, or "fabric", where a packet of the flow must be dropped
    std::string family;   //!< v4 or v6, at both ends
    std::vector<std::string> path; //!< nodes that the first delivered request passes, in order
    std::vector<std::string> returnPath; //!< the same for the first delivered answer
    std::optional<uint32_t> translations;
    std::optional<uint32_t> ttl;        //!< of the first delivered request where it is delivered
    std::string clause;                 //!< why it is so: RFC clause, Azure rule or article
    std::vector<std::string> routers;   //!< who answered a traceroute, by rising TTL
    std::string called;                 //!< the address that the source called
    std::string answer;                 //!< how the DNS came by that address: real or synthesised
    std::optional<uint32_t> sessions{}; //!< that stateful translators made for the flow
    std::optional<uint32_t> bindings{}; //!< that it used there
    /** How long after their last packets those sessions ended, those that did. */
    std::optional<uint32_t> silenceMs{};
    std::optional<uint32_t> attemptDelayMs{}; //!< from the first attempt to the one that won
    std::optional<bool> authentic{};          //!< AD of the answer that held the address called
    std::optional<uint32_t> machines{};       //!< that the requests reached
    /** Percentage points at most between the share of each of them and an even one. */
    std::optional<uint32_t> spread{};
    std::optional<uint32_t> answerTtl{}; //!< of the first delivered answer where it is delivered
    std::string answeredFrom{};          //!< its source address there
    std::optional<FigureSpec> figure{};  //!< then nothing else is asked
};

/** One JSON object, without what is not asked. */
std::string ToJson(const CheckSpec& spec);
/** Reads what ToJson() wrote; throws std::invalid_argument for anything else. */
CheckSpec CheckFromJson(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_CHECK_SPEC_H
