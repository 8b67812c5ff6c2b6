// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_RESPONDER_H
#define V6LAB_TCP_RESPONDER_H

#include "model/trace/flow-ledger.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/application.h"
#include "ns3/socket.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <map>
#include <vector>

namespace ns3::v6lab
{

/**
 * The listening end of TcpFlow, both families: reads a request whose header says how long it is
 * and how long the answer must be, answers, and closes when the client does.
 * Whoever says GET instead, as health probes do, is answered with status 200.
 */
class TcpResponder : public Application
{
  public:
    static TypeId GetTypeId();

    /** Who is told what the destination sees of a flow. */
    void SetLedger(const Ptr<FlowLedger>& ledger);

  protected:
    void DoDispose() override;

  private:
    struct Asked
    {
        uint32_t flow{0};
        TransferMeter meter;
    };

    struct Connection
    {
        uint32_t flow{0};
        std::array<uint8_t, TransferHeader::BYTES> start{};
        uint64_t received{0};
        uint64_t toSend{0};
        bool answered{false};
        TransferMeter meter;
    };

    void StartApplication() override;
    void StopApplication() override;
    void Listen(const IpAddress& address);
    void OnSyn(Ptr<const Packet> packet, const TcpHeader& header, Ptr<const TcpSocketBase> socket);
    bool OnRequest(Ptr<Socket> socket, const Address& from);
    void OnAccept(Ptr<Socket> socket, const Address& from);
    void OnReceive(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void OnClosed(Ptr<Socket> socket);
    /** The socket calls nobody any more. */
    static void Unhook(const Ptr<Socket>& socket);
    void Measure(Connection& connection, uint32_t bytes);
    void AnswerIfComplete(const Ptr<Socket>& socket, Connection& connection);
    void SendMore(const Ptr<Socket>& socket, Connection& connection);

    uint16_t m_port{80};
    Ptr<FlowLedger> m_ledger;
    std::vector<Ptr<Socket>> m_listeners;
    uint32_t m_synFlow{0};                           //!< of the SYN that is being handled
    std::map<Address, Asked> m_asked;                //!< clients whose handshake is under way
    std::map<Ptr<Socket>, Connection> m_connections; //!< in no order that a run may depend on
    TracedCallback<Ptr<const Packet>, const Address&> m_rx;
};

} // namespace ns3::v6lab

#endif // V6LAB_TCP_RESPONDER_H
