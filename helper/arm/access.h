// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_ACCESS_H
#define V6LAB_ARM_ACCESS_H

#include "helper/arm/syntax.h"
#include "helper/arm/value.h"

namespace ns3::v6lab::arm
{

/** value.name, in any letter case; throws ExpressionError at the node's position. */
Value AccessMember(const Value& value, const std::string& name, const Node& node);
/** value[3] or value['name']; throws ExpressionError at the node's position. */
Value AccessIndex(const Value& value, const Value& key, const Node& node);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_ACCESS_H
