// SPDX-License-Identifier: GPL-2.0-only
#include "test/tayga/differences.h"

#include "test/support/hostile.h"
#include "test/tayga/patch.h"

#include <algorithm>

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t LOOSE_SOURCE_ROUTE = 131;
constexpr uint8_t IGMP = 2;
constexpr uint8_t ROUTING = 43;

/** One packet of each, and of this version. */
bool
IsPair(const Comparison& c, int version)
{
    return c.ours.size() == 1 && c.theirs.size() == 1 && c.ours[0][0] >> 4 == version &&
           c.theirs[0][0] >> 4 == version;
}

/** We answer the packet with an ICMP error of our own. */
bool
IsOurAnswer(const Comparison& c)
{
    return c.reason != Reason::None && c.ours.size() == 1;
}

bool
Agree(Comparison& c)
{
    c.theirs = c.ours;
    return true;
}

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
HopLimitZero(Comparison& c)
{
    return c.plan.hopLimit == 0 && c.theirs.empty() && c.reason == Reason::HopLimitExceeded &&
           Agree(c);
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

bool
ErrorAboutLaterFragment(Comparison& c)
{
    return c.plan.fragmentOffset != 0 && c.ours.empty() && c.reason != Reason::None &&
           c.theirs.size() == 1 && Agree(c);
}

} // namespace

const std::vector<Difference>&
KnownDifferences()
{
    static const std::vector<Difference> differences{
        {"TAYGA sets Don't Fragment in every packet without a fragment header, also up to 1260 "
         "bytes",
         "RFC 7915 5.1",
         DontFragment},
        {"TAYGA clears Don't Fragment up to 1300 bytes where a path's MTU was said to be below "
         "1280",
         "RFC 7915 5.1",
         ClearedDontFragment},
        {"TAYGA leaves the identification of unfragmented packets 0 or counts by destination",
         "RFC 7915 5.1",
         NoIdentification},
        {"TAYGA drops packets that come with hop limit 0 without a word",
         "RFC 7915 4.1, 5.1",
         HopLimitZero},
        {"TAYGA skips routing headers with segments left", "RFC 7915 5.1", SegmentsLeft},
        {"TAYGA translates 0.0.0.0", "RFC 7915 4.1", ZeroNetwork},
        {"TAYGA answers packets from illegal sources", "RFC 7915 5.1", ErrorToIllegalSource},
        {"TAYGA drops packets to addresses that are none of a host without a word",
         "RFC 7915 4.4, 5.4",
         SilentAboutDestination},
        {"TAYGA's Destination Unreachable has code 0 or 5 where the RFC says 1",
         "RFC 7915 5.1",
         CodeOfUnreachable},
        {"TAYGA sets Don't Fragment in quoted packets as well", "RFC 7915 5.3", QuotedDontFragment},
        {"TAYGA cuts translated errors to 576 bytes (our profile jool does, too)",
         "RFC 7915 5.2, RFC 1812 4.3.2.3",
         Truncated},
        {"TAYGA sends its errors with precedence 0, not 6", "RFC 1812 4.3.2.5", PrecedenceOfErrors},
        {"TAYGA sends errors about no ICMP message but echo requests",
         "RFC 1812 4.3.2.7, RFC 4443 2.4(e)",
         SilentAboutIcmp},
        {"TAYGA translates IGMP like any protocol", "RFC 7915 4.2", Igmp},
        {"TAYGA translates fragments whose header is followed by an extension header",
         "RFC 7915 5.1.1",
         BehindFragment},
        {"TAYGA does not look at IPv4 options, source routes included",
         "RFC 7915 4.1",
         SourceRoute},
        {"TAYGA drops ICMP messages with a wrong checksum; ours updates that of echoes",
         "RFC 7915 4.2, 5.2",
         IcmpChecksum},
        {"TAYGA drops errors that quote a fragment of an ICMP message",
         "RFC 7915 4.3, 5.3",
         QuotedFragmentOfIcmp},
        {"TAYGA does not translate Parameter Problem, but for unknown next headers",
         "RFC 7915 4.2, 5.2",
         ParameterProblem},
        {"TAYGA does not translate Address Unreachable", "RFC 7915 5.2", AddressUnreachable},
        {"TAYGA drops Packet Too Big whose MTU is 0", "RFC 7915 5.2", PacketTooBigWithoutMtu},
        {"TAYGA drops errors from sources that are illegal or have no counterpart",
         "RFC 7915 4.1, RFC 6791 3, 7915-011",
         ErrorFromStrangeSource},
        {"TAYGA drops fragments, quoted ones too, that are not the last and no multiple of 8 bytes",
         "RFC 791 3.2, RFC 7915 4.3",
         OddFragment},
        {"TAYGA leaves a UDP checksum 0 when that is what the update gives",
         "RFC 768",
         UdpChecksumZero},
        {"TAYGA drops errors that quote an ICMP message other than an echo request",
         "RFC 7915 4.3, 5.3",
         QuotedAnswer},
        {"TAYGA drops errors whose quoted packet has extension headers",
         "RFC 7915 5.3",
         QuotedExtensions},
        {"TAYGA drops errors whose quoted UDP datagram has no checksum",
         "RFC 7915 4.3",
         QuotedZeroChecksum},
        {"TAYGA drops errors that quote less than the transport header",
         "RFC 792, RFC 7915 4.3",
         QuotedCutShort},
        {"TAYGA sends errors from its own address where the embedded one cannot be a source",
         "RFC 7915 4.1, 7915-011",
         SourceOfError},
        {"TAYGA looks at the addresses before it looks at the hop limit",
         "RFC 7915 4.1, 5.1",
         HopLimitAfterAddresses},
        {"TAYGA looks at fragments of ICMP and their length before it looks at the hop limit",
         "RFC 7915 4.1, 5.1",
         HopLimitAfterFragments},
        {"TAYGA answers ICMP errors that hide behind the other version's protocol number or an "
         "extension header",
         "RFC 4443 2.4(e)",
         HiddenIcmp},
        {"TAYGA writes no fragment header into quoted packets",
         "RFC 7915 4.3",
         QuotedFragmentHeader},
        {"TAYGA ignores Don't Fragment on fragments and cuts them to 1280 bytes",
         "RFC 7915 4.1",
         DontFragmentOfFragments},
        {"TAYGA drops fragments without payload", "RFC 791 3.2", EmptyFragment},
        {"TAYGA announces MTUs below 68 bytes", "RFC 791 3.2, RFC 7915 5.2", SmallestMtu},
        {"TAYGA sends errors about fragments other than the first",
         "RFC 1812 4.3.2.7",
         ErrorAboutLaterFragment},
    };
    return differences;
}

} // namespace ns3::v6lab::test
