// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_FLOWS_H
#define V6LAB_FIREWALL_FLOWS_H

#include "model/core/azure/rewrite.h"
#include "model/core/firewall/firewall-settings.h"
#include "model/core/nat64/place-index.h"
#include "model/core/nat64/state-records.h"
#include "model/core/nat64/table-hash.h"
#include "model/core/nat64/timer-queues.h"
#include "model/core/packet-facts.h"

namespace ns3::v6lab
{

/** Addresses and ports of a packet on a wire; ports are 0 where there are none. */
struct FirewallEnds
{
    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint8_t protocol{0};

    static FirewallEnds Of(const PacketFacts& packet);

    /** Those of the answer. */
    FirewallEnds Back() const
    {
        return {destination, source, destinationPort, sourcePort, protocol};
    }

    friend bool operator==(const FirewallEnds& a, const FirewallEnds& b)
    {
        return a.sourcePort == b.sourcePort && a.destinationPort == b.destinationPort &&
               a.protocol == b.protocol && a.source == b.source && a.destination == b.destination;
    }
};

enum class FirewallTimer : uint8_t
{
    TcpHalfOpen,
    TcpIdle,
    TcpClosing,
    Udp,
    Icmp,
    Other,
    None, //!< in no queue
};

constexpr size_t FIREWALL_TIMERS = 6;

/** A flow, as its packets come in from both sides. */
struct FirewallFlow
{
    FirewallEnds there; //!< from who began
    FirewallEnds back;  //!< to who began; not there.Back() if addresses are translated
    int64_t expiresNs{0};
    uint32_t previous{NO_RECORD}; //!< in the queue of its timer
    uint32_t next{NO_RECORD};
    FirewallTimer timer{FirewallTimer::None};
    TcpState state{TcpState::Closed}; //!< V6 is who began, V4 who answers, as in RFC 6146
    bool hasPort{false};              //!< `back` goes to a port of SNAT

    /** What its packets need, of the direction that `back` says. */
    azure::Rewrite RewriteOf(bool isBack) const;
};

/** Flows that a firewall let pass, found from both sides. */
class FirewallFlows
{
  public:
    explicit FirewallFlows(const FirewallSettings& settings);

    struct Found
    {
        uint32_t place{NO_RECORD};
        bool isBack{false};

        explicit operator bool() const
        {
            return place != NO_RECORD;
        }
    };

    /** By a packet as it comes in. */
    Found Find(const FirewallEnds& ends) const;
    /**
     * Neither side may be there yet. If there are too many, the flow that is idle for longest is
     * forgotten.
     */
    uint32_t Add(const FirewallEnds& there, const FirewallEnds& back, bool hasPort);
    void Remove(uint32_t place);
    void Start(uint32_t place, FirewallTimer timer, int64_t nowNs);
    /** Forgets what is idle for too long. */
    void Expire(int64_t nowNs);

    FirewallFlow& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const FirewallFlow& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    uint32_t GetSize() const
    {
        return m_size;
    }

    /** Flows that hold a port of SNAT. */
    uint32_t GetPorts() const
    {
        return m_ports;
    }

  private:
    uint64_t HashOf(const FirewallEnds& ends) const;
    int64_t SpanOf(FirewallTimer timer) const;

    uint32_t m_limit;
    FirewallTimeouts m_timeouts;
    TableHash m_hash;
    Slab<FirewallFlow> m_records;
    TimerQueues<FirewallFlow, FIREWALL_TIMERS> m_queues;
    PlaceIndex m_index; //!< of both sides
    uint32_t m_size{0};
    uint32_t m_ports{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_FLOWS_H
