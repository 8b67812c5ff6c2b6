// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BASTION_RELAY_H
#define V6LAB_BASTION_RELAY_H

#include "model/trace/flow-ledger.h"
#include "model/workload/socket-address.h"

#include "ns3/application.h"
#include "ns3/socket.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-socket-base.h"

#include <deque>
#include <map>
#include <vector>

namespace ns3::v6lab
{

/**
 * What a Bastion does: it takes a user's connection to TCP port 443, IPv4 or IPv6, opens another
 * one to the virtual machine, from its own private address and always over IPv4 (D8), and carries
 * the bytes of each to the other. Which machine is meant the user says in the web page that the
 * connection carries; here it is told by flow (AddSession). A connection without a session is
 * closed, as are both when one of them ends.
 *
 * The packets of the second connection belong to the flow of the first, so a walk shows both legs.
 */
class BastionRelay : public Application
{
  public:
    static TypeId GetTypeId();

    void SetLedger(const Ptr<FlowLedger>& ledger);
    /** Connections of this flow go on to that address, which is IPv4, and port. */
    void AddSession(uint32_t flow, const Endpoint& machine);

    /** Sessions that are open: Azure's metric of Bastion. */
    uint32_t GetSessions() const;

  protected:
    void DoDispose() override;

  private:
    /** One of the two connections of a session. */
    struct Leg
    {
        Ptr<Socket> peer;              //!< the other one; null before and after
        std::deque<Ptr<Packet>> bytes; //!< for this one to send
        bool connected{false};
        bool ends{false}; //!< close when all is sent
    };

    void StartApplication() override;
    void StopApplication() override;
    void Listen(const IpAddress& address);
    void OnSyn(Ptr<const Packet> packet, const TcpHeader& header, Ptr<const TcpSocketBase> socket);
    bool OnRequest(Ptr<Socket> socket, const Address& from);
    void OnAccept(Ptr<Socket> socket, const Address& from);
    void OnConnected(Ptr<Socket> socket);
    void OnReceive(Ptr<Socket> socket);
    void OnSendSpace(Ptr<Socket> socket, uint32_t space);
    void OnClosed(Ptr<Socket> socket);
    Ptr<Socket> Connect(uint32_t flow, const Endpoint& machine);
    void Hook(const Ptr<Socket>& socket);
    void SendMore(const Ptr<Socket>& socket);
    void End(const Ptr<Socket>& socket);

    uint16_t m_port{443};
    Ptr<FlowLedger> m_ledger;
    std::vector<Ptr<Socket>> m_listeners;
    uint32_t m_synFlow{0};                  //!< of the SYN that is being handled
    std::map<Address, uint32_t> m_asked;    //!< flows of users whose handshake is under way
    std::map<uint32_t, Endpoint> m_targets; //!< by flow
    std::map<Ptr<Socket>, Leg> m_legs;      //!< in no order that a run may depend on
};

} // namespace ns3::v6lab

#endif // V6LAB_BASTION_RELAY_H
