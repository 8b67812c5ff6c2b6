// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVE_FIRST_H
#define V6LAB_RESOLVE_FIRST_H

#include "model/workload/name-lookup.h"

#include "ns3/node.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/** What became of a name of which one address is wanted. */
struct Resolution
{
    std::optional<IpAddress> address;
    LookupFailure failure; //!< without an address
};

/**
 * Finds the address of a name that `node` would call (RFC 6724 6): the best of those of the one
 * family that is wanted, or of all families that the node has. Unlike Happy Eyeballs it waits for
 * all answers. Calls back once, perhaps before it returns.
 */
void ResolveFirst(const Ptr<ns3::Node>& node,
                  const Ptr<NameLookup>& lookup,
                  const std::string& name,
                  std::optional<Family> only,
                  Callback<void, const Resolution&> done);

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVE_FIRST_H
