// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/setting-fault.h"

#include <stdexcept>

namespace ns3::v6lab::azure
{

std::string
ToString(const SettingFault& fault)
{
    std::string text = fault.path + ": ";
    text += fault.word.empty() ? "" : fault.word + ": ";
    text += fault.sentence;
    return fault.rule.empty() ? text : text + " [" + fault.rule + "]";
}

void
Demand(const std::vector<SettingFault>& faults)
{
    if (!faults.empty())
    {
        throw std::invalid_argument(ToString(faults.front()));
    }
}

} // namespace ns3::v6lab::azure
