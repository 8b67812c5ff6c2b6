// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DESTINATION_CHOICE_H
#define V6LAB_DESTINATION_CHOICE_H

#include "model/core/happy-eyeballs/destination-order.h"

#include "ns3/node.h"

#include <vector>

namespace ns3::v6lab
{

/** Asks the node's routing what it would call an address from, for RFC 6724 6. */
DestinationCandidate ConsiderFrom(const Ptr<ns3::Node>& node, const IpAddress& address);

/** The addresses as the node would try them, best first (RFC 6724 6). */
std::vector<IpAddress> SortFor(const Ptr<ns3::Node>& node, const std::vector<IpAddress>& addresses);

} // namespace ns3::v6lab

#endif // V6LAB_DESTINATION_CHOICE_H
