// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_UNTRIED_ADDRESSES_H
#define V6LAB_UNTRIED_ADDRESSES_H

#include "model/core/happy-eyeballs/address-synthesis.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** The addresses that a connection may still be tried to, in their order (RFC 8305 4, 6, 7). */
class UntriedAddresses
{
  public:
    /** The history may be null. */
    UntriedAddresses(const EyeballHost& host,
                     ConsiderDestination consider,
                     const AddressHistory* history,
                     size_t firstFamilyCount);

    /**
     * These instead of what came with an earlier answer for the family (RFC 8305 6); IPv4 addresses
     * that lead nowhere become those of the network's NAT64 (7.1, 7.3). What was tried stays out.
     */
    void Replace(Family origin, const std::vector<IpAddress>& addresses);

    /** True if there is nothing that the host could call. */
    bool IsEmpty() const;
    /** True if one of them came with an answer for the family. */
    bool HasFrom(Family origin) const;
    /** The next to try; there must be one. */
    DestinationCandidate Take();
    /** The best of those that the host cannot call. */
    std::optional<DestinationCandidate> TakeUnusable();

  private:
    struct Untried
    {
        DestinationCandidate candidate;
        Family origin;
    };

    void Add(const IpAddress& address, Family origin);
    DestinationList Interleave(const DestinationList& sorted) const;
    /** Sorts the usable ones, and mixes the families. */
    void Arrange();

    const EyeballHost m_host;
    const ConsiderDestination m_consider;
    const AddressHistory* const m_history;
    const size_t m_firstFamilyCount;
    std::vector<IpAddress> m_tried;
    std::vector<Untried> m_usable; //!< in the order in which they will be tried
    std::vector<Untried> m_unusable;
};

} // namespace ns3::v6lab

#endif // V6LAB_UNTRIED_ADDRESSES_H
