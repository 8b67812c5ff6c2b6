// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_LEFT_OUT_H
#define V6LAB_ARM_LEFT_OUT_H

#include "helper/arm/value.h"
#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

/** True for a type whose properties the import reads; nothing of any other type is simulated. */
bool IsSupportedType(const std::string& lowerType);

/**
 * What of a supported resource the import does not read: the topmost properties, items of arrays
 * by their names ("properties.subnets[web].properties.natGateway"). Absent, null and empty ones
 * say nothing and are not listed. A value known only once deployed is named with its reason.
 */
std::vector<LeftOut> FindLeftOut(const std::string& name,
                                 const std::string& type,
                                 const Value& body);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_LEFT_OUT_H
