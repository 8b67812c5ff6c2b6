// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_HISTORY_H
#define V6LAB_ADDRESS_HISTORY_H

#include "model/core/address.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace ns3::v6lab
{

/** What earlier connections to an address taught. */
struct AddressPast
{
    std::optional<int64_t> smoothedRttNs; //!< RFC 6298 2; empty: used, but never measured
    int64_t rttVariationNs{0};

    /** When a sender that knows this retransmits; RFC 6298's floor of 1 s left out (RFC 8305 5). */
    std::optional<int64_t> RetransmissionNs() const;
};

/**
 * What a host remembers of the addresses that it called, apart for each of its interfaces
 * (RFC 8305 4: never used across them).
 */
class AddressHistory
{
  public:
    /** A connection was made; `rttNs` is that of its handshake. */
    void NoteRtt(uint32_t interface, const IpAddress& address, int64_t rttNs);
    /** The address was used; how far it is nobody measured. */
    void NoteUse(uint32_t interface, const IpAddress& address);
    /** Null if nothing is known by way of that interface. */
    const AddressPast* Find(uint32_t interface, const IpAddress& address) const;
    /** The interface was connected to another network (RFC 8305 4). */
    void Flush(uint32_t interface);

  private:
    std::map<std::pair<uint32_t, IpAddress>, AddressPast> m_pasts;
};

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_HISTORY_H
