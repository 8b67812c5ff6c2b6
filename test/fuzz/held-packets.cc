// SPDX-License-Identifier: GPL-2.0-only
#include "test/fuzz/held-packets.h"

#include "test/fuzz/judge.h"

#include <set>

namespace ns3::v6lab::fuzz
{

PacketIn
HeldPackets::Add(std::vector<uint8_t> packet)
{
    m_current = std::move(packet);
    const auto size = static_cast<uint32_t>(m_current.size());
    return {m_current.data(), size, size, ++m_handles};
}

void
HeldPackets::End(uint64_t handle)
{
    Require(m_held.erase(handle) == 1, "a packet ended that was not held, or a second time");
}

const std::vector<uint8_t>&
HeldPackets::BytesOf(uint64_t handle) const
{
    if (handle == m_handles)
    {
        return m_current;
    }
    const auto held = m_held.find(handle);
    Require(held != m_held.end(), "a packet left that was not held, or had ended");
    return held->second;
}

std::vector<SentPacket>
HeldPackets::Settle(const std::vector<Emission>& emissions, int64_t nowNs, uint64_t in, bool held)
{
    std::vector<SentPacket> all;
    std::set<uint64_t> left;
    for (const Emission& emission : emissions)
    {
        SentPacket sent{nowNs, emission.family, emission.kind, {}};
        sent.bytes.assign(emission.head.begin(), emission.head.end());
        if (emission.kind == EmissionKind::Translated)
        {
            const auto& bytes = BytesOf(emission.origin);
            Require(uint64_t{emission.tail} + emission.tailLength <= bytes.size(),
                    "a packet left with bytes that it did not have");
            const auto from = bytes.begin() + emission.tail;
            sent.bytes.insert(sent.bytes.end(), from, from + emission.tailLength);
            left.insert(emission.origin);
        }
        else
        {
            Require(emission.tailLength == 0, "an error or probe with bytes of a packet");
        }
        all.push_back(std::move(sent));
    }
    Require(!held || left.count(in) == 0, "a packet left and is held");
    if (held)
    {
        m_held[in] = std::move(m_current);
    }
    for (const uint64_t handle : left)
    {
        m_held.erase(handle);
    }
    return all;
}

} // namespace ns3::v6lab::fuzz
