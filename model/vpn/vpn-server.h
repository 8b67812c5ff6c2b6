// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_SERVER_H
#define V6LAB_VPN_SERVER_H

#include "model/routing/forwarding-plane.h"
#include "model/vpn/virtual-interface.h"
#include "model/workload/socket-address.h"

#include "ns3/object.h"
#include "ns3/socket.h"

#include <map>
#include <vector>

namespace ns3::v6lab
{

/**
 * The other end of VpnTunnel: takes packets out of UDP and forwards them as the router that its
 * node is, and sends what is for a client the same way back. It knows where a client is from its
 * last packet.
 *
 * A client's source address must be in one of the server's prefixes. Who uses it last has it:
 * nobody authenticates.
 *
 * It serves whatever unicast addresses its node has, also those that come later.
 *
 * The packets' events are those of the node (ForwardingPlane).
 */
class VpnServer : public Object
{
  public:
    /** Of a packet for a client: a UDP datagram over IPv4 holds no more (RFC 768, RFC 791 3.1). */
    static constexpr uint32_t LARGEST_MTU = 65507;

    static TypeId GetTypeId();

    VpnServer();
    ~VpnServer() override;

    /** Of clients' addresses. Before Attach(). */
    void AddPrefix(const Prefix& prefix);
    /** Serves on a node that has v6lab's stack and forwards. Throws std::invalid_argument. */
    void Attach(const Ptr<ns3::Node>& node);
    /** Clients that have come so far, by address. */
    size_t GetClients() const;
    /** What carries the clients' prefixes; null before Attach(). */
    Ptr<NetDevice> GetDevice() const;

  protected:
    void DoDispose() override;

  private:
    struct Client
    {
        Endpoint at;
        Endpoint local; //!< where it calls the server
    };

    /** False if the port is taken. Unspecified: for addresses that the node does not have yet. */
    bool Listen(const IpAddress& address);
    bool Serves(const IpAddress& called);
    uint16_t GetUsualMtu() const;
    void OnReceive(Ptr<Socket> socket);
    void OnReceiveAny(Ptr<Socket> socket);
    void Open(const Ptr<Packet>& payload, const Client& from);
    void OnPacket(const Ptr<Packet>& frame, Family family);

    Ptr<ns3::Node> m_node;
    Ptr<ForwardingPlane> m_plane;
    VirtualInterface m_interface;
    std::vector<Prefix> m_prefixes;
    std::map<IpAddress, Ptr<Socket>> m_sockets; //!< by own address; unspecified: for others
    std::map<IpAddress, Client> m_clients;      //!< by inner address

    // Attributes.
    uint16_t m_port{0};
    uint32_t m_mtu{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_SERVER_H
