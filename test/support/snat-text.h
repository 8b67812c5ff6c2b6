// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SNAT_TEXT_H
#define V6LAB_TEST_SNAT_TEXT_H

#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/outbound-rule.h"
#include "model/core/outbound/snat-table.h"
#include "test/support/balancer-lab.h"

#include <random>
#include <set>

/** How rows about SNAT tables name what came of a packet. */
namespace ns3::v6lab::test::snat
{

using azure::SnatInside;
using azure::SnatMapping;
using azure::SnatTable;

const std::string SERVER = "198.51.100.7";
const std::string PUBLIC4 = "192.0.2.1";

inline std::string
ToText(const SnatMapping& mapping)
{
    return mapping.reason == Reason::None ? mapping.address.ToString()
                                          : std::string(Describe(mapping.reason).word);
}

inline std::string
ToText(const std::optional<SnatInside>& inside)
{
    return inside ? "nic " + std::to_string(inside->nic) + " " + inside->address.ToString() + " " +
                        std::to_string(inside->port)
                  : "nobody";
}

const std::string EXHAUSTED = "azure-snat-exhausted";
const std::string UNKNOWN = "azure-snat-no-connection";

} // namespace ns3::v6lab::test::snat

#endif // V6LAB_TEST_SNAT_TEXT_H
