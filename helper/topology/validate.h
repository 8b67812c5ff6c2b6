// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_H
#define V6LAB_VALIDATE_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One thing wrong with a topology. */
struct Fault
{
    std::string path;     //!< "virtualNetworks[1].subnets[0].addressPrefixes[1]"
    std::string subject;  //!< the same place by name: "spoke/app"
    std::string word;     //!< Azure's error code where Azure has one, else empty
    std::string rule;     //!< number in the Azure rules reference or RFC clause, may be empty
    std::string sentence; //!< what is wrong, with the values
};

/** "virtualNetworks[1] (spoke): VnetAddressSpacesOverlap: … [P6]" */
std::string ToString(const Fault& fault);

/**
 * Everything wrong with a topology, in the order of its parts; nothing may be simulated unless this
 * is empty. Takes about the time of sorting the topology's prefixes and names.
 */
std::vector<Fault> Validate(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_H
