// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ICMPV6_STACK_H
#define V6LAB_ICMPV6_STACK_H

#include "model/routing/waiting-packets.h"

#include "ns3/icmpv6-l4-protocol.h"

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * ns-3's ICMPv6, which also sends what waits for a neighbour's link-layer address when the
 * neighbour tells it unasked: in a solicitation of its own, which two that look for each other at
 * once both send, or in an unsolicited advertisement (RFC 4861 appendix C). ns-3 throws these
 * packets away.
 *
 * Each packet that waited in vain is told, and its source, if that can be.
 *
 * Of redirects it heeds the link-layer address (8.3), and not the way: ns-3 would read beyond the
 * end of one without the redirected header, which is optional.
 */
class Icmpv6Stack : public Icmpv6L4Protocol
{
  public:
    static TypeId GetTypeId();
    Icmpv6Stack();
    TypeId GetInstanceTypeId() const override;

    using Icmpv6L4Protocol::Receive;
    enum IpL4Protocol::RxStatus Receive(Ptr<Packet> packet,
                                        const Ipv6Header& header,
                                        Ptr<Ipv6Interface> interface) override;

    using Icmpv6L4Protocol::Lookup;
    /** A neighbour that is being probed is sent to (7.3.3); ns-3 would hold and lose packets. */
    bool Lookup(Ptr<Packet> packet,
                const Ipv6Header& header,
                Ipv6Address neighbour,
                Ptr<NetDevice> device,
                Ptr<NdiscCache> cache,
                ns3::Address* linkLayer) override;

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    static void Redirect(const Ptr<const Packet>& message, const Ptr<Ipv6Interface>& interface);

    Ptr<Ipv6Stack> m_ipv6;
    WaitingPackets m_waiting;
};

/** Sends what waits for a neighbour whose link-layer address has just been learned (STALE). */
void SendWaiting(const Ptr<Ipv6Interface>& interface, const Ipv6Address& neighbour);

} // namespace ns3::v6lab

#endif // V6LAB_ICMPV6_STACK_H
