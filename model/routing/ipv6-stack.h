// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV6_STACK_H
#define V6LAB_IPV6_STACK_H

#include "model/core/icmp-error.h"
#include "model/routing/bound-path-mtus.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/ipv6-forwarder.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/ipv6-sender.h"
#include "model/routing/router-message-taker.h"
#include "model/routing/stack-link.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/traffic-control-layer.h"

namespace ns3::v6lab
{

/**
 * ns-3's IPv6 with v6lab's own ways in and out: received frames are checked before ns-3 parses
 * them, transit packets are forwarded here, and local packets leave with path MTU and identity.
 *
 * Takes the place of Ipv6L3Protocol on a node; needs a ForwardingPlane there, and Ipv6LpmRouting.
 */
class Ipv6Stack : public Ipv6L3Protocol
{
  public:
    static TypeId GetTypeId();

    Ipv6Stack();

    uint32_t AddInterface(Ptr<NetDevice> device) override;
    void SetUp(uint32_t interface) override;
    void SetRoutingProtocol(Ptr<Ipv6RoutingProtocol> routing) override;
    void Send(Ptr<Packet> packet,
              Ipv6Address source,
              Ipv6Address destination,
              uint8_t protocol,
              Ptr<Ipv6Route> route) override;
    /** ns-3's own path MTU cache stays empty: it never ages within its lifetime nor validates. */
    void SetPmtu(Ipv6Address dst, uint32_t pmtu) override;
    /** The device's, or less if the link's routers say so. */
    uint16_t GetMtu(uint32_t interface) const override;
    /** The hop limit of local packets that do not care; 0: the node's default. */
    uint8_t GetHopLimit(uint32_t interface) const;
    /** What routers advertise for the link (RFC 4861 6.3.4); 0: nothing. */
    void SetAdvertised(uint32_t interface, uint8_t hopLimit, uint32_t mtu);

    /** Who is shown the router messages that arrive. */
    RouterMessageTakers& GetRouterMessageTakers()
    {
        return m_takers;
    }

    /**
     * Forwards a packet that starts with its header, or drops it; `route` may be null. A gate's
     * passage, if it translated, changes what leaves.
     */
    void Forward(const Ptr<const Packet>& frame,
                 uint32_t interface,
                 const RouteEntry<Key128>* route,
                 const Arrived& arrived,
                 const Passage* passage = nullptr);
    /** Hands a packet to an interface's link; the next hop is `target`. */
    void Transmit(const Ptr<Packet>& payload,
                  const Ipv6Header& header,
                  uint32_t interface,
                  const Ipv6Address& target);
    /** The same for a packet that starts with its header. */
    void Transmit(const Ptr<Packet>& frame, uint32_t interface, const Ipv6Address& target);
    /**
     * Sends on a packet that starts with its header and is ready to go, by the routing table: no
     * hop is counted, and only the MTU of its link can stop it. What translators put out; `from`
     * itself does not get it back.
     */
    void Inject(const Ptr<Packet>& frame, const Ipv6Address& destination, const Detour* from);
    /** Back up our own stack, as a packet to one of our addresses. */
    void Loop(const Ptr<Packet>& frame, uint32_t interface);
    /** Sends an ICMPv6 error about a packet that starts with its header, if one may be sent. */
    void SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived);
    /** A packet with its header that waited for a neighbour in vain; whether it is our own. */
    void OnUnresolved(Reason reason, const Ptr<const Packet>& packet, bool own);
    /** RouteOutput() failed: reports the packets that nobody else will see. */
    void OnNoRouteOut(const Ptr<Packet>& payload, const Ipv6Header& header, Reason reason);
    /** Whether an address is one of ours. */
    bool IsOurs(const Ipv6Address& address) const;
    bool IsPointToPoint(uint32_t interface) const;

    /** Of a packet that leaves by an interface; 0 if unknown. */
    uint32_t GetPathMtu(const IpAddress& destination, uint32_t interface) const;

    ForwardingPlane& GetPlane() const
    {
        return *m_plane;
    }

    Ipv6LpmRouting& GetLpm() const
    {
        return *m_lpm;
    }

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    /** What a transmission needs of an interface, at hand. */
    struct Link : StackLink
    {
        Ptr<Ipv6Interface> interface;
        uint8_t hopLimit{0}; //!< as advertised; 0: not
        uint32_t mtu{0};     //!< as advertised; 0: not
    };

    void ReceiveFrame(Ptr<NetDevice> device,
                      Ptr<const Packet> frame,
                      uint16_t protocol,
                      const Address& from,
                      const Address& to,
                      NetDevice::PacketType type);
    bool EnterGate(const Ptr<NetDevice>& device,
                   const Ptr<const Packet>& frame,
                   const Key128& destination,
                   const Arrived& arrived);
    bool TakeDetour(const Ptr<const Packet>& frame,
                    const Key128& destination,
                    NetDevice::PacketType type);
    void Deliver(const Ptr<NetDevice>& device,
                 const Ptr<const Packet>& frame,
                 const Address& from,
                 const Address& to,
                 NetDevice::PacketType type);
    bool IsDeliverable(const Ptr<NetDevice>& device,
                       const Ptr<const Packet>& frame,
                       const std::vector<uint8_t>& bytes,
                       uint32_t total);
    bool TakeDiscovery(uint32_t interface,
                       const Ptr<const Packet>& frame,
                       const std::vector<uint8_t>& bytes);
    void LearnFromError(const Ptr<NetDevice>& device, const uint8_t* message, size_t size);
    void Refuse(Reason reason, const Ptr<const Packet>& frame);

    Ptr<ForwardingPlane> m_plane;
    Ptr<Ipv6LpmRouting> m_lpm;
    Ptr<TrafficControlLayer> m_tc;
    std::vector<Link> m_links; //!< by interface; 0 is the loopback, which is never transmitted to
    Ipv6Forwarder m_forwarder;
    Ipv6Sender m_sender;
    BoundPathMtus m_boundPathMtus;
    RouterMessageTakers m_takers;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV6_STACK_H
