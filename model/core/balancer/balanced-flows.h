// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCED_FLOWS_H
#define V6LAB_BALANCED_FLOWS_H

#include "model/core/address.h"
#include "model/core/nat64/place-index.h"
#include "model/core/nat64/table-hash.h"
#include "model/core/nat64/timer-queues.h"

#include <optional>
#include <vector>

namespace ns3::v6lab::azure
{

/** What a load balancer knows a flow by; both addresses are of the rule's IP version. */
struct FlowKey
{
    IpAddress client;
    IpAddress destination; //!< the frontend, unless packets are only routed through it
    uint16_t clientPort{0};
    uint16_t destinationPort{0};
    uint16_t rule{0};
    uint8_t protocol{0};
};

/** One entry; small, because there may be millions: a packet needs this one line of memory. */
struct alignas(64) BalancedFlow
{
    /** What has been seen of a TCP connection. */
    enum Seen : uint8_t
    {
        ESTABLISHED = 1, //!< more than a SYN came from the client
        CLIENT_FIN = 2,
        SERVER_FIN = 4,
        RESET = 8,
    };

    uint8_t client[16]{};
    uint8_t destination[16]{};
    int64_t expiresNs{0};
    uint32_t previous{NO_RECORD}; //!< in the queue of its timer
    uint32_t next{NO_RECORD};
    uint32_t member{0};
    uint16_t clientPort{0};
    uint16_t destinationPort{0};
    uint16_t rule{0};
    uint8_t protocol{0};
    uint8_t timer{0};
    uint8_t seen{0};

    bool IsClosed() const
    {
        constexpr uint8_t BOTH = CLIENT_FIN | SERVER_FIN;
        return (seen & RESET) || (seen & BOTH) == BOTH;
    }
};

static_assert(sizeof(BalancedFlow) == 64);

/**
 * The flows of a load balancer and the instances that have them. Bounded: when full, the flow that
 * is idle for longest is forgotten. Time is passed in and must not run backwards.
 */
class BalancedFlows
{
  public:
    /** `limit` flows at most. */
    BalancedFlows(uint32_t limit, uint64_t seed);

    /** NO_RECORD if there is none; one that expired but was not removed yet is found, too. */
    uint32_t Find(const FlowKey& key) const;
    /** The key must not be there; the flow's timer does not run yet. */
    uint32_t Add(const FlowKey& key, uint32_t member);
    /** Starts the flow's timer, or starts it anew; `minutes` are 4 to 30. */
    void Touch(uint32_t place, uint16_t minutes, int64_t nowNs);
    void Remove(uint32_t place);
    /** A flow that is to be removed by `nowNs`; NO_RECORD if there is none. */
    uint32_t GetExpired(int64_t nowNs);
    /** When GetExpired() has the next one; nothing if there are no flows. */
    std::optional<int64_t> GetDeadline();

    BalancedFlow& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const BalancedFlow& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    uint32_t GetSize() const
    {
        return m_index.GetSize();
    }

    std::vector<uint32_t> GetPlaces() const
    {
        return m_index.GetPlaces();
    }

  private:
    static constexpr uint16_t FIRST_MINUTES = 4;
    static constexpr size_t TIMEOUTS = 27; //!< whole minutes from 4 to 30

    uint64_t HashOf(const FlowKey& key) const;
    uint64_t HashOf(const BalancedFlow& flow) const;
    void Forget();

    uint32_t m_limit;
    TableHash m_hash;
    Slab<BalancedFlow> m_records;
    TimerQueues<BalancedFlow, TIMEOUTS> m_queues;
    PlaceIndex m_index;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_BALANCED_FLOWS_H
