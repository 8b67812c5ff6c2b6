// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LATE_ADDRESSES_H
#define V6LAB_LATE_ADDRESSES_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Tells the preferred addresses that a node outside Azure has on its links when it is asked, of
 * the families in which nobody, or only its own site (RFC 4193), knows its addresses beforehand: by
 * a lease (RFC 2131), or by autoconfiguration in a delegated prefix (RFC 8415, RFC 4862). `only` is
 * the one family that is wanted. Null if there is nothing to ask for.
 */
std::function<std::vector<IpAddress>()> LateAddresses(const Topology& topology,
                                                      const Installation& installation,
                                                      const std::string& node,
                                                      std::optional<Family> only = std::nullopt);

} // namespace ns3::v6lab

#endif // V6LAB_LATE_ADDRESSES_H
