// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_CONNECTION_H
#define V6LAB_TCP_CONNECTION_H

#include "model/core/happy-eyeballs/happy-eyeballs.h"
#include "model/workload/socket-address.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/simple-ref-count.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <string>

namespace ns3::v6lab
{

/**
 * One TCP connection that carries one transaction: it connects, sends a request, receives the
 * answer and closes. Its owner hears how it goes on; after OnAnswered(), OnFailed() or Abort()
 * nothing more.
 *
 * It fails when it is not there within the timeout, or when afterwards nothing moves for as long.
 */
class TcpConnection : public SimpleRefCount<TcpConnection>
{
  public:
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /** The handshake is over; the request is sent when this returns. */
        virtual void OnConnected(TcpConnection& connection) = 0;
        /** The whole answer is there. */
        virtual void OnAnswered(TcpConnection& connection) = 0;
        /** `failure` is what an application sees: "connection refused", … */
        virtual void OnFailed(TcpConnection& connection,
                              AttemptOutcome outcome,
                              const std::string& failure) = 0;
        /** An ICMP error about it; a soft one (RFC 1122 4.2.3.9), so that it goes on. */
        virtual void OnIcmpError(TcpConnection& connection, uint8_t type, uint8_t code) = 0;
        /** Whose bytes are counted. */
        virtual FlowRecord& Record() = 0;
    };

    struct Plan
    {
        Endpoint remote;
        LocalRoute route;
        Time timeout;
        uint32_t requestBytes{0}; //!< at least TransferHeader::BYTES
        uint32_t replyBytes{0};
        Ptr<NetDevice> bound{}; //!< null: no device in particular
    };

    TcpConnection(Owner& owner, const Ptr<ns3::Node>& node, const Plan& plan);

    /** Takes a local port; false if there is none. */
    bool Open();
    /** Sends the SYN. Fails like every connection if it cannot. */
    void Connect();
    /** Ends it without another packet, as a call in SYN-SENT ends (RFC 9293 3.10.5). */
    void Abort();
    /** Calls its owner no more; for the end of the simulation. */
    void Forget();

    Endpoint GetLocal() const;
    const Endpoint& GetRemote() const;
    const LocalRoute& GetRoute() const;
    /** Time from the first SYN until it was connected; zero until then. */
    Time GetHandshake() const;

  private:
    void OnState(TcpSocket::TcpStates_t before, TcpSocket::TcpStates_t now);
    void OnSegment(Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void OnReset();
    void OnEstablished(Ptr<Socket> socket);
    void OnConnectionFailed(Ptr<Socket> socket);
    void OnClosed(Ptr<Socket> socket);
    void OnError(Ptr<Socket> socket);
    void OnReceive(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void OnIcmp4(Ipv4Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);
    void OnIcmp6(Ipv6Address from, uint8_t ttl, uint8_t type, uint8_t code, uint32_t info);
    void SendRequest();
    void SendMore();
    void Watch();
    void Fail(AttemptOutcome outcome, const std::string& failure);
    Owner* m_owner; //!< null when it is over
    Ptr<ns3::Node> m_node;
    Plan m_plan;
    Ptr<Socket> m_socket;
    uint16_t m_localPort{0};
    Time m_started;
    Time m_handshake;
    Time m_progress; //!< when the last byte moved
    uint64_t m_toSend{0};
    uint64_t m_toReceive{0};
    uint32_t m_segment{536};
    bool m_peerFinished{false};
    TransferMeter m_meter;
    EventId m_watch;
};

} // namespace ns3::v6lab

#endif // V6LAB_TCP_CONNECTION_H
