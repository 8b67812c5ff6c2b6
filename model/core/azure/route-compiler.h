// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_ROUTE_COMPILER_H
#define V6LAB_AZURE_ROUTE_COMPILER_H

#include "model/core/azure/address-owners.h"
#include "model/core/azure/effective-routes.h"
#include "model/core/prefix-map.h"

#include <vector>

namespace ns3::v6lab::azure
{

/** What a packet crosses, which is what its latency depends on (T1). */
enum class Crossing : uint8_t
{
    Vnet,
    Peering,
    GlobalPeering,
    Internet,
};

/** An active route with everything resolved that the packet path would have to look up. */
struct CompiledRoute
{
    NextHopType type{NextHopType::None};
    RouteSource source{RouteSource::Default};
    Crossing crossing{Crossing::Vnet};
    bool acceptsForwarded{true};   //!< P3, on the side that receives
    Index vnet{NOTHING};           //!< VnetLocal and peerings: where the destination is looked up
    Index appliance{NOTHING};      //!< VirtualAppliance: the NIC, or NOTHING if out of reach (R14)
    std::vector<Index> gateways{}; //!< VirtualNetworkGateway: the NICs that share its flows (R7)
    Index balancer{NOTHING};       //!< VirtualAppliance: a load balancer whose frontend it is (L5)
    IpAddress frontend{};          //!< of that load balancer
    Index endpoint{NOTHING};       //!< InterfaceEndpoint: the private endpoint (R8)

    /** R14: the appliance's address is nobody's that is in reach. */
    bool IsDeadEnd() const
    {
        return type == NextHopType::VirtualAppliance && appliance == NOTHING && balancer == NOTHING;
    }
};

using CompiledRoutes = PrefixMap<CompiledRoute>;

/** The Active rows of the subnet's table, ready for lookups. */
CompiledRoutes CompileRoutes(const Estate& estate, const AddressOwners& owners, Index subnet);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_ROUTE_COMPILER_H
