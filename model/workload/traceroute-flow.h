// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRACEROUTE_FLOW_H
#define V6LAB_TRACEROUTE_FLOW_H

#include "model/workload/flow-application.h"
#include "model/workload/icmp-endpoint.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * Which routers a packet passes, found out as `traceroute -I` does: echo requests whose TTL or hop
 * limit counts up from 1, one each interval, until the destination answers. The answers are in
 * FlowRecord::routers. Count is the most hops that are tried; a hop that stays silent is a lost
 * request.
 */
class TracerouteFlow : public FlowApplication
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
    bool Register(const LocalRoute& route);
    Ptr<Packet> MakeRequest(uint32_t number) const;
    void OnNotice(const IcmpEndpoint::Notice& notice);
    void Note(uint32_t number, const IpAddress& router);

    uint16_t m_identifier{0};
    Ptr<IcmpEndpoint> m_endpoint;
    std::vector<Time> m_sentAt;   //!< by number
    std::vector<bool> m_answered; //!< by number
};

} // namespace ns3::v6lab

#endif // V6LAB_TRACEROUTE_FLOW_H
