// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/hostile.h"
#include "test/tayga/explanations.h"
#include "test/tayga/patch.h"

#include <algorithm>

namespace ns3::v6lab::test::explain
{

bool
QuotedDontFragment(Comparison& c)
{
    if (!IsPair(c, 4) || !c.plan.quoted || c.plan.quoted->fragmentHeader ||
        c.theirs[0].size() < 48 || Word(c.theirs[0], 34) != 0x4000 || Word(c.ours[0], 34) != 0)
    {
        return false;
    }
    SetWord(c.theirs[0], 34, 0);
    FixHeader(c.theirs[0], 28);
    return true;
}

bool
Truncated(Comparison& c)
{
    constexpr size_t LIMIT = 576;
    if (!IsPair(c, 4) || !c.plan.quoted || c.theirs[0].size() != LIMIT || c.ours[0].size() <= LIMIT)
    {
        return false;
    }
    c.ours[0].resize(LIMIT);
    SetWord(c.ours[0], 2, LIMIT);
    RepairChecksums(c.ours[0]);
    return true;
}

bool
QuotedFragmentOfIcmp(Comparison& c)
{
    return c.plan.quoted && c.plan.quoted->IsIcmp() && c.plan.quoted->IsFragment() &&
           c.theirs.empty() && Agree(c);
}

bool
ParameterProblem(Comparison& c)
{
    const bool problem = c.plan.family == Family::V4 ? c.plan.icmpType == 12
                                                     : c.plan.icmpType == 4 && c.plan.icmpCode == 0;
    return c.plan.quoted && problem && c.theirs.empty() && Agree(c);
}

bool
AddressUnreachable(Comparison& c)
{
    return c.plan.family == Family::V6 && c.plan.quoted && c.plan.icmpType == 1 &&
           c.plan.icmpCode == 3 && c.theirs.empty() && Agree(c);
}

bool
PacketTooBigWithoutMtu(Comparison& c)
{
    return c.plan.family == Family::V6 && c.plan.quoted && c.plan.icmpType == 2 &&
           c.plan.icmpRest == 0 && c.theirs.empty() && Agree(c);
}

bool
ErrorFromStrangeSource(Comparison& c)
{
    return c.plan.quoted && c.strangeSource && c.reason == Reason::None && c.theirs.empty() &&
           Agree(c);
}

bool
QuotedAnswer(Comparison& c)
{
    const uint8_t request = c.plan.family == Family::V4 ? 8 : 128;
    return c.plan.quoted && c.plan.quoted->IsIcmp() && c.plan.quoted->icmpType != request &&
           c.theirs.empty() && Agree(c);
}

bool
QuotedExtensions(Comparison& c)
{
    return c.plan.quoted && c.theirs.empty() &&
           (!c.plan.quoted->extensions.empty() || !c.plan.quoted->behindFragment.second.empty()) &&
           Agree(c);
}

bool
QuotedZeroChecksum(Comparison& c)
{
    return c.plan.quoted && c.plan.quoted->damage == Damage::NoUdpChecksum && c.theirs.empty() &&
           Agree(c);
}

/** The quoted bytes end within the quoted transport header. */
bool
QuotedCutShort(Comparison& c)
{
    if (!c.plan.quoted || !c.theirs.empty())
    {
        return false;
    }
    const PacketPlan& quoted = *c.plan.quoted;
    const size_t headers = quoted.family == Family::V4
                               ? 20 + quoted.options.size()
                               : size_t{40} + (quoted.fragmentHeader ? 8 : 0);
    const size_t transport = quoted.upper == Upper::Tcp ? 20 : 8;
    return c.plan.quoteLimit < headers + transport && Agree(c);
}

/** An embedded address that must not be a source: ours is translated for trouble-shooting. */
bool
SourceOfError(Comparison& c)
{
    if (!IsPair(c, 4) || !c.plan.quoted || c.reason != Reason::None ||
        std::equal(c.ours[0].begin() + 12, c.ours[0].begin() + 16, c.theirs[0].begin() + 12))
    {
        return false;
    }
    std::copy_n(c.ours[0].begin() + 12, 4, c.theirs[0].begin() + 12);
    FixHeader(c.theirs[0], 0);
    return true;
}

/** Ours without the quoted fragment header, as TAYGA writes it. */
bool
QuotedFragmentHeader(Comparison& c)
{
    constexpr size_t QUOTED = 48;
    if (!IsPair(c, 6) || !c.plan.quoted || !c.plan.quoted->IsFragment() ||
        c.ours[0].size() < QUOTED + 48 || c.ours[0][QUOTED + 6] != 44)
    {
        return false;
    }
    Bytes& ours = c.ours[0];
    ours[QUOTED + 6] = ours[QUOTED + 40];
    SetWord(ours, QUOTED + 4, static_cast<uint16_t>(Word(ours, QUOTED + 4) - 8));
    ours.erase(ours.begin() + QUOTED + 40, ours.begin() + QUOTED + 48);
    SetWord(ours, 4, static_cast<uint16_t>(ours.size() - 40));
    RepairChecksums(ours);
    return true;
}

bool
SmallestMtu(Comparison& c)
{
    if (!IsPair(c, 4) || c.plan.icmpType != 2 || c.plan.icmpRest >= 88 || Word(c.ours[0], 26) != 68)
    {
        return false;
    }
    SetWord(c.theirs[0], 26, 68);
    RepairChecksums(c.theirs[0]);
    return true;
}

} // namespace ns3::v6lab::test::explain
