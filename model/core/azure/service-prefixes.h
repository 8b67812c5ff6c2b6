// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SERVICE_PREFIXES_H
#define V6LAB_AZURE_SERVICE_PREFIXES_H

#include "model/core/address.h"

#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/**
 * A service that subnets may have endpoints of (R9), and the prefix that stands for its public
 * ones. Azure's own prefixes change weekly; here each service has a /28 of 203.0.113.0/24, the last
 * documentation prefix of RFC 5737. IPv4 only.
 */
struct EndpointService
{
    const char* name; //!< "Microsoft.Storage"
    Prefix prefix;
};

const std::vector<EndpointService>& EndpointServices();

/** Null if Azure has no such service; the letter case does not count. */
const EndpointService* FindEndpointService(const std::string& name);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SERVICE_PREFIXES_H
