// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_SENDER_H
#define V6LAB_IPV4_SENDER_H

#include "model/core/icmp-error.h"
#include "model/core/packet-facts.h"
#include "model/core/routing-table.h"
#include "model/routing/detour.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-route.h"
#include "ns3/packet.h"

#include <optional>

namespace ns3::v6lab
{

class Ipv4Stack;

/**
 * How packets of this node leave over IPv4: header, DF and identification, path MTU, source
 * fragmentation, re-cut TCP segments. Part of Ipv4Stack.
 */
class Ipv4Sender
{
  public:
    explicit Ipv4Sender(Ipv4Stack& stack);

    /** A unicast packet of an upper layer; a null route is looked up. */
    void Send(const Ptr<Packet>& payload,
              Ipv4Address source,
              Ipv4Address destination,
              uint8_t protocol,
              Ptr<Ipv4Route> route);
    /** A packet whose header is already as its sender wants it (raw sockets). */
    void SendWithHeader(const Ptr<Packet>& payload, Ipv4Header header, const Ptr<Ipv4Route>& route);
    /** An ICMP error about a packet that starts with its header. */
    void SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived);
    /** See Ipv4Stack::Inject(). */
    void Inject(const Ptr<Packet>& frame, Ipv4Address destination, const Detour* from);

  private:
    /** Where a packet of this node goes. */
    struct Way
    {
        Detour* detour{nullptr}; //!< null: to the link
        uint32_t interface {
            0
        };
        Ipv4Address target;
    };

    /** RFC 1191 3: what to do with a packet that is larger than the path MTU. */
    enum class Oversize
    {
        Fragment,
        Cut,    //!< TCP: smaller segments
        Refuse, //!< the sender insists on DF
    };

    void Emit(const Ptr<Packet>& payload,
              Ipv4Header header,
              const Ptr<Ipv4Route>& route,
              Oversize oversize);
    void EmitSegments(const Ptr<Packet>& segment,
                      const Ipv4Header& header,
                      const Ptr<Ipv4Route>& route,
                      uint32_t mtu);
    void RefuseTooBig(const Ptr<Packet>& payload, const Ipv4Header& header, uint32_t mtu);
    Way FindWay(const Ipv4Header& header, const Ptr<Ipv4Route>& route) const;
    uint32_t GetMtu(const Way& way, const Ipv4Header& header) const;
    void Hand(const Ptr<Packet>& payload, const Ipv4Header& header, const Way& way);
    void SendRefused(const Ptr<Packet>& frame, Ipv4Address destination);
    void SendNatively(const Ptr<Packet>& frame,
                      const RouteEntry<uint32_t>* route,
                      Ipv4Address destination);
    void ReplaceError(const Ptr<Packet>& message);
    uint8_t GetDefaultTtl();

    Ipv4Stack& m_stack;
    std::optional<uint16_t> m_identification; //!< of the last datagram that may be fragmented
    uint8_t m_defaultTtl{0};                  //!< 0: not read yet
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_SENDER_H
