// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REASON_H
#define V6LAB_REASON_H

#include <cstdint>
#include <string_view>

namespace ns3::v6lab
{

/** Why a packet ended. Every place that drops one names exactly one of these. */
enum class Reason : uint8_t
{
    None,
#define V6LAB_REASON(name, word, clause, sentence) name,
#include "model/core/reasons.def"
#undef V6LAB_REASON
    Count,
};

/** What is said of a reason wherever people meet it. */
struct ReasonInfo
{
    std::string_view word;     //!< kebab-case, in the database and on the command line
    std::string_view clause;   //!< the RFC clause or Azure rule behind it; may be empty
    std::string_view sentence; //!< one sentence that a student understands
};

/** The row of the table for one reason. */
const ReasonInfo& Describe(Reason reason);
/** The reason with this word; Reason::None if there is none. */
Reason ReasonFromWord(std::string_view word);

} // namespace ns3::v6lab

#endif // V6LAB_REASON_H
