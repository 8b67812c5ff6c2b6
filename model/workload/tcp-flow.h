// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_FLOW_H
#define V6LAB_TCP_FLOW_H

#include "model/workload/flow-application.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/socket.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * TCP transactions: each connects, sends `Size` bytes, receives `ReplySize` bytes and closes.
 * With a large size and a reply of one byte it is a bulk transfer. The round-trip time is that of
 * the handshake.
 *
 * A transaction fails when the connection is not there within `Timeout`, or when afterwards
 * nothing moves for as long. ICMP errors are soft errors (RFC 1122 4.2.3.9): they are noted, and
 * the connection goes on trying.
 */
class TcpFlow : public FlowApplication
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoDispose() override;
    void Ask(uint32_t number) override;
    const char* GetProtocolWord() const override;
    uint8_t GetProtocolNumber() const override;
    bool EndsByItself() const override;
    void Close() override;

  private:
    struct Transaction
    {
        Ptr<Socket> socket;
        Time started;
        Time handshake; //!< zero until connected
        Time progress;  //!< of the last byte that moved
        uint64_t toSend{0};
        uint64_t toReceive{0};
        uint32_t segment{536};
        TransferMeter meter;
        EventId watch;
    };

    Ptr<Socket> Open(const LocalRoute& route);
    void BindKey(const Ptr<Socket>& socket, const LocalRoute& route);
    Transaction* Find(const Ptr<Socket>& socket);
    void OnSegment(Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void OnRefused(Ptr<Socket> socket);
    void OnConnected(Ptr<Socket> socket);
    void OnConnectionFailed(Ptr<Socket> socket);
    void OnClosed(Ptr<Socket> socket);
    void OnError(Ptr<Socket> socket);
    void OnReceive(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void SendMore(Transaction& transaction);
    void Watch(Ptr<Socket> socket);
    void Succeed(const Ptr<Socket>& socket);
    void Fail(const Ptr<Socket>& socket, const std::string& failure);
    void Release(const Ptr<Socket>& socket);

    uint32_t m_replySize{0};
    std::vector<Transaction> m_open; //!< those under way, oldest first
    TracedCallback<Time> m_connected;
};

} // namespace ns3::v6lab

#endif // V6LAB_TCP_FLOW_H
