// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/bound-path-mtus.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

void
BoundPathMtus::Learn(uint32_t interface,
                     const IpAddress& destination,
                     uint32_t reported,
                     uint32_t quotedLength)
{
    m_caches[interface].Learn(destination,
                              reported,
                              quotedLength,
                              Simulator::Now().GetNanoSeconds());
}

uint32_t
BoundPathMtus::Get(uint32_t interface, const IpAddress& destination) const
{
    const auto found = m_caches.find(interface);
    return found == m_caches.end()
               ? 0
               : found->second.Get(destination, Simulator::Now().GetNanoSeconds());
}

} // namespace ns3::v6lab
