// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_TCP_RELAY_H
#define V6LAB_VPN_TCP_RELAY_H

#include "model/core/vpn/tcp-end.h"
#include "model/vpn/vpn-relay.h"

#include "ns3/event-id.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <deque>
#include <optional>

namespace ns3::v6lab
{

/**
 * TCP: the application's connection ends in the service (vpn::TcpEnd), and another one leads from
 * there to the destination. The application's SYN is answered when that one is open, and refused
 * when it is; either way may be closed before the other. Bytes wait for whoever is slower, in
 * buffers that are bounded.
 */
class VpnTcpRelay : public VpnRelay
{
  public:
    using VpnRelay::VpnRelay;

    void Take(const AppFrame& frame) override;
    void Close() override;
    const char* GetStateWord() const override;
    vpn::IdleClass GetIdleClass() const override;

  protected:
    uint16_t OpenSocket(const LocalRoute& route) override;

  private:
    /** Bytes that may wait in each direction. */
    static constexpr uint32_t BUFFER = 65535;

    void Begin(const AppFrame& syn);
    void OnConnected(Ptr<Socket> socket);
    void OnFailed(Ptr<Socket> socket);
    void OnReceive(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void OnPeerClosed(Ptr<Socket> socket);
    void OnSegment(Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void OnReset();
    void OnTimer();
    /** The application's reset, if that is why, goes on as the socket's (RFC 9293 3.10.5). */
    static void Abort(const Ptr<Socket>& socket,
                      const Ptr<FlowLedger>& ledger,
                      const FlowKey& key,
                      uint32_t node,
                      const PacketIdentity& reset);
    void ReadMore();
    void PassOn(const std::vector<uint8_t>& bytes, const PacketIdentity& identity);
    void SendMore();
    /** The way to the destination is gone: the application is told. */
    void Break();
    /** What the end has to say goes to the application; then it is waited for, or over. */
    void Settle();
    void WriteSegment(const vpn::TcpSegment& segment);

    Ptr<Socket> m_socket;
    std::optional<vpn::TcpEnd> m_end;  //!< nothing until the SYN was taken
    std::deque<Ptr<Packet>> m_waiting; //!< for room in the socket
    uint32_t m_waitingBytes{0};
    PacketIdentity m_answer; //!< of the last segment from the destination
    PacketIdentity m_reset;  //!< of the application's, when it has broken off
    EventId m_timer;
    bool m_connected{false};
    bool m_broken{false};   //!< by the destination, or on the way there
    bool m_hasReset{false}; //!< the destination, which ns-3 tells as an end first
    bool m_appFinished{false};
    bool m_finPassed{false};
    bool m_remoteFinished{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_TCP_RELAY_H
