// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DESTINATION_CHOICE_H
#define V6LAB_DESTINATION_CHOICE_H

#include "model/core/happy-eyeballs/destination-order.h"
#include "model/core/happy-eyeballs/eyeball-settings.h"

#include "ns3/node.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** What the node is, as far as its addresses and routes tell; `prefixes` is what it has learned. */
EyeballHost HostOf(const Ptr<ns3::Node>& node,
                   const std::optional<Family>& only,
                   const std::vector<Pref64>& prefixes,
                   const Ptr<NetDevice>& bound = nullptr);

/** Asks the node's routing what it would call an address from, for RFC 6724 6. */
DestinationCandidate ConsiderFrom(const Ptr<ns3::Node>& node,
                                  const IpAddress& address,
                                  const Ptr<NetDevice>& bound = nullptr);

/** The addresses as the node would try them, best first (RFC 6724 6). */
std::vector<IpAddress> SortFor(const Ptr<ns3::Node>& node,
                               const std::vector<IpAddress>& addresses,
                               const Ptr<NetDevice>& bound = nullptr);

/** The addresses, of IPv4 those behind the NAT64 where the node has to call these (RFC 8305 7.1).
 */
std::vector<IpAddress> SynthesizeFor(const Ptr<ns3::Node>& node,
                                     const std::vector<IpAddress>& addresses,
                                     const std::vector<Pref64>& prefixes,
                                     const Ptr<NetDevice>& bound = nullptr);

} // namespace ns3::v6lab

#endif // V6LAB_DESTINATION_CHOICE_H
