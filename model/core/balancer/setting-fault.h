// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SETTING_FAULT_H
#define V6LAB_SETTING_FAULT_H

#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** Something in the settings of an Azure resource that Azure would refuse. */
struct SettingFault
{
    std::string path;     //!< "loadBalancingRules[0].idleTimeoutInMinutes"
    std::string word;     //!< Azure's error code where it is known, else empty
    std::string rule;     //!< number in the Azure rules reference, may be empty
    std::string sentence; //!< what is wrong and what is allowed
};

/** "loadBalancingRules[0].backendPort: word: sentence [rule]". */
std::string ToString(const SettingFault& fault);

/** Throws std::invalid_argument with the first of the faults, if there is one. */
void Demand(const std::vector<SettingFault>& faults);

} // namespace ns3::v6lab::azure

#endif // V6LAB_SETTING_FAULT_H
