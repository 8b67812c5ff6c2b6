// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_PING_RELAY_H
#define V6LAB_VPN_PING_RELAY_H

#include "model/vpn/vpn-relay.h"
#include "model/workload/icmp-endpoint.h"

namespace ns3::v6lab
{

/** Echo requests: asked again with an identifier of the service's own. */
class VpnPingRelay : public VpnRelay
{
  public:
    using VpnRelay::VpnRelay;

    void Take(const AppFrame& frame) override;
    void Close() override;
    vpn::IdleClass GetIdleClass() const override;

  protected:
    uint16_t OpenSocket(const LocalRoute& route) override;

  private:
    void OnNotice(const IcmpEndpoint::Notice& notice);

    Ptr<IcmpEndpoint> m_endpoint; //!< null when closed
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_PING_RELAY_H
