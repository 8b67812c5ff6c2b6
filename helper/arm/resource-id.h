// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_RESOURCE_ID_H
#define V6LAB_ARM_RESOURCE_ID_H

#include "helper/arm/scope.h"

#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

/** The parts of "a/b/c"; a slash at the end, which templates often have, is nothing. */
std::vector<std::string> SplitPath(const std::string& path);

/** "Microsoft.Network/virtualNetworks/v/subnets/s" of the type and its names; throws. */
std::string ProviderPath(const std::string& type, const std::vector<std::string>& names);

/** The id of the scope: "/subscriptions/.../resourceGroups/..." or shorter. */
std::string ScopeId(const Placement& placement);

/** The full id; throws ExpressionError if type and names do not fit each other. */
std::string ResourceId(const Placement& placement,
                       const std::string& type,
                       const std::vector<std::string>& names);

/** A resource's name and type out of its id, for messages and lookups. */
struct ParsedId
{
    std::string type;
    std::string name;          //!< "vnet/subnet" for a child
    std::string resourceGroup; //!< or empty
};

ParsedId ParseId(const std::string& id);

/** What two ids of one resource have in common: lower case, no slash at the end. */
std::string IdKey(const std::string& id);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_RESOURCE_ID_H
