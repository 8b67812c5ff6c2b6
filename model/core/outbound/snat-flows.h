// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SNAT_FLOWS_H
#define V6LAB_SNAT_FLOWS_H

#include "model/core/azure/security-rule.h"
#include "model/core/nat64/place-index.h"
#include "model/core/nat64/state-records.h"
#include "model/core/nat64/table-hash.h"
#include "model/core/nat64/timer-queues.h"
#include "model/core/outbound/snat-settings.h"

#include <optional>

namespace ns3::v6lab::azure
{

/** One end inside, one on the Internet. */
struct SnatEnds
{
    IpAddress inside;
    IpAddress remote;
    uint16_t insidePort{0};
    uint16_t remotePort{0};
    uint8_t protocol{0};
    Index nic{NOTHING}; //!< networks may use the same addresses
};

/** A public port, and who it is used with. */
struct SnatOutside
{
    IpAddress remote;
    uint16_t remotePort{0};
    uint16_t port{0};
    uint8_t address{0}; //!< its number
    uint8_t protocol{0};
};

enum class SnatTimer : uint8_t
{
    HalfOpen,
    TcpIdle,
    FinHold,
    ResetHold,
    UdpIdle,
    UdpHold,
    None, //!< in no queue
};

constexpr size_t SNAT_TIMERS = 6;

/** One entry; small, because there may be millions. */
struct alignas(64) SnatFlow
{
    uint8_t inside[16]{};
    uint8_t remote[16]{};
    int64_t expiresNs{0};
    uint32_t previous{NO_RECORD}; //!< in the queue of its timer
    uint32_t next{NO_RECORD};
    Index nic{NOTHING};
    uint16_t insidePort{0};
    uint16_t outsidePort{0};
    uint16_t remotePort{0};
    uint8_t address{0}; //!< number of the public one
    uint8_t protocol{0};
    SnatTimer timer{SnatTimer::None};
    TcpState state{TcpState::Closed}; //!< V6 is inside, V4 the Internet, as in RFC 6146
    bool detached{false};             //!< only holds its port: the host inside may call anew
    bool isV6{false};

    bool IsHeld() const
    {
        return timer == SnatTimer::FinHold || timer == SnatTimer::ResetHold ||
               timer == SnatTimer::UdpHold;
    }

    IpAddress GetInside() const;
    IpAddress GetRemote() const;
};

static_assert(sizeof(SnatFlow) == 64);

/** Flows through shared public addresses, found from inside and from outside. */
class SnatFlows
{
  public:
    explicit SnatFlows(uint64_t seed);
    SnatFlows(const SnatFlows&) = delete;
    SnatFlows& operator=(const SnatFlows&) = delete;

    /** NO_RECORD if there is none; detached ones are not found. */
    uint32_t FindInside(const SnatEnds& ends) const;
    uint32_t FindOutside(const SnatOutside& outside) const;
    /** Neither side may be there yet; the flow's timer does not run. */
    uint32_t Add(const SnatEnds& ends, const SnatOutside& outside);
    void Detach(uint32_t place);
    void Remove(uint32_t place);
    void Start(uint32_t place, SnatTimer timer, int64_t expiresNs);
    /** A flow whose timer ran out; NO_RECORD if there is none. */
    uint32_t GetExpired(int64_t nowNs);
    /** When GetExpired() has the next one. */
    std::optional<int64_t> GetDeadline();

    SnatFlow& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const SnatFlow& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    uint32_t GetSize() const
    {
        return m_outside.GetSize();
    }

  private:
    uint64_t HashOf(const uint8_t* address, uint64_t rest) const;
    uint64_t HashInside(const SnatFlow& flow) const;
    uint64_t HashOutside(const SnatFlow& flow) const;
    uint64_t HashInside(const SnatEnds& ends) const;
    uint64_t HashOutside(const SnatOutside& outside) const;

    TableHash m_hash;
    Slab<SnatFlow> m_records;
    TimerQueues<SnatFlow, SNAT_TIMERS> m_queues;
    PlaceIndex m_inside;
    PlaceIndex m_outside;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_SNAT_FLOWS_H
