// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/fragment-store.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** What the limit counts for book-keeping: about what the memory allocator takes. */
constexpr uint32_t DATAGRAM_COST = 512;
constexpr uint32_t PIECE_COST = 64;
constexpr uint32_t HELD_COST = 96;

/** RFC 791 3.2 tells datagrams apart by the protocol as well; RFC 8200 4.5 does not. */
Datagram::Key
ToKey(const ParsedPacket& packet)
{
    const uint8_t protocol = packet.source.IsV4() ? packet.protocol : uint8_t{0};
    return {packet.source, packet.destination, protocol, packet.identification};
}

/** FNV-1a. Whoever makes two fragments with one digest loses the second of them, no more. */
uint64_t
DigestOf(const PacketIn& in, const ParsedPacket& packet)
{
    uint64_t digest = 0xcbf29ce484222325 ^ (packet.moreFragments ? 1 : 0);
    for (uint32_t at = packet.upper; at < packet.end; ++at)
    {
        digest = (digest ^ in.bytes[at]) * 0x100000001b3;
    }
    return digest;
}

} // namespace

bool
Datagram::IsComplete() const
{
    uint32_t reached = 0;
    for (const auto& [start, piece] : pieces)
    {
        if (start != reached)
        {
            return false;
        }
        reached = piece.stop;
    }
    return end && reached == *end;
}

Datagram*
FragmentStore::Open(const ParsedPacket& packet, int64_t nowNs)
{
    const auto key = ToKey(packet);
    const auto found = m_byKey.find(key);
    if (found != m_byKey.end())
    {
        return &*found->second;
    }
    if (m_bytes + DATAGRAM_COST > m_limit)
    {
        return nullptr;
    }
    m_datagrams.emplace_back();
    Datagram& datagram = m_datagrams.back();
    datagram.key = key;
    datagram.expiresNs = nowNs + m_timeoutNs;
    Charge(datagram, DATAGRAM_COST);
    m_byKey.emplace(key, --m_datagrams.end());
    return &datagram;
}

FragmentArrival
FragmentStore::Note(Datagram& datagram, const PacketIn& in, const ParsedPacket& packet)
{
    const uint32_t start = packet.fragmentOffset;
    const uint32_t stop = start + packet.GetUpperLength();
    const uint64_t digest = DigestOf(in, packet);
    const auto after = datagram.pieces.lower_bound(start);
    if (after != datagram.pieces.end() && after->first == start && after->second.stop == stop &&
        after->second.digest == digest)
    {
        return FragmentArrival::Duplicate;
    }
    const bool before = after != datagram.pieces.begin() && std::prev(after)->second.stop > start;
    const bool behind = after != datagram.pieces.end() && after->first < stop;
    const bool pastEnd = datagram.end && stop > *datagram.end;
    const bool secondEnd =
        !packet.moreFragments && (datagram.end || (!datagram.pieces.empty() &&
                                                   datagram.pieces.rbegin()->second.stop > stop));
    if (before || behind || pastEnd || secondEnd || start == stop)
    {
        return FragmentArrival::Overlap;
    }
    if (!Charge(datagram, PIECE_COST))
    {
        return FragmentArrival::NoRoom;
    }
    datagram.pieces.emplace(start, Piece{stop, digest});
    if (!packet.moreFragments)
    {
        datagram.end = stop;
    }
    return FragmentArrival::New;
}

bool
FragmentStore::Hold(Datagram& datagram, HeldFragment fragment)
{
    if (!Charge(datagram, static_cast<uint32_t>(fragment.bytes.size()) + HELD_COST))
    {
        return false;
    }
    datagram.held.push_back(std::move(fragment));
    ++m_heldFragments;
    return true;
}

std::vector<HeldFragment>
FragmentStore::Release(Datagram& datagram)
{
    std::vector<HeldFragment> held = std::move(datagram.held);
    datagram.held.clear();
    for (const auto& fragment : held)
    {
        const uint32_t cost = static_cast<uint32_t>(fragment.bytes.size()) + HELD_COST;
        datagram.heldBytes -= cost;
        m_bytes -= cost;
    }
    m_heldFragments -= held.size();
    std::stable_sort(held.begin(), held.end(), [](const auto& a, const auto& b) {
        return a.offset < b.offset;
    });
    return held;
}

void
FragmentStore::Close(Datagram& datagram)
{
    m_bytes -= datagram.heldBytes;
    m_heldFragments -= datagram.held.size();
    const auto found = m_byKey.find(datagram.key);
    const auto place = found->second;
    m_byKey.erase(found);
    m_datagrams.erase(place);
}

Datagram*
FragmentStore::GetFirst()
{
    return m_datagrams.empty() ? nullptr : &m_datagrams.front();
}

std::optional<int64_t>
FragmentStore::GetDeadline() const
{
    return m_datagrams.empty() ? std::nullopt : std::optional(m_datagrams.front().expiresNs);
}

bool
FragmentStore::Charge(Datagram& datagram, uint32_t bytes)
{
    if (m_bytes + bytes > m_limit)
    {
        return false;
    }
    m_bytes += bytes;
    datagram.heldBytes += bytes;
    return true;
}

} // namespace ns3::v6lab
