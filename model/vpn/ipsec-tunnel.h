// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPSEC_TUNNEL_H
#define V6LAB_IPSEC_TUNNEL_H

#include "model/core/azure/egress-queue.h"
#include "model/core/vpn/esp.h"
#include "model/routing/detour.h"
#include "model/trace/packet-event.h"

#include "ns3/data-rate.h"
#include "ns3/ipv4-header.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <string>

namespace ns3::v6lab
{

class EspEndpoint;
class ForwardingPlane;
class Ipv4Stack;
class Ipv6Stack;

/**
 * One end of a route-based IPsec tunnel (RFC 4301, RFC 4303 in tunnel mode): packets of either
 * family to its prefixes leave in ESP over IPv4, and what comes with its index goes on from here.
 *
 * A packet from a link counts a hop at either end. Packets over the MTU get the ICMP error that
 * they would get from a link, or are cut first if they are IPv4 without DF. IPv6 packets of 1280
 * bytes always pass. SYNs have their MSS lowered. Keys and their exchange are not simulated: both
 * ends are told the indexes, and both exist from the start. A node may have many tunnels.
 */
class IpsecTunnel : public Object, public Detour
{
  public:
    static TypeId GetTypeId();

    IpsecTunnel();
    ~IpsecTunnel() override;

    /** Outer IPv4 addresses; `local` is one of the node's. Before Attach(). */
    void SetEnds(const IpAddress& local, const IpAddress& remote);
    /** The node has v6lab's stack. Throws std::invalid_argument for attributes that cannot be. */
    void Attach(const Ptr<Node>& node);

    /** Packets to the prefix that no longer prefix takes go into the tunnel. After Attach(). */
    void AddPrefix(const Prefix& prefix);
    /** False if it did not lead there. */
    bool RemovePrefix(const Prefix& prefix);

    /** Inner packets since the beginning; Azure's Tunnel… metrics are made of them. */
    struct Counters
    {
        uint64_t egressPackets{0};
        uint64_t egressBytes{0};
        uint64_t egressDrops{0};
        uint64_t ingressPackets{0};
        uint64_t ingressBytes{0};
        uint64_t ingressDrops{0};
    };

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** Of the gateway's connection that it belongs to, for metrics; empty outside Azure. */
    void SetConnection(const std::string& name)
    {
        m_connection = name;
    }

    const std::string& GetConnection() const
    {
        return m_connection;
    }

    /** What the other end is known by. */
    IpAddress GetRemote() const
    {
        return IpAddress::V4(m_out.destination);
    }

    /** Called by the node's EspEndpoint: a whole ESP packet, and the header it came behind. */
    void Open(const Ptr<Packet>& packet, const Ipv4Header& outer);

    // Inherited from Detour.
    bool Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived) override;
    uint32_t GetMtu(const IpAddress& destination) const override;
    std::optional<IpAddress> GetSource(const IpAddress& destination) const override;

  protected:
    void DoDispose() override;

  private:
    struct Inner;

    Reason Judge(const Inner& inner) const;
    void Refuse(Reason reason, const Inner& inner, const Arrived& arrived);
    Ptr<Packet> Prepare(const Inner& inner) const;
    void Wrap(const Ptr<const Packet>& frame, const Ptr<Packet>& inner, Family family, uint8_t tos);
    void Launch(const Ptr<Packet>& packet);
    uint32_t RoomFor(Family family) const;
    bool IsOurs(const IpAddress& address) const;
    static Reason Martian(const IpAddress& source, const IpAddress& destination);

    Ptr<Node> m_node;
    Ptr<ForwardingPlane> m_plane;
    Ptr<Ipv4Stack> m_ipv4;
    Ptr<Ipv6Stack> m_ipv6;
    Ptr<EspEndpoint> m_endpoint;
    esp::Association m_out;
    esp::ReplayWindow m_window;
    uint32_t m_sequence{0};
    azure::EgressQueue m_queue;
    Counters m_counters;
    std::string m_connection;

    // Attributes.
    uint32_t m_spiIn{0};
    uint32_t m_spiOut{0};
    uint32_t m_mtu{0};
    uint32_t m_mss{0};
    DataRate m_dataRate;
    uint32_t m_packetRate{0};
    uint32_t m_queuePackets{0};
    bool m_innerIpv6{true};
};

} // namespace ns3::v6lab

#endif // V6LAB_IPSEC_TUNNEL_H
