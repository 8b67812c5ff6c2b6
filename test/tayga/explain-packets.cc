// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/explanations.h"
#include "test/tayga/patch.h"

namespace ns3::v6lab::test::explain
{

namespace
{

constexpr uint8_t LOOSE_SOURCE_ROUTE = 131;
constexpr uint8_t IGMP = 2;
constexpr uint8_t ROUTING = 43;

} // namespace

bool
DontFragment(Comparison& c)
{
    if (!IsPair(c, 4) || c.reason != Reason::None || c.plan.fragmentHeader ||
        c.ours[0].size() > 1260 || Word(c.theirs[0], 6) != 0x4000)
    {
        return false;
    }
    SetWord(c.theirs[0], 6, 0);
    FixHeader(c.theirs[0], 0);
    return true;
}

/** After a Packet Too Big that said less than 1280, for that destination only. */
bool
ClearedDontFragment(Comparison& c)
{
    if (!IsPair(c, 4) || c.reason != Reason::None || c.plan.fragmentHeader ||
        c.ours[0].size() <= 1260 || c.ours[0].size() > 1300 || Word(c.theirs[0], 6) != 0 ||
        Word(c.ours[0], 6) != 0x4000)
    {
        return false;
    }
    SetWord(c.theirs[0], 6, 0x4000);
    FixHeader(c.theirs[0], 0);
    return true;
}

bool
NoIdentification(Comparison& c)
{
    if (!IsPair(c, 4) || c.plan.fragmentHeader || Word(c.theirs[0], 4) == Word(c.ours[0], 4))
    {
        return false;
    }
    SetWord(c.theirs[0], 4, Word(c.ours[0], 4));
    FixHeader(c.theirs[0], 0);
    return true;
}

bool
SegmentsLeft(Comparison& c)
{
    return c.plan.Has(ROUTING) && c.reason == Reason::SegmentsLeft && Agree(c);
}

bool
ZeroNetwork(Comparison& c)
{
    const IpAddress zero = IpAddress::V4(0);
    return (c.plan.source == zero || c.plan.destination == zero) && c.reason != Reason::None &&
           !c.theirs.empty() && Agree(c);
}

bool
Igmp(Comparison& c)
{
    return c.plan.family == Family::V4 && c.plan.protocol == IGMP && c.ours.empty() &&
           c.reason == Reason::IcmpNotTranslatable && Agree(c);
}

bool
BehindFragment(Comparison& c)
{
    return !c.plan.behindFragment.second.empty() && c.ours.empty() &&
           c.reason == Reason::ExtensionBehindFragment && Agree(c);
}

bool
SourceRoute(Comparison& c)
{
    return c.plan.HasOption(LOOSE_SOURCE_ROUTE) && c.reason == Reason::SourceRoute && Agree(c);
}

bool
IcmpChecksum(Comparison& c)
{
    // The checksum covers what a length that is too small cuts off.
    const bool wrong =
        c.plan.damage == Damage::UpperChecksum || c.plan.damage == Damage::LengthTooSmall;
    return c.plan.IsIcmp() && wrong && c.theirs.empty() && Agree(c);
}

/** More fragments follow, so the length must be a multiple of 8; a quotation's often is not. */
bool
OddFragment(Comparison& c)
{
    const bool own = c.plan.moreFragments && c.plan.damage == Damage::LengthTooSmall;
    const bool quoted = c.plan.quoted && c.plan.quoted->moreFragments;
    return (own || quoted) && c.theirs.empty() && Agree(c);
}

bool
UdpChecksumZero(Comparison& c)
{
    if (!IsPair(c, 4) || c.plan.upper != Upper::Udp || Word(c.theirs[0], 26) != 0 ||
        Word(c.ours[0], 26) != 0xffff)
    {
        return false;
    }
    SetWord(c.theirs[0], 26, 0xffff);
    return true;
}

bool
DontFragmentOfFragments(Comparison& c)
{
    if (c.plan.family != Family::V4 || !c.plan.dontFragment || !c.plan.IsFragment() ||
        c.ours.size() != 1 || c.theirs.size() < 2)
    {
        return false;
    }
    c.theirs = {JoinFragments(c.theirs)};
    return true;
}

bool
EmptyFragment(Comparison& c)
{
    return c.plan.family == Family::V4 && c.plan.IsFragment() && c.plan.payload.empty() &&
           c.theirs.empty() && Agree(c);
}

} // namespace ns3::v6lab::test::explain
