// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_SYNTHESIS_H
#define V6LAB_ADDRESS_SYNTHESIS_H

#include "model/core/happy-eyeballs/destination-order.h"
#include "model/core/happy-eyeballs/eyeball-settings.h"

#include <functional>
#include <vector>

namespace ns3::v6lab
{

/** What a host would call an address from (RFC 6724 6). */
using ConsiderDestination = std::function<DestinationCandidate(const IpAddress&)>;

/**
 * The addresses as a host behind a NAT64 calls them: an IPv4 address that leads nowhere becomes one
 * IPv6 address for each prefix (RFC 8305 7.1, 7.3); others stay.
 */
std::vector<IpAddress> Synthesize(const EyeballHost& host,
                                  const std::vector<IpAddress>& addresses,
                                  const ConsiderDestination& consider);

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_SYNTHESIS_H
