// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV6_FORWARDER_H
#define V6LAB_IPV6_FORWARDER_H

#include "model/core/icmp-error.h"
#include "model/core/reason.h"
#include "model/core/routing-table.h"

#include "ns3/ipv6-header.h"
#include "ns3/packet.h"

namespace ns3::v6lab
{

class Ipv6Stack;
struct Passage;

/** What an IPv6 router does to a packet of others (RFC 8200, RFC 4443 3). Part of Ipv6Stack. */
class Ipv6Forwarder
{
  public:
    explicit Ipv6Forwarder(Ipv6Stack& stack);

    /** `frame` starts with its header, which has been checked; `route` is null if there is none;
     * so is `passage` unless a gate translates. */
    void Forward(const Ptr<const Packet>& frame,
                 uint32_t interface,
                 const RouteEntry<Key128>* route,
                 const Arrived& arrived,
                 const Passage* passage) const;

  private:
    Reason Judge(const Ipv6Header& header,
                 uint32_t interface,
                 const RouteEntry<Key128>* route) const;
    void Refuse(Reason reason,
                const Ptr<const Packet>& frame,
                const Arrived& arrived,
                uint32_t mtu) const;

    Ipv6Stack& m_stack;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV6_FORWARDER_H
