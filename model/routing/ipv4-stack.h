// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_STACK_H
#define V6LAB_IPV4_STACK_H

#include "model/core/icmp-error.h"
#include "model/routing/bound-path-mtus.h"
#include "model/routing/drop-watch.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/fragment-identities.h"
#include "model/routing/ipv4-forwarder.h"
#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv4-sender.h"
#include "model/routing/stack-link.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/traffic-control-layer.h"

namespace ns3::v6lab
{

/**
 * ns-3's IPv4 with v6lab's own ways in and out: received frames are checked before ns-3 parses
 * them, transit packets are forwarded here, and local packets leave with DF, path MTU and identity.
 *
 * Takes the place of Ipv4L3Protocol on a node; needs a ForwardingPlane there, and Ipv4LpmRouting.
 */
class Ipv4Stack : public Ipv4L3Protocol
{
  public:
    static TypeId GetTypeId();

    Ipv4Stack();

    uint32_t AddInterface(Ptr<NetDevice> device) override;
    void SetRoutingProtocol(Ptr<Ipv4RoutingProtocol> routing) override;
    /** What sockets ask: the front, if there is one, or else the routing itself. */
    Ptr<Ipv4RoutingProtocol> GetRoutingProtocol() const override;
    /**
     * Of an interface without addresses the first is the loopback's: ns-3's sockets ask every
     * interface for its first address when they broadcast, which ends the program where there is
     * none, and pass over that one.
     */
    Ipv4InterfaceAddress GetAddress(uint32_t interface, uint32_t index) const override;
    /** For models of ns-3 that expect another kind of routing; has to ask ours for routes. */
    void SetFront(const Ptr<Ipv4RoutingProtocol>& front);
    void Send(Ptr<Packet> packet,
              Ipv4Address source,
              Ipv4Address destination,
              uint8_t protocol,
              Ptr<Ipv4Route> route) override;
    void SendWithHeader(Ptr<Packet> packet, Ipv4Header header, Ptr<Ipv4Route> route) override;

    /**
     * Forwards a packet that starts with its header, or drops it; `route` may be null. A gate's
     * passage, if it translated, changes what leaves.
     */
    void Forward(const Ptr<const Packet>& frame,
                 const RouteEntry<uint32_t>* route,
                 const Arrived& arrived,
                 const Passage* passage = nullptr);
    /** Hands a packet to an interface's link; the next hop is `target`. */
    void Transmit(const Ptr<Packet>& payload,
                  const Ipv4Header& header,
                  uint32_t interface,
                  Ipv4Address target);
    /** The same for a packet that starts with its header. */
    void Transmit(const Ptr<Packet>& frame, uint32_t interface, Ipv4Address target);
    /**
     * Sends on a packet that starts with its header and is ready to go, by the routing table: no
     * hop is counted, and only the MTU of its link can stop it. What translators put out; `from`
     * itself does not get it back.
     */
    void Inject(const Ptr<Packet>& frame, Ipv4Address destination, const Detour* from);
    /** Back up our own stack, as a packet to one of our addresses. */
    void Loop(const Ptr<Packet>& frame, uint32_t interface);
    /**
     * A packet to one of our addresses that a detour does not want, from the interface of this
     * number, or -1 if no link brought it: to our own stack, behind what the detour gave back
     * before, and no detour sees it again.
     */
    void GiveBack(const Ptr<const Packet>& frame, int32_t interface);
    /** Sends an ICMP error about a packet that starts with its header, if one may be sent. */
    void SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived);
    /** RouteOutput() failed: reports the packets that nobody else will see. */
    void OnNoRouteOut(const Ptr<Packet>& payload, const Ipv4Header& header, Reason reason);
    /** Whether an address is one of ours. */
    bool IsOurs(Ipv4Address address) const;

    /** Of a packet that leaves by an interface; 0 if unknown. */
    uint32_t GetPathMtu(const IpAddress& destination, uint32_t interface) const;

    ForwardingPlane& GetPlane() const
    {
        return *m_plane;
    }

    Ipv4LpmRouting& GetLpm() const
    {
        return *m_lpm;
    }

    /** Of a packet of which fragments arrived; flow 0 if it is not known. */
    PacketIdentity IdentityOfFragments(const Ipv4Header& header) const;

  protected:
    void DoDispose() override;
    void NotifyNewAggregate() override;

  private:
    /** What a transmission needs of an interface, at hand. */
    struct Link : StackLink
    {
        Ptr<Ipv4Interface> interface;
    };

    void ReceiveFrame(Ptr<NetDevice> device,
                      Ptr<const Packet> frame,
                      uint16_t protocol,
                      const Address& from,
                      const Address& to,
                      NetDevice::PacketType type);
    bool EnterGate(const Ptr<NetDevice>& device,
                   const Ptr<const Packet>& frame,
                   uint32_t destination,
                   NetDevice::PacketType type);
    bool TakeDetour(const Ptr<const Packet>& frame, uint32_t destination, const Arrived& arrived);
    void DeliverHere(Ptr<const Packet> frame, int32_t interface);
    void Deliver(const Ptr<NetDevice>& device,
                 const Ptr<const Packet>& frame,
                 const Address& from,
                 const Address& to,
                 NetDevice::PacketType type);
    bool HasAddress(uint32_t interface, Ipv4Address address) const;
    Reason Inspect(const Ptr<NetDevice>& device, const std::vector<uint8_t>& bytes, uint32_t total);
    void LearnFromError(const Ptr<NetDevice>& device, const uint8_t* message, size_t size);
    void NoteFragment(const Ptr<const Packet>& frame, const uint8_t* header);
    void Refuse(Reason reason, const Ptr<const Packet>& frame);

    Ptr<ForwardingPlane> m_plane;
    Ptr<Ipv4LpmRouting> m_lpm;
    Ptr<Ipv4RoutingProtocol> m_front;
    Ptr<TrafficControlLayer> m_tc;
    std::vector<Link> m_links; //!< by interface; 0 is the loopback, which is never transmitted to
    Ipv4Forwarder m_forwarder;
    Ipv4Sender m_sender;
    BoundPathMtus m_boundPathMtus;
    FragmentIdentities m_fragments; //!< of arrivals, while somebody watches
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_STACK_H
