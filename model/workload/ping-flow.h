// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PING_FLOW_H
#define V6LAB_PING_FLOW_H

#include "model/workload/flow-application.h"
#include "model/workload/icmp-endpoint.h"

#include <vector>

namespace ns3::v6lab
{

/** ICMP or ICMPv6 echo requests to one address; the destination's stack answers (RFC 792, 4443). */
class PingFlow : public FlowApplication
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
    bool Send(uint32_t number, const LocalRoute& route);
    void OnNotice(const IcmpEndpoint::Notice& notice);

    bool m_dontFragment{false};
    uint16_t m_identifier{0};
    Ptr<IcmpEndpoint> m_endpoint;
    std::vector<Time> m_sentAt;   //!< by number
    std::vector<bool> m_answered; //!< by number
};

} // namespace ns3::v6lab

#endif // V6LAB_PING_FLOW_H
