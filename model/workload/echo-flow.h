// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ECHO_FLOW_H
#define V6LAB_ECHO_FLOW_H

#include "model/workload/flow-application.h"
#include "model/workload/icmp-endpoint.h"

#include <vector>

namespace ns3::v6lab
{

/** What ping and traceroute share: echo requests of one identifier, and who hears of them. */
class EchoFlow : public FlowApplication
{
  public:
    static TypeId GetTypeId();

  protected:
    void DoDispose() override;
    void Ask(uint32_t number) override;
    const char* GetProtocolWord() const override;
    uint8_t GetProtocolNumber() const override;
    void Close() override;

    /** Sends request number `number`; false if it could not leave. */
    virtual bool Send(uint32_t number, const LocalRoute& route) = 0;
    virtual void OnNotice(const IcmpEndpoint::Notice& notice) = 0;

    /** A request with the flow's identity and identifier. */
    Ptr<Packet> MakeRequest(uint32_t number) const;

    Ptr<IcmpEndpoint> m_endpoint; //!< null until the first request
    std::vector<Time> m_sentAt;   //!< by number
    std::vector<bool> m_answered; //!< by number

  private:
    bool Register(const LocalRoute& route);
    /** Packets with the identifier belong to the flow. */
    void Bind(const LocalRoute& route);

    uint16_t m_identifier{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_ECHO_FLOW_H
