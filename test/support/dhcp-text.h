// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DHCP_TEXT_H
#define V6LAB_TEST_DHCP_TEXT_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"

#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** Each followed by a space. */
template <typename Value>
std::string
Text(const std::vector<Value>& values)
{
    std::string text;
    for (const auto& value : values)
    {
        text += value.ToString() + " ";
    }
    return text;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DHCP_TEXT_H
