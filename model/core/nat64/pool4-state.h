// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POOL4_STATE_H
#define V6LAB_POOL4_STATE_H

#include "model/core/nat64/pool-counts.h"
#include "model/core/nat64/pool-settings.h"
#include "model/core/nat64/port-blocks.h"
#include "model/core/nat64/port-ledger.h"
#include "model/core/nat64/port-selector.h"
#include "model/core/nat64/quarantine.h"
#include "model/core/nat64/subscribers.h"

#include <boost/container/static_vector.hpp>

namespace ns3::v6lab
{

/** What a Pool4 is made of. */
class Pool4::State
{
  public:
    explicit State(const PoolSettings& settings);

    Allocation Allocate(const Request& request);
    bool MayClaim(const Request& request, const TransportAddress& outside) const;
    bool Claim(BibKind kind, const TransportAddress& outside, const IpAddress& inside);
    void Release(BibKind kind,
                 const TransportAddress& outside,
                 const IpAddress& inside,
                 int64_t nowNs);
    bool Owns(BibKind kind, const TransportAddress& outside) const;

    const PoolRanges& GetRanges() const
    {
        return m_ranges;
    }

    const PoolCounts& GetCounts() const
    {
        return m_counts;
    }

    void SetBlockWatch(BlockWatch watch);

  private:
    /** One transport address by number, or why there is none. */
    struct Found
    {
        uint32_t index{0};
        uint16_t port{0};
        Reason reason{Reason::None};
    };

    using Wishes = boost::container::static_vector<PortWish, 4>;

    static Found Nothing(Reason reason)
    {
        return {0, 0, reason};
    }

    /** What the request asks for, the best first (RFC 6146 3.5.1.1). */
    Wishes WishesOf(const Request& request) const;
    Found FindSingle(const Request& request);
    Found PickAt(uint32_t index, const Request& request, const PortWish& wish);
    std::optional<Found> PickIn(uint32_t index, const PortSpan& span, const Request& request);
    Found FindInBlocks(const Request& request);
    std::optional<Found> FindInOwn(const Request& request);
    Found FindInNewBlock(const Request& request, const IpAddress& subscriber);
    std::optional<uint32_t> HomeOf(const Request& request, const IpAddress& subscriber) const;
    uint32_t StartOf(const IpAddress& inside) const;
    /** The subscriber's number in the plan; nothing for addresses outside it. */
    std::optional<uint64_t> NumberOf(const IpAddress& inside) const;
    bool MayHaveBlock(const Request& request, const IpAddress& subscriber) const;
    bool MayClaimInBlocks(const Request& request, const TransportAddress& outside) const;
    bool ClaimInBlocks(uint32_t index, uint16_t port, const IpAddress& inside);
    bool IsOwnPort(uint32_t index, uint16_t port) const;
    void Free(uint32_t index, BibKind kind, uint16_t port);
    void EndRests(int64_t nowNs);
    uint64_t CapacityOf(BibKind kind) const;

    PoolSettings m_settings;
    PoolRanges m_ranges;
    PortLedger m_ledger;
    std::unique_ptr<PortSelector> m_selector;
    PortRandom m_random;
    uint64_t m_secret; //!< of the choice of addresses
    Quarantine m_resting;
    Subscribers m_subscribers;
    std::optional<DeterministicPlan> m_plan;
    std::optional<PortBlocks> m_blocks;
    PoolCounts m_counts;
};

} // namespace ns3::v6lab

#endif // V6LAB_POOL4_STATE_H
