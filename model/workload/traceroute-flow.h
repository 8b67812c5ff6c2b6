// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRACEROUTE_FLOW_H
#define V6LAB_TRACEROUTE_FLOW_H

#include "model/workload/echo-flow.h"

namespace ns3::v6lab
{

/**
 * Which routers a packet passes, found out as `traceroute -I` does: echo requests whose TTL or hop
 * limit counts up from 1, one each interval, until the destination answers. The answers are in
 * FlowRecord::routers. Count is the most hops that are tried; a hop that stays silent is a lost
 * request. Routers' answers count as answers, but without one of the destination the flow failed.
 */
class TracerouteFlow : public EchoFlow
{
  public:
    static TypeId GetTypeId();

  protected:
    bool Send(uint32_t number, const LocalRoute& route) override;
    void OnNotice(const IcmpEndpoint::Notice& notice) override;
    bool IsReached() const override;

  private:
    void Note(uint32_t number, const IpAddress& router);

    bool m_reached{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_TRACEROUTE_FLOW_H
