// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/address-history.h"

#include <cstdlib>

namespace ns3::v6lab
{

std::optional<int64_t>
AddressPast::RetransmissionNs() const
{
    if (!smoothedRttNs)
    {
        return std::nullopt;
    }
    return *smoothedRttNs + 4 * rttVariationNs; // RFC 6298 2.3
}

void
AddressHistory::NoteRtt(uint32_t interface, const IpAddress& address, int64_t rttNs)
{
    AddressPast& past = m_pasts[{interface, address}];
    if (!past.smoothedRttNs) // RFC 6298 2.2
    {
        past.smoothedRttNs = rttNs;
        past.rttVariationNs = rttNs / 2;
        return;
    }
    const int64_t distance = std::abs(*past.smoothedRttNs - rttNs); // RFC 6298 2.3
    past.rttVariationNs = (3 * past.rttVariationNs + distance) / 4;
    past.smoothedRttNs = (7 * *past.smoothedRttNs + rttNs) / 8;
}

void
AddressHistory::NoteUse(uint32_t interface, const IpAddress& address)
{
    m_pasts[{interface, address}];
}

const AddressPast*
AddressHistory::Find(uint32_t interface, const IpAddress& address) const
{
    const auto found = m_pasts.find({interface, address});
    return found == m_pasts.end() ? nullptr : &found->second;
}

void
AddressHistory::Flush(uint32_t interface)
{
    for (auto past = m_pasts.begin(); past != m_pasts.end();)
    {
        past = past->first.first == interface ? m_pasts.erase(past) : std::next(past);
    }
}

} // namespace ns3::v6lab
