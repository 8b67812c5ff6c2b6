// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PORT_BLOCKS_H
#define V6LAB_PORT_BLOCKS_H

#include "model/core/nat64/free-set.h"
#include "model/core/nat64/pool-ranges.h"
#include "model/core/nat64/port-selector.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/**
 * Blocks of ports that subscribers get as they need them and give back when the last port is free
 * (RFC 7422 2, step 4). A block is for all protocols.
 */
class PortBlocks
{
  public:
    /** One block: which address of the pool, and which block of its ports. */
    struct Id
    {
        uint32_t index{0};
        uint16_t block{0};
    };

    /** Cuts what each address has; `dynamic` (if there) instead of all its ports. */
    PortBlocks(const PoolRanges& ranges, uint32_t size, std::optional<PortSpans> dynamic);

    void SetWatch(BlockWatch watch)
    {
        m_watch = std::move(watch);
    }

    /** In the order in which the subscriber got them. */
    const std::vector<Id>& HeldBy(const IpAddress& subscriber) const;
    PortSpan SpanOf(const Id& id) const;
    /** The block that the port lies in; nothing for ports that no block has. */
    std::optional<Id> Find(uint32_t index, uint16_t port) const;
    /** The first address from `start` on, around, with a free block. */
    std::optional<uint32_t> FindAddress(uint32_t start) const;
    bool HasFree(uint32_t index) const;
    /** A free block of the address, by chance; there must be one. */
    Id Grant(const IpAddress& subscriber, uint32_t index, PortRandom& random);
    /** The block for the subscriber, if it is free or the subscriber's; false if another has it. */
    bool GrantThis(const IpAddress& subscriber, const Id& id);
    /** A port of a granted block is in use. */
    void Use(const Id& id);
    /** It is no more; a block without used ports goes back. */
    void Unuse(const Id& id);
    /** Ports of all blocks of the pool, for one protocol. */
    uint64_t GetCapacity() const;

  private:
    struct Grants
    {
        IpAddress subscriber;
        uint32_t uses{0};
    };

    const PortSpans& SpansOf(uint32_t index) const;
    uint32_t CountOf(uint32_t index) const;
    FreeSet& FreeAt(uint32_t index);
    void Record(const IpAddress& subscriber, const Id& id);
    void Tell(const IpAddress& subscriber, const Id& id, bool allocated) const;

    static uint64_t KeyOf(const Id& id)
    {
        return uint64_t{id.index} << 16 | id.block;
    }

    const PoolRanges& m_ranges;
    uint32_t m_size;
    std::optional<PortSpans> m_dynamic;
    BlockWatch m_watch;
    std::vector<std::unique_ptr<FreeSet>> m_free; //!< of blocks, by address
    std::vector<uint32_t> m_freeCount;
    std::unordered_map<uint64_t, Grants> m_granted;
    std::unordered_map<IpAddress, std::vector<Id>> m_held;
};

} // namespace ns3::v6lab

#endif // V6LAB_PORT_BLOCKS_H
