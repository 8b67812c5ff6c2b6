// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_FORWARDER_H
#define V6LAB_IPV4_FORWARDER_H

#include "model/core/icmp-error.h"
#include "model/core/reason.h"
#include "model/core/routing-table.h"

#include "ns3/ipv4-header.h"
#include "ns3/packet.h"

namespace ns3::v6lab
{

class Ipv4Stack;
struct Passage;

/**
 * What an IPv4 router does to a packet of others (RFC 1812 5). Part of Ipv4Stack. IP options do not
 * survive: ns-3's header has no place for them.
 */
class Ipv4Forwarder
{
  public:
    explicit Ipv4Forwarder(Ipv4Stack& stack);

    /** `frame` starts with its header, which has been checked; `route` is null if there is none;
     * so is `passage` unless a gate translates. */
    void Forward(const Ptr<const Packet>& frame,
                 const RouteEntry<uint32_t>* route,
                 const Arrived& arrived,
                 const Passage* passage) const;

  private:
    Reason Judge(const Ipv4Header& header, const RouteEntry<uint32_t>* route) const;
    void Refuse(Reason reason,
                const Ptr<const Packet>& frame,
                const Arrived& arrived,
                uint32_t mtu) const;
    void Pass(const Ptr<const Packet>& frame,
              const Ptr<Packet>& payload,
              const Ipv4Header& header,
              const RouteEntry<uint32_t>& route,
              const Passage* passage) const;

    Ipv4Stack& m_stack;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_FORWARDER_H
