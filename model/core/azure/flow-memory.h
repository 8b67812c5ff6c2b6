// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_FLOW_MEMORY_H
#define V6LAB_AZURE_FLOW_MEMORY_H

#include "model/core/azure/nic-flow.h"

#include <list>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * Remembers flows until they have been idle for a while: four minutes if nothing else is said, as
 * long as default outbound access does. When full, the one that is idle for longest is forgotten.
 */
class FlowMemory
{
  public:
    static constexpr int64_t IDLE_NS = 240'000'000'000;

    /** `capacity` flows at most, at least one. */
    explicit FlowMemory(size_t capacity = 65536, int64_t idleNs = IDLE_NS);

    void Note(const NicFlow& flow, int64_t nowNs);
    /** Whether the flow was noted and is not idle; asking is a use. */
    bool Recall(const NicFlow& flow, int64_t nowNs);

    size_t Size() const
    {
        return m_uses.size();
    }

  private:
    struct Use
    {
        NicFlow flow;
        int64_t lastUsedNs;
    };

    using Uses = std::list<Use>; //!< least recently used first

    void Refresh(Uses::iterator use, int64_t nowNs);

    size_t m_capacity;
    int64_t m_idleNs;
    Uses m_uses;
    std::unordered_map<NicFlow, Uses::iterator, NicFlowHash> m_byFlow;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_FLOW_MEMORY_H
