// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT44_TABLE_H
#define V6LAB_NAT44_TABLE_H

#include "model/core/nat44/nat44-settings.h"
#include "model/core/nat64/expiry-queues.h"
#include "model/core/nat64/pool4.h"
#include "model/core/nat64/table-hash.h"

#include <list>
#include <optional>
#include <unordered_map>

namespace ns3::v6lab
{

/**
 * Which outside port stands for which host and port inside. Mappings do not depend on the remote
 * end (RFC 4787 REQ-1, RFC 5382 REQ-1, RFC 5508 REQ-1); packets of both directions keep them alive.
 */
class Nat44Table
{
  public:
    /** An outside port, or why there is none: PoolExhausted, BindingLimit or TcpWithoutSession. */
    struct Port
    {
        uint16_t port{0};
        Reason reason{Reason::None};
    };

    /** `outside` is the one address that all hosts share. */
    Nat44Table(const Nat44Settings& settings, const IpAddress& outside);

    /** For a packet from inside; makes the mapping if there is none. */
    Port Outbound(BibKind kind,
                  const TransportAddress& inside,
                  const TransportAddress& remote,
                  uint8_t tcpFlags,
                  int64_t nowNs);
    /** For a packet from outside; nothing if nobody inside has the port. */
    std::optional<TransportAddress> Inbound(BibKind kind,
                                            uint16_t port,
                                            uint8_t tcpFlags,
                                            int64_t nowNs);
    /** The same without touching a timer: ICMP errors (RFC 5508 REQ-6). */
    std::optional<uint16_t> FindPort(BibKind kind, const TransportAddress& inside) const;
    std::optional<TransportAddress> FindInside(BibKind kind, uint16_t port) const;

    /** Removes what has not been used for its timeout. */
    void Expire(int64_t nowNs);
    uint32_t GetSize(BibKind kind) const;

  private:
    /** Two stages of TCP: until an answer comes and once it ends, and in between. */
    struct Mapping
    {
        TransportAddress inside;
        int64_t expiresNs{0};
        uint16_t port{0};
        BibKind kind{BibKind::Udp};
        TimerClass timer{TimerClass::None};
        bool answered{false};
        bool closing{false};
    };

    struct Hash
    {
        TableHash keyed;

        size_t operator()(uint64_t key) const
        {
            return keyed(key, 0);
        }
    };

    using Queue = std::list<Mapping>;
    using Index = std::unordered_map<uint64_t, Queue::iterator, Hash>;

    Port Make(BibKind kind,
              const TransportAddress& inside,
              const TransportAddress& remote,
              int64_t nowNs);
    /** To the end of the queue of its timer; all timers of a queue last equally long. */
    void Touch(Queue::iterator mapping, int64_t nowNs);
    void Erase(Queue::iterator mapping, int64_t nowNs);
    int64_t GetTimeout(TimerClass timer) const;

    Nat44Settings m_settings;
    IpAddress m_outside;
    Pool4 m_pool;
    Queue m_queues[TIMER_CLASSES]; //!< in the order in which they expire
    Index m_byInside;
    Index m_byPort;
    uint32_t m_sizes[BIB_KINDS]{};
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT44_TABLE_H
