// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ECHO_SERVER_H
#define V6LAB_ECHO_SERVER_H

#include "model/trace/flow-ledger.h"

#include "ns3/application.h"
#include "ns3/socket.h"

#include <map>
#include <optional>

namespace ns3::v6lab
{

/**
 * A UDP echo service (RFC 862) on all addresses of a node, both families. It answers from the
 * address that was asked. Addresses that the node gets later are served from its first ones.
 */
class EchoServer : public Application
{
  public:
    static TypeId GetTypeId();

    /** Who is told what the destination sees of a flow. */
    void SetLedger(const Ptr<FlowLedger>& ledger);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    Ptr<Socket> Listen(const IpAddress& address);
    void OnReceive(Ptr<Socket> socket);
    void OnReceiveAny(Ptr<Socket> socket);
    /** Which one to answer with, as the address that was called (RFC 1122 4.1.3.5). */
    Ptr<Socket> SocketFor(const std::optional<IpAddress>& called, const Ptr<Socket>& any);
    void Answer(const Ptr<Socket>& socket, const Ptr<Packet>& packet, const Address& from);

    uint16_t m_port{7};
    Ptr<FlowLedger> m_ledger;
    std::map<IpAddress, Ptr<Socket>> m_sockets; //!< by address; unspecified: any other
    TracedCallback<Ptr<const Packet>, const Address&> m_rx;
};

} // namespace ns3::v6lab

#endif // V6LAB_ECHO_SERVER_H
