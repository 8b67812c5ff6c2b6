// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV6_SENDER_H
#define V6LAB_IPV6_SENDER_H

#include "model/core/icmp-error.h"
#include "model/core/packet-facts.h"
#include "model/core/reason.h"
#include "model/routing/detour.h"

#include "ns3/ipv6-header.h"
#include "ns3/ipv6-route.h"
#include "ns3/packet.h"

#include <optional>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * How packets of this node leave over IPv6: header with flow label 0, path MTU, source
 * fragmentation, re-cut TCP segments. Part of Ipv6Stack.
 */
class Ipv6Sender
{
  public:
    explicit Ipv6Sender(Ipv6Stack& stack);

    /** A packet of an upper layer; a null route is looked up. */
    void Send(const Ptr<Packet>& payload,
              const Ipv6Address& source,
              const Ipv6Address& destination,
              uint8_t protocol,
              Ptr<Ipv6Route> route);
    /** An ICMPv6 error about a packet that starts with its header. */
    void SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived);
    /** See Ipv6Stack::OnUnresolved(). */
    void DropUnresolved(Reason reason, const Ptr<const Packet>& packet, bool own);
    /** See Ipv6Stack::Inject(). */
    void Inject(const Ptr<Packet>& frame, const Ipv6Address& destination, const Detour* from);

  private:
    /** Where a packet of this node goes. */
    struct Way
    {
        Detour* detour{nullptr}; //!< null: to the link
        uint32_t interface {
            0
        };
        Ipv6Address target;
    };

    void Emit(const Ptr<Packet>& payload, Ipv6Header header, const Ptr<Ipv6Route>& route);
    void EmitFragments(const Ptr<Packet>& payload,
                       const Ipv6Header& header,
                       const Way& way,
                       uint32_t mtu);
    Way FindWay(const Ipv6Header& header, const Ptr<Ipv6Route>& route) const;
    uint32_t GetMtu(const Way& way, const Ipv6Header& header) const;
    void Hand(const Ptr<Packet>& payload, const Ipv6Header& header, const Way& way);
    void SendNatively(const Ptr<Packet>& frame, const Ipv6Address& destination);
    void ReplaceError(const Ptr<Packet>& message);
    static Ptr<Packet> QuotedIn(const Ptr<const Packet>& message);
    uint8_t GetDefaultHopLimit();

    Ipv6Stack& m_stack;
    std::optional<uint32_t> m_identification; //!< of the last fragmented packet
    uint8_t m_defaultHopLimit{0};             //!< 0: not read yet
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV6_SENDER_H
