// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_EXPLANATIONS_H
#define V6LAB_TEST_EXPLANATIONS_H

#include "test/tayga/differences.h"

/**
 * Each tells whether a comparison shows one known difference, and takes it out then: the table in
 * differences.cc says in a sentence what each one is.
 */
namespace ns3::v6lab::test::explain
{

/** One packet of each, and of this version. */
inline bool
IsPair(const Comparison& c, int version)
{
    return c.ours.size() == 1 && c.theirs.size() == 1 && c.ours[0][0] >> 4 == version &&
           c.theirs[0][0] >> 4 == version;
}

/** We answer the packet with an ICMP error of our own. */
inline bool
IsOurAnswer(const Comparison& c)
{
    return c.reason != Reason::None && c.ours.size() == 1;
}

inline bool
Agree(Comparison& c)
{
    c.theirs = c.ours;
    return true;
}

// Packets that are translated, or should be.
bool DontFragment(Comparison& c);
bool ClearedDontFragment(Comparison& c);
bool NoIdentification(Comparison& c);
bool SegmentsLeft(Comparison& c);
bool ZeroNetwork(Comparison& c);
bool Igmp(Comparison& c);
bool BehindFragment(Comparison& c);
bool SourceRoute(Comparison& c);
bool IcmpChecksum(Comparison& c);
bool OddFragment(Comparison& c);
bool UdpChecksumZero(Comparison& c);
bool DontFragmentOfFragments(Comparison& c);
bool EmptyFragment(Comparison& c);

// Errors that a translator sends itself, or should.
bool HopLimitZero(Comparison& c);
bool ErrorToIllegalSource(Comparison& c);
bool SilentAboutDestination(Comparison& c);
bool CodeOfUnreachable(Comparison& c);
bool PrecedenceOfErrors(Comparison& c);
bool SilentAboutIcmp(Comparison& c);
bool HopLimitAfterAddresses(Comparison& c);
bool HopLimitAfterFragments(Comparison& c);
bool HiddenIcmp(Comparison& c);
bool ErrorAboutLaterFragment(Comparison& c);

// Errors of others that are translated, and what they quote.
bool QuotedDontFragment(Comparison& c);
bool Truncated(Comparison& c);
bool QuotedFragmentOfIcmp(Comparison& c);
bool ParameterProblem(Comparison& c);
bool AddressUnreachable(Comparison& c);
bool PacketTooBigWithoutMtu(Comparison& c);
bool ErrorFromStrangeSource(Comparison& c);
bool QuotedAnswer(Comparison& c);
bool QuotedExtensions(Comparison& c);
bool QuotedZeroChecksum(Comparison& c);
bool QuotedCutShort(Comparison& c);
bool SourceOfError(Comparison& c);
bool QuotedFragmentHeader(Comparison& c);
bool SmallestMtu(Comparison& c);

} // namespace ns3::v6lab::test::explain

#endif // V6LAB_TEST_EXPLANATIONS_H
