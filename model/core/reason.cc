// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/reason.h"

#include <array>

namespace ns3::v6lab
{

namespace
{

constexpr std::array<ReasonInfo, static_cast<size_t>(Reason::Count)> TABLE{{
    {"", "", ""},
#define V6LAB_REASON(name, word, clause, sentence) {word, clause, sentence},
#include "model/core/reasons.def"
#undef V6LAB_REASON
}};

} // namespace

const ReasonInfo&
Describe(Reason reason)
{
    return TABLE.at(static_cast<size_t>(reason));
}

Reason
ReasonFromWord(std::string_view word)
{
    for (size_t i = 1; i < TABLE.size(); ++i)
    {
        if (TABLE[i].word == word)
        {
            return static_cast<Reason>(i);
        }
    }
    return Reason::None;
}

} // namespace ns3::v6lab
