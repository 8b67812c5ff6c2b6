// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_GUARD_H
#define V6LAB_SECURITY_GUARD_H

#include "model/azure/packet-head.h"
#include "model/core/azure/delivery.h"
#include "model/core/azure/security-filter.h"

#include "ns3/nstime.h"

#include <memory>

namespace ns3::v6lab
{

/**
 * The security rules of a fabric's interfaces, with the flows that they let pass. At interfaces
 * that nothing guards it looks at no packet.
 */
class SecurityGuard
{
  public:
    /** The estate must outlive this object. */
    explicit SecurityGuard(const azure::Estate& estate);

    // Both count from the first packet on that is looked at.
    void SetFlowIdle(const Time& idle);
    void SetFlows(uint32_t flows);

    Time GetFlowIdle() const
    {
        return m_flowIdle;
    }

    uint32_t GetFlows() const
    {
        return m_flows;
    }

    /** The estate changed: its rules are for new flows (S1). */
    void Reload();
    /** The routes of these subnets changed, and nothing else. */
    void RoutesChanged(const std::vector<azure::Index>& subnets);
    /** Of a packet that the interface sends. */
    azure::SecurityVerdict Leaves(azure::Index nic, const Ptr<const Packet>& packet);
    /** Of a packet for an interface, before the decision's translation is done to it (S5). */
    azure::SecurityVerdict Enters(const azure::Decision& decision, const Ptr<const Packet>& packet);
    /** Of a packet that the platform itself sends to an interface. */
    azure::SecurityVerdict Enters(azure::Index nic, const Ptr<const Packet>& packet);
    /**
     * Of a packet for a private endpoint. No flow is remembered: all packets of one meet the same
     * rules, and answers are not asked about.
     */
    azure::SecurityVerdict EntersEndpoint(azure::Index endpoint, const Ptr<const Packet>& packet);

  private:
    azure::SecurityGate& GetGate();
    azure::SecurityVerdict Check(azure::Passage& passage, const PacketHead& head);

    const azure::Estate& m_estate;
    Time m_flowIdle;
    uint32_t m_flows{0};
    std::unique_ptr<azure::SecurityGate> m_gate;     //!< null until asked after a change
    std::unique_ptr<azure::SecurityFilter> m_filter; //!< null until the first packet for it
};

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_GUARD_H
