// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_DATAGRAM_RELAY_H
#define V6LAB_VPN_DATAGRAM_RELAY_H

#include "model/vpn/vpn-relay.h"

namespace ns3::v6lab
{

/** UDP: one datagram there for each of the application's, and one back for each answer. */
class VpnDatagramRelay : public VpnRelay
{
  public:
    using VpnRelay::VpnRelay;

    void Take(const AppFrame& frame) override;
    void Close() override;
    vpn::IdleClass GetIdleClass() const override;

  protected:
    uint16_t OpenSocket(const LocalRoute& route) override;

  private:
    void OnReceive(Ptr<Socket> socket);

    Ptr<Socket> m_socket;
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_DATAGRAM_RELAY_H
