// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_NEIGHBOR_H
#define V6LAB_BGP_NEIGHBOR_H

#include "helper/topology/topology.h"
#include "model/core/address.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a topology tells of a BGP neighbour, whether it is valid or not. */
struct BgpNeighborEnds
{
    std::optional<IpAddress> local;  //!< nothing: the address that the node sends from
    std::optional<IpAddress> remote; //!< nothing: it has none that could be found
    std::string node; //!< the node outside Azure that it is; empty: another one, such as a gateway
    uint32_t asn{0};  //!< 0: not known
    std::vector<std::string> links; //!< that both are on
};

/**
 * An address names the neighbour, or the name of a node that shares one link with this one: then
 * the session is between their first addresses of one subnet, IPv4 before IPv6.
 */
BgpNeighborEnds FindBgpNeighbor(const Topology& topology,
                                const OutsideNode& node,
                                const BgpNeighbor& neighbor);

/** Whether one of the node's neighbours is the other end of this session. */
bool HasBgpNeighbor(const Topology& topology,
                    const OutsideNode& node,
                    const std::string& name,
                    const BgpNeighborEnds& seenFromThere);

} // namespace ns3::v6lab

#endif // V6LAB_BGP_NEIGHBOR_H
