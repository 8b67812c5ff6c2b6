// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_PLAN_H
#define V6LAB_ZONE_PLAN_H

#include "helper/topology/topology.h"
#include "model/core/address.h"
#include "model/core/dns/resolver-settings.h"
#include "model/core/dns/zone.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A zone as it is served. */
struct PlannedZone
{
    Zone zone;
    std::vector<std::string> servers; //!< nodes
};

/** The DNS that a topology's zones make together. */
struct ZonePlan
{
    std::vector<PlannedZone> zones;  //!< in the topology's order
    std::vector<DnsHint> roots;      //!< servers of the zone "."; empty if there is none
    DnsRecords trustAnchors;         //!< DS of the root, if it is signed
    std::vector<std::string> faults; //!< "zones[0].records:2: sentence"
    /** In the same form, what is legal and hardly meant. */
    std::vector<std::string> warnings;
};

/** The addresses of a node that serves zones; none is a fault. */
using AddressesOfNode = std::function<std::vector<IpAddress>(const std::string& node)>;

/**
 * Makes zones of what a topology says. What a zone needs and its author did not write is added: the
 * SOA, the NS with the servers' addresses (as ns1, ns2, ... in the zone), and in the zone above it
 * the delegation with glue and, if it is signed, the DS. Signatures are valid for ten simulated
 * years; keys follow from names alone.
 */
ZonePlan PlanZones(const Topology& topology, const AddressesOfNode& addressesOf);

/** The plan's warnings alone, without the work of signing. */
std::vector<std::string> WarningsOfZones(const Topology& topology,
                                         const AddressesOfNode& addressesOf);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_PLAN_H
