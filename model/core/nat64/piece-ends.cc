// SPDX-License-Identifier: GPL-2.0-only
// Who is told what became of pieces that waited.
#include "model/core/nat64/nat64-state.h"

#include <algorithm>

namespace ns3::v6lab
{

/**
 * Who watches is told of packets that were held before. A hairpinned packet may be held on its
 * second way and end there while the one behind it is looked at, all within one call: that is the
 * call's own outcome.
 */
void
Nat64Core::State::TellDropped(uint64_t handle, Reason reason, int64_t nowNs)
{
    if (handle == m_current)
    {
        m_currentLost = reason;
        return;
    }
    tables.Dropped(handle, reason, nowNs);
}

void
Nat64Core::State::TellJoined(uint64_t handle, int64_t nowNs)
{
    if (handle == m_current)
    {
        m_currentJoined = true;
        return;
    }
    tables.Joined(handle, nowNs);
}

void
Nat64Core::State::SettleCurrent(uint64_t handle, Outcome& outcome) const
{
    const bool left = std::any_of(outcome.emissions.begin(),
                                  outcome.emissions.end(),
                                  [&](const Emission& emission) {
                                      return emission.kind == EmissionKind::Translated &&
                                             emission.origin == handle;
                                  });
    if (left || m_currentJoined)
    {
        outcome.fate = Fate::Translated;
    }
    else if (m_currentLost != Reason::None)
    {
        outcome.fate = Fate::Dropped;
        outcome.reason = m_currentLost;
    }
}

/** What leaves comes from the first piece alone, and `outcome` is about the one that came last. */
void
Nat64Core::State::TellPieces(const Pass& last,
                             const std::vector<HeldFragment>& pieces,
                             Outcome& outcome)
{
    const uint64_t first = pieces.front().handle;
    for (const auto& piece : pieces)
    {
        if (piece.handle == last.in.handle)
        {
            continue;
        }
        if (outcome.fate == Fate::Dropped)
        {
            TellDropped(piece.handle, outcome.reason, last.nowNs);
        }
        else if (piece.handle != first)
        {
            TellJoined(piece.handle, last.nowNs);
        }
    }
    if (outcome.fate == Fate::Held && first != last.in.handle)
    {
        outcome.fate = Fate::Translated; // the SYN waits under the name of its first piece
    }
}

} // namespace ns3::v6lab
