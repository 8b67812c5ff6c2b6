// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_VPN_USES_H
#define V6LAB_VALIDATE_VPN_USES_H

#include "helper/topology/topology.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

class ValidationContext;

/** Who has which address in per-app VPNs, and the workloads that are bound to VPN services. */
void ValidateVpnUses(ValidationContext& context);

/** The server that a node is, if it is one; `path` leads to it. */
void ValidateVpnServer(ValidationContext& context,
                       const OutsideNode& node,
                       const std::string& path);

/** What is wrong with the MTU of a VPN's interface, whose 0 stands for the usual one (RFC 8200 5).
 */
std::optional<std::string> VpnMtuFault(uint32_t mtu, uint32_t largest);

/** "allowed: a, b" of those that are wanted, or "there is none". */
template <class T, class Wanted>
std::string
NamesOf(const std::vector<T>& list, const Wanted& wanted)
{
    std::vector<std::string> names;
    for (const T& one : list)
    {
        if (wanted(one))
        {
            names.push_back("\"" + one.name + "\"");
        }
    }
    return names.empty() ? "there is none" : fmt::format("allowed: {}", fmt::join(names, ", "));
}

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_VPN_USES_H
