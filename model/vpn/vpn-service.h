// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_SERVICE_H
#define V6LAB_VPN_SERVICE_H

#include "model/core/icmp-error.h"
#include "model/core/reason.h"
#include "model/routing/forwarding-plane.h"
#include "model/trace/packet-event.h"
#include "model/vpn/virtual-interface.h"

#include "ns3/object.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * A per-app VPN on a node (article D): a virtual interface, and a program behind it that gets all
 * packets of the applications whose sockets are bound to the interface (FlowApplication::BindTo(),
 * in ns-3 Socket::BindToNetDevice()), and of no others. VpnProxy and VpnTunnel say what it does
 * with them.
 *
 * Trace sources: Hop and Drop, as in every model.
 */
class VpnService : public Object
{
  public:
    static TypeId GetTypeId();

    VpnService();
    ~VpnService() override;

    /** Of the virtual interface, one of each family at most. Before Attach(). */
    void AddAddress(const IpAddress& address);
    /**
     * Makes the interface on a node with v6lab's stack and begins to work. Throws
     * std::invalid_argument.
     */
    void Attach(const Ptr<ns3::Node>& node);
    /** What applications are bound to; null before Attach(). */
    Ptr<NetDevice> GetDevice() const;
    /** "vpn-proxy" or "vpn-tunnel". */
    virtual const char* GetKind() const = 0;

  protected:
    void DoDispose() override;

    /** The node and the attributes are there, the interface is not yet. */
    virtual void Start() = 0;
    /** Of the interface, bytes, if the attribute Mtu leaves it open. */
    virtual uint16_t GetUsualMtu() const = 0;
    /** An application's packet, from its IP header on; of IPv6 only if the service supports it. */
    virtual void Take(const Ptr<Packet>& frame, const PacketFacts& facts) = 0;

    /** It ends here; an error, unless it has no type, tells the application. */
    void Refuse(Reason reason,
                const Ptr<const Packet>& frame,
                const PacketFacts& facts,
                const IcmpError& error = {});
    /** An ICMP error from `from` about an application's packet, written to the interface. */
    void WriteError(const IcmpError& error,
                    const Ptr<const Packet>& about,
                    const PacketFacts& facts,
                    const IpAddress& from);
    /** Writes a packet to the interface: it arrives there for the application. */
    void Write(const Ptr<Packet>& packet);
    /** Something happened to a packet here. */
    void Report(Action action, const Ptr<const Packet>& packet, const PacketFacts& facts);
    bool IsWatched() const;
    /** The service's own address in the family, as the sender of its errors. */
    IpAddress OwnAddress(Family family) const;

    Ptr<ns3::Node> m_node;
    Ptr<ForwardingPlane> m_plane;
    PacketTrace m_hop;
    PacketTrace m_dropped;

  private:
    void OnPacket(const Ptr<Packet>& frame, Family family);

    VirtualInterface m_interface;
    std::vector<IpAddress> m_addresses;
    uint16_t m_identification{0}; //!< of the last error over IPv4 (RFC 6864 4.1)

    // Attributes.
    bool m_ipv6{true};
    uint32_t m_mtu{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_SERVICE_H
