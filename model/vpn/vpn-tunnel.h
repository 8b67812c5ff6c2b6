// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_TUNNEL_H
#define V6LAB_VPN_TUNNEL_H

#include "model/vpn/vpn-service.h"
#include "model/workload/socket-address.h"

#include "ns3/socket.h"

#include <functional>
#include <vector>

namespace ns3::v6lab
{

/**
 * A VPN service that sends its applications' packets, whole, to a VPN server (VpnServer), each
 * behind a UDP header in a packet of the physical network (article D). The first four bits behind
 * that header are the IP version, as in direct IP encapsulation of GUE.
 *
 * What does not fit the way to the server is cut (IPv4 without DF), or the application is told how
 * much fits. IPv6 packets of 1280 bytes always go: the network fragments what carries them (RFC
 * 2473 7.1).
 */
class VpnTunnel : public VpnService
{
  public:
    static TypeId GetTypeId();

    VpnTunnel();
    ~VpnTunnel() override;

    /** An address of the server; the node calls the best that it has a route to. Before Attach().
     */
    void AddServer(const IpAddress& address);
    /**
     * More addresses of the server, asked for as packets come: those that nobody knows beforehand,
     * and that may change. Before Attach().
     */
    void SetServerSource(const std::function<std::vector<IpAddress>()>& source);
    const char* GetKind() const override;
    /** What a packet for the server has in front of the application's: 28 bytes or 48. */
    static uint32_t OverheadOf(Family outer);

  protected:
    void DoDispose() override;
    void Start() override;
    uint16_t GetUsualMtu() const override;
    void Take(const Ptr<Packet>& frame, const PacketFacts& facts) override;

  private:
    /** All that is known now. */
    std::vector<IpAddress> Servers() const;
    /** The server still has the address that the tunnel calls. */
    bool IsServerThere() const;
    /** The server as the network leads to it now; false: it does not. */
    bool FindServer();
    uint32_t RoomFor(Family inner) const;
    void Cut(const Ptr<Packet>& frame);
    void Wrap(const Ptr<Packet>& frame, const PacketFacts& facts);
    void OnReceive(Ptr<Socket> socket);

    std::vector<IpAddress> m_servers;
    std::function<std::vector<IpAddress>()> m_late; //!< null: there are no others
    Ptr<Socket> m_socket;                           //!< null until the server was found
    Endpoint m_server;
    Endpoint m_local;
    uint16_t m_linkMtu{0};
    uint16_t m_port{0}; //!< attribute
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_TUNNEL_H
