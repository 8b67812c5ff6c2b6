// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SECURITY_FILTER_H
#define V6LAB_AZURE_SECURITY_FILTER_H

#include "model/core/azure/flow-memory.h"
#include "model/core/azure/security-gate.h"
#include "model/core/packet-facts.h"

#include <optional>

namespace ns3::v6lab::azure
{

/** A packet that enters or leaves an interface, with its addresses as the machine sees them (S5).
 */
struct Passage
{
    Index nic{NOTHING};
    RuleDirection direction{RuleDirection::Inbound};
    PacketFacts facts{};
    std::optional<PacketFacts> quoted{}; //!< of an ICMP error: the packet that it is about
    bool fromInternet{false};            //!< came in by a public address of the interface
};

/**
 * Security rules with state (S1): a packet of a flow that was allowed passes in both directions,
 * whatever the rules say by now; only the first one of a flow is judged. ICMP errors about such a
 * flow pass with it [K]. A later fragment passes if the first one did, and is else judged as a
 * packet without ports [K].
 */
class SecurityFilter
{
  public:
    /** Flows are forgotten when idle for `idleNs`, or for longest when there are too many. */
    explicit SecurityFilter(size_t capacity = 1'000'000, int64_t idleNs = FlowMemory::IDLE_NS);

    SecurityVerdict Check(SecurityGate& gate, const Passage& passage, int64_t nowNs);

    size_t Size() const
    {
        return m_flows.Size();
    }

  private:
    bool IsKnown(const Passage& passage, int64_t nowNs);

    FlowMemory m_flows;
    FlowMemory m_fragments; //!< of first fragments that passed; ports hold the identification
};

/** What rules look at of a packet. */
PacketTuple TupleOf(const PacketFacts& facts);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SECURITY_FILTER_H
