// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/authored-quantity.h"

#include "helper/topology/quantity.h"

#include <stdexcept>

namespace ns3::v6lab
{

Time
ReadDuration(const std::string& text, const std::string& where)
{
    const auto nanoseconds = ParseDuration(text);
    if (!nanoseconds)
    {
        throw std::invalid_argument(where + ": \"" + text + "\" is no duration such as \"100ms\"");
    }
    return NanoSeconds(*nanoseconds);
}

DataRate
ReadRate(const std::string& text, const std::string& where)
{
    const auto rate = ParseRate(text);
    if (!rate || *rate == 0)
    {
        throw std::invalid_argument(where + ": \"" + text + "\" is no rate such as \"10Gbps\"");
    }
    return DataRate(*rate);
}

} // namespace ns3::v6lab
