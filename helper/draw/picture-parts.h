// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PICTURE_PARTS_H
#define V6LAB_PICTURE_PARTS_H

#include "helper/draw/picture.h"
#include "helper/topology/validate/context.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What the makers of a picture's parts share: what is drawn, and what is there of it already. */
struct PictureParts
{
    const Topology& topology;
    const ValidationContext& context;
    std::map<std::string, std::vector<TranslatorView>> translators; //!< of nodes and machines
    Picture picture;
};

/** Virtual networks and their subnets; first of all, as machines stand in them. */
void AddNetworks(PictureParts& parts);
/** Virtual machines, load balancers, private endpoints and Bastions. */
void AddMachines(PictureParts& parts);
/** Peerings and connected groups, those of Virtual Network Manager with them. */
void AddPeerings(PictureParts& parts);
/** Links, and the nodes at them. */
void AddOutside(PictureParts& parts);

} // namespace ns3::v6lab

#endif // V6LAB_PICTURE_PARTS_H
