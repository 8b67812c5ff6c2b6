// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_UDP_ECHO_FLOW_H
#define V6LAB_UDP_ECHO_FLOW_H

#include "model/workload/flow-application.h"

#include "ns3/socket.h"

#include <vector>

namespace ns3::v6lab
{

/** Datagrams to an echo service (RFC 862); the first four payload bytes number them. */
class UdpEchoFlow : public FlowApplication
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoDispose() override;
    void Ask(uint32_t number) override;
    const char* GetProtocolWord() const override;
    uint8_t GetProtocolNumber() const override;
    void Close() override;

  private:
    bool Open(const LocalRoute& route);
    void OnReceive(Ptr<Socket> socket);
    void OnAnswer(uint32_t number);

    Ptr<Socket> m_socket;
    uint16_t m_localPort{0};
    std::vector<Time> m_sentAt;   //!< by number
    std::vector<bool> m_answered; //!< by number
};

} // namespace ns3::v6lab

#endif // V6LAB_UDP_ECHO_FLOW_H
