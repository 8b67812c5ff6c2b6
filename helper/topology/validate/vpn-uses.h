// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_VPN_USES_H
#define V6LAB_VALIDATE_VPN_USES_H

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string>
#include <vector>

namespace ns3::v6lab
{

class ValidationContext;

/** Who has which address in per-app VPNs, and the workloads that are bound to VPN services. */
void ValidateVpnUses(ValidationContext& context);

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
