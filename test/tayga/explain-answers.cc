// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/hostile.h"
#include "test/tayga/explanations.h"
#include "test/tayga/patch.h"

namespace ns3::v6lab::test::explain
{

bool
HopLimitZero(Comparison& c)
{
    return c.plan.hopLimit == 0 && c.theirs.empty() && c.reason == Reason::HopLimitExceeded &&
           Agree(c);
}

bool
ErrorToIllegalSource(Comparison& c)
{
    return c.plan.family == Family::V6 && c.reason == Reason::IllegalSource && c.ours.empty() &&
           c.theirs.size() == 1 && (c.theirs[0][40] == 1 || c.theirs[0][40] == 3) && Agree(c);
}

bool
SilentAboutDestination(Comparison& c)
{
    return c.reason == Reason::UntranslatableDestination && c.theirs.empty() && IsOurAnswer(c) &&
           Agree(c);
}

/** Type 1: TAYGA says "no route" (0) or "source address failed policy" (5). */
bool
CodeOfUnreachable(Comparison& c)
{
    if (!IsPair(c, 6) || !IsOurAnswer(c) || c.ours[0][40] != 1 || c.ours[0][41] != 1 ||
        (c.theirs[0][41] != 0 && c.theirs[0][41] != 5))
    {
        return false;
    }
    c.theirs[0][41] = 1;
    RepairChecksums(c.theirs[0]);
    return true;
}

bool
PrecedenceOfErrors(Comparison& c)
{
    if (!IsPair(c, 4) || !IsOurAnswer(c) || c.theirs[0][1] != 0 || c.ours[0][1] == 0)
    {
        return false;
    }
    c.theirs[0][1] = c.ours[0][1];
    FixHeader(c.theirs[0], 0);
    return true;
}

bool
SilentAboutIcmp(Comparison& c)
{
    const bool request = c.plan.icmpType == (c.plan.family == Family::V4 ? 8 : 128);
    return c.theirs.empty() && IsOurAnswer(c) && c.plan.IsIcmp() && !request && Agree(c);
}

/** Which of two faults is found first: nobody's rule. */
bool
HopLimitAfterAddresses(Comparison& c)
{
    return c.reason == Reason::HopLimitExceeded && c.theirs.empty() &&
           (c.strangeSource || c.strangeDestination) && Agree(c);
}

bool
HopLimitAfterFragments(Comparison& c)
{
    const bool unfinished = c.plan.moreFragments && c.plan.damage == Damage::LengthTooSmall;
    return c.reason == Reason::HopLimitExceeded && c.theirs.empty() && c.plan.IsFragment() &&
           (c.plan.IsIcmp() || unfinished) && Agree(c);
}

/** IPv4's protocol 58, IPv6's next header 1, or behind what a parser does not skip. */
bool
HiddenIcmp(Comparison& c)
{
    const bool foreign =
        c.plan.upper == Upper::Other && (c.plan.protocol == 58 || c.plan.protocol == 1);
    const bool behind = !c.plan.behindFragment.second.empty() && c.plan.IsIcmp();
    return c.reason == Reason::HopLimitExceeded && c.ours.empty() && (foreign || behind) &&
           c.theirs.size() == 1 && Agree(c);
}

bool
ErrorAboutLaterFragment(Comparison& c)
{
    return c.plan.fragmentOffset != 0 && c.ours.empty() && c.reason != Reason::None &&
           c.theirs.size() == 1 && Agree(c);
}

} // namespace ns3::v6lab::test::explain
