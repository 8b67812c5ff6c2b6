// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/shared-outbound.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{
constexpr uint16_t FIRST_PORT = 1024;
} // namespace

SharedOutbound::SharedOutbound(uint32_t ports)
    : m_ports(ports)
{
}

std::optional<uint16_t>
SharedOutbound::Map(const Flow& flow, int64_t nowNs)
{
    const auto known = m_byFlow.find(flow);
    if (known != m_byFlow.end())
    {
        known->second->lastUsedNs = nowNs;
        m_bindings.splice(m_bindings.end(), m_bindings, known->second);
        return known->second->port;
    }
    const auto port = FreePort(flow.protocol, nowNs);
    if (port)
    {
        const auto binding = m_bindings.insert(m_bindings.end(), {flow, *port, nowNs});
        m_byFlow.emplace(flow, binding);
        m_byPort.emplace(PortKey(flow.protocol, *port), binding);
    }
    return port;
}

std::optional<uint16_t>
SharedOutbound::FreePort(uint8_t protocol, int64_t nowNs)
{
    uint32_t& used = m_used[protocol];
    if (used < m_ports)
    {
        return static_cast<uint16_t>(FIRST_PORT + used++);
    }
    const auto idle =
        std::find_if(m_bindings.begin(), m_bindings.end(), [&](const Binding& binding) {
            return binding.flow.protocol == protocol || nowNs - binding.lastUsedNs < IDLE_NS;
        });
    if (idle == m_bindings.end() || nowNs - idle->lastUsedNs < IDLE_NS)
    {
        return std::nullopt;
    }
    const uint16_t port = idle->port;
    m_byFlow.erase(idle->flow);
    m_byPort.erase(PortKey(protocol, port));
    m_bindings.erase(idle);
    return port;
}

const SharedOutbound::Flow*
SharedOutbound::Find(uint8_t protocol, uint16_t port, int64_t nowNs) const
{
    const auto found = m_byPort.find(PortKey(protocol, port));
    if (found == m_byPort.end() || nowNs - found->second->lastUsedNs >= IDLE_NS)
    {
        return nullptr;
    }
    return &found->second->flow;
}

} // namespace ns3::v6lab::azure
