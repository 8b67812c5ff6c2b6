// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_HELD_PACKETS_H
#define V6LAB_FUZZ_HELD_PACKETS_H

#include "helper/translate/packet-translator.h"

#include <map>
#include <vector>

namespace ns3::v6lab::fuzz
{

/**
 * The packets of a translator by their handles. One that is held leaves, is told of as dropped, or
 * as joined to another one: one of these, once. Throws std::logic_error otherwise.
 */
class HeldPackets
{
  public:
    /** A packet that comes in; its bytes stay where they are until Settle(). */
    PacketIn Add(std::vector<uint8_t> packet);
    /** What the core told of a packet that was held: dropped or joined. */
    void End(uint64_t handle);
    /** What a packet led to, or a timer without one (`in` is 0), put together. */
    std::vector<SentPacket> Settle(const std::vector<Emission>& emissions,
                                   int64_t nowNs,
                                   uint64_t in,
                                   bool held);

    bool IsEmpty() const
    {
        return m_held.empty();
    }

  private:
    const std::vector<uint8_t>& BytesOf(uint64_t handle) const;

    uint64_t m_handles{0};
    std::vector<uint8_t> m_current;
    std::map<uint64_t, std::vector<uint8_t>> m_held;
};

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_HELD_PACKETS_H
