// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SHARED_OUTBOUND_H
#define V6LAB_AZURE_SHARED_OUTBOUND_H

#include "model/core/azure/nic-flow.h"

#include <list>
#include <optional>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * Default outbound access (R20): TCP and UDP flows of many NICs share one public IPv4 address, one
 * port per flow and protocol. A port is taken back after four idle minutes, oldest first.
 */
class SharedOutbound
{
  public:
    static constexpr int64_t IDLE_NS = 240'000'000'000;

    using Flow = NicFlow;

    /** `ports` of the address are in use, from 1024 up. */
    explicit SharedOutbound(uint32_t ports = 64512);

    /** The flow's public port, a new one at need; nothing if all are in use. */
    std::optional<uint16_t> Map(const Flow& flow, int64_t nowNs);
    /** The flow behind a public port; null if none, or idle for too long. */
    const Flow* Find(uint8_t protocol, uint16_t port, int64_t nowNs) const;

  private:
    struct Binding
    {
        Flow flow;
        uint16_t port;
        int64_t lastUsedNs;
    };

    using Bindings = std::list<Binding>; //!< least recently used first

    static uint32_t PortKey(uint8_t protocol, uint16_t port)
    {
        return uint32_t{protocol} << 16 | port;
    }

    std::optional<uint16_t> FreePort(uint8_t protocol, int64_t nowNs);

    uint32_t m_ports;
    Bindings m_bindings;
    std::unordered_map<Flow, Bindings::iterator, NicFlowHash> m_byFlow;
    std::unordered_map<uint32_t, Bindings::iterator> m_byPort;
    std::unordered_map<uint8_t, uint32_t> m_used; //!< ports ever handed out, by protocol
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SHARED_OUTBOUND_H
