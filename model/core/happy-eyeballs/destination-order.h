// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DESTINATION_ORDER_H
#define V6LAB_DESTINATION_ORDER_H

#include "model/core/happy-eyeballs/address-history.h"
#include "model/core/source-selection.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** An address of the one to call, and what it would be called from. */
struct DestinationCandidate
{
    IpAddress address;
    std::optional<SourceCandidate> source; //!< nothing: no address of that family
    bool reachable{true};                  //!< false: known to have no route
    bool encapsulated{false};              //!< rule 7: reached through a transition tunnel

    /** RFC 6724 6 rule 1: not one to avoid. */
    bool IsUsable() const
    {
        return source && reachable;
    }
};

using DestinationList = std::vector<DestinationCandidate>;

/**
 * All candidates, best first, by the rules 1 to 10 of RFC 6724 6. With a history also by those of
 * RFC 8305 4 between the rules 8 and 9, for candidates that are reached by the same interface: the
 * shorter round trip first, then the address that was used before; an unknown round trip counts as
 * longer than all known ones. What no rule tells apart keeps its order.
 */
DestinationList SortDestinations(const DestinationList& candidates,
                                 const AddressHistory* history = nullptr,
                                 const std::vector<PolicyRow>& policy = DefaultPolicy());

/**
 * RFC 8305 4: the families by turns, each in its order, beginning with `firstFamilyCount` (at least
 * 1) addresses of the family that is first: if nothing is said, that of the first address.
 */
DestinationList InterleaveFamilies(const DestinationList& sorted,
                                   size_t firstFamilyCount = 1,
                                   std::optional<Family> firstFamily = std::nullopt);

} // namespace ns3::v6lab

#endif // V6LAB_DESTINATION_ORDER_H
