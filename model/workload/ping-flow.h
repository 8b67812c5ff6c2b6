// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PING_FLOW_H
#define V6LAB_PING_FLOW_H

#include "model/workload/echo-flow.h"

namespace ns3::v6lab
{

/** ICMP or ICMPv6 echo requests to one address; the destination's stack answers (RFC 792, 4443). */
class PingFlow : public EchoFlow
{
  public:
    static TypeId GetTypeId();

  protected:
    bool Send(uint32_t number, const LocalRoute& route) override;
    void OnNotice(const IcmpEndpoint::Notice& notice) override;

  private:
    bool m_dontFragment{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_PING_FLOW_H
