// SPDX-License-Identifier: GPL-2.0-only
// Packets between hosts behind the same NAT64: RFC 6146 3.8.
#include "model/core/nat64/emission.h"
#include "model/core/nat64/nat64-state.h"
#include "model/core/packet-facts.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** What is at hand of an emission: its head, and what is at hand of its tail. */
std::vector<uint8_t>
BytesAtHand(const Emission& emission, const PacketIn& in)
{
    std::vector<uint8_t> bytes(emission.head.begin(), emission.head.end());
    const uint32_t end = std::min(emission.tail + emission.tailLength, in.available);
    if (end > emission.tail)
    {
        bytes.insert(bytes.end(), in.bytes + emission.tail, in.bytes + end);
    }
    return bytes;
}

bool
ComesBefore(Fate a, Fate b)
{
    const auto rank = [](Fate fate) {
        return fate == Fate::Translated ? 0 : fate == Fate::Held ? 1 : 2;
    };
    return rank(a) < rank(b);
}

} // namespace

/** What was translated to an address of the pool comes in again, as if from the IPv4 side. */
Outcome
Nat64Core::State::TurnBack(const Outcome& first, const Pass& pass)
{
    Outcome result;
    for (const auto& emission : first.emissions)
    {
        TurnBack(emission, pass, result);
        if (result.fate == Fate::NeedsMore)
        {
            return Outcome::Needs(result.needed);
        }
    }
    return result;
}

void
Nat64Core::State::TurnBack(const Emission& emission, const Pass& pass, Outcome& result)
{
    const std::vector<uint8_t> bytes = BytesAtHand(emission, pass.in);
    const auto headSize = static_cast<uint32_t>(emission.head.size());
    const PacketIn again{bytes.data(),
                         static_cast<uint32_t>(bytes.size()),
                         emission.GetLength(),
                         emission.origin};
    const bool mayWait = m_jool && pass.packet.protocol == protocol::TCP;
    const uint32_t kept = std::min(pass.in.length, StoredSyns::KEPT_BYTES_V6);
    if (mayWait && pass.in.available < kept)
    {
        result = Outcome::Needs(kept);
        return;
    }
    const InsideTranslator inside(pass.around);
    const size_t waiting = tables.GetSyns().GetAll().size();
    Outcome second = Handle(again, inside, pass.nowNs, true, false);
    if (mayWait && tables.GetSyns().GetAll().size() > waiting) // the real one keeps it as it came
    {
        tables.ReplaceSyn(pass.in);
    }
    if (second.fate == Fate::NeedsMore)
    {
        result = Outcome::Needs(emission.tail + second.needed - headSize);
        return;
    }
    if (result.emissions.empty() || ComesBefore(second.fate, result.fate))
    {
        result.fate = second.fate;
        result.reason = second.reason;
    }
    for (auto& next : second.emissions)
    {
        if (next.tailLength > 0 && next.tail >= headSize && !pass.owned &&
            next.family == Family::V6)
        {
            next.tail = emission.tail + (next.tail - headSize); // the first packet has it too
        }
        else if (next.tail + next.tailLength > bytes.size()) // rare: a header is left as it is
        {
            result = Outcome::Needs(pass.in.length);
            return;
        }
        else
        {
            Own(next, bytes.data());
        }
        if (next.family == Family::V6)
        {
            result.emissions.push_back(std::move(next));
            continue;
        }
        if (m_jool) // the real translator has no words about the second way
        {
            continue;
        }
        // Our own error about the second way: it goes to a host behind the NAT64 as well.
        const Pass about{again, pass.packet, pass.around, pass.nowNs, true, true};
        Outcome error;
        TurnBack(next, about, error);
        for (auto& translated : error.emissions)
        {
            translated.kind = EmissionKind::IcmpError;
            result.emissions.push_back(std::move(translated));
        }
    }
}

} // namespace ns3::v6lab
