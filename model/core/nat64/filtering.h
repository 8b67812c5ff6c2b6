// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FILTERING_H
#define V6LAB_FILTERING_H

#include "model/core/icmp-error.h"
#include "model/core/nat64/flow-tuple.h"
#include "model/core/nat64/nat64-tables.h"
#include "model/core/nat64/tcp-machine.h"

namespace ns3::v6lab
{

/** What becomes of a packet after RFC 6146 3.5. */
struct Ruling
{
    enum class Kind : uint8_t
    {
        Forward, //!< with the address and port `other`
        Drop,    //!< for `reason`, with `error` if there is one
        Store,   //!< a SYN from the IPv4 side that waits; dropped for `reason` if it cannot
    };

    Kind kind{Kind::Drop};
    TransportAddress other; //!< T, t for a packet from IPv6; X', x for one from IPv4
    Reason reason{Reason::None};
    std::optional<IcmpError> error;
};

/** Filtering and updating of bindings and sessions: RFC 6146 3.5. */
class Filtering
{
  public:
    Filtering(const Nat64Settings& settings, Nat64Tables& tables);

    /** A packet of an IPv6 host to the IPv4 transport address `remote4`. */
    Ruling From6(const FlowTuple& tuple, const TransportAddress& remote4, int64_t nowNs);
    /** A packet of an IPv4 host; its source is the remote transport address. */
    Ruling From4(const FlowTuple& tuple, int64_t nowNs);

  private:
    Ruling FromTcp6(const FlowTuple& tuple, const TransportAddress& remote4, int64_t nowNs);
    Ruling FromTcp4(const FlowTuple& tuple, int64_t nowNs);
    Ruling OpenFrom6(const FlowTuple& tuple,
                     const TransportAddress& remote4,
                     TimerClass timer,
                     int64_t nowNs);
    Ruling FromBound6(const FlowTuple& tuple, Reason otherwise) const;
    Ruling OpenFrom4(const FlowTuple& tuple, TimerClass timer, int64_t nowNs);
    Ruling OpenTcpFrom4(const FlowTuple& tuple, uint32_t binding, int64_t nowNs);
    /** Whether address-dependent filtering lets this IPv4 host in. */
    bool LetsIn(uint32_t binding, const IpAddress& remote4) const;
    void Apply(TcpEvent event, uint32_t session, int64_t nowNs);
    Ruling NoRoom(Reason reason) const;
    Ruling Unbound(const FlowTuple& tuple) const;
    Ruling Filtered() const;

    bool m_jool;
    bool m_addressDependent;
    bool m_dropExternalTcp;
    bool m_dropIcmpQueries;
    bool m_inboundRefreshesUdp;
    bool m_answerUnbound;
    bool m_answerFiltered;
    bool m_rstEndsHalfClosed;
    Nat64Tables& m_tables;
};

} // namespace ns3::v6lab

#endif // V6LAB_FILTERING_H
