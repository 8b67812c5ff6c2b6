// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_SET_H
#define V6LAB_PREFIX_SET_H

#include "model/core/address.h"

#include <cstddef>
#include <utility>
#include <vector>

/** Overlaps and containment of many prefixes by sorting: prefixes either nest or are disjoint. */
namespace ns3::v6lab
{

/** A prefix and whom it belongs to (any number that the caller understands). */
struct Claim
{
    Prefix prefix;
    size_t owner{0};
};

/** Two claims of different owners, as places in the caller's list, the earlier place first. */
using Conflict = std::pair<size_t, size_t>;

/**
 * Overlaps between claims of different owners. Each claim that lies in or equals another owner's
 * is reported once, against the nearest such claim: n claims give less than n conflicts.
 */
std::vector<Conflict> FindOverlaps(const std::vector<Claim>& claims);

/** Answers which claim contains or overlaps a prefix, in logarithmic time. */
class PrefixSet
{
  public:
    PrefixSet() = default;
    explicit PrefixSet(std::vector<Claim> claims);

    /** The widest claim that contains all of `prefix`, or null. */
    const Claim* Containing(const Prefix& prefix) const;
    const Claim* Containing(const IpAddress& address) const;
    /** A widest claim that overlaps `prefix`, or null. */
    const Claim* Overlapping(const Prefix& prefix) const;
    bool Has(Family family) const;

  private:
    std::vector<Claim> m_widest; //!< sorted and disjoint
};

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_SET_H
