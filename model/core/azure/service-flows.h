// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SERVICE_FLOWS_H
#define V6LAB_AZURE_SERVICE_FLOWS_H

#include "model/core/azure/delivery.h"
#include "model/core/azure/nic-flow.h"
#include "model/core/packet-facts.h"

#include <list>
#include <optional>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * Flows from virtual networks to platform services, by private endpoints (R8) or service endpoints
 * (R9). The service sees the private address of the caller, so its answers find their way back by
 * what is remembered here: 65 536 flows at most, for four idle minutes.
 */
class ServiceFlows
{
  public:
    /** Notes the flow of a decision that keeps the private source; a reason if it cannot. */
    Reason Begin(const Decision& decision, Index nic, const PacketFacts& facts, int64_t nowNs);
    /** Where the answer of an internet host to a private address goes; nothing: nowhere. */
    std::optional<Decision> Answer(Index host, const PacketFacts& facts, int64_t nowNs);

  private:
    static constexpr size_t CAPACITY = 65536;
    static constexpr int64_t IDLE_NS = 240'000'000'000;

    struct Use
    {
        NicFlow flow;     //!< as the host sees it; `nic` is the host
        Index nic;        //!< that called
        IpAddress called; //!< the address that it called
        Crossing crossing;
        int64_t lastUsedNs;
    };

    std::list<Use> m_uses; //!< least recently used first
    std::unordered_map<NicFlow, std::list<Use>::iterator, NicFlowHash> m_byFlow;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SERVICE_FLOWS_H
