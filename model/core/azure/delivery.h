// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_DELIVERY_H
#define V6LAB_AZURE_DELIVERY_H

#include "model/core/azure/address-owners.h"
#include "model/core/azure/outbound-map.h"
#include "model/core/azure/public-edge.h"
#include "model/core/azure/rewrite.h"
#include "model/core/azure/route-compiler.h"
#include "model/core/reason.h"

#include <memory>
#include <vector>

namespace ns3::v6lab::azure
{

/** Where a packet goes, and what is changed on the way. */
struct Decision
{
    enum class Kind : uint8_t
    {
        Drop,
        ToNic,
        ToInternet,
    };

    Kind kind{Kind::Drop};
    Reason reason{Reason::None}; //!< of a drop
    Crossing crossing{Crossing::Vnet};
    bool sharedSource{false};      //!< a port of a shared public address is still to be chosen
    bool sharedDestination{false}; //!< `target` may be behind a shared public address
    Index balancer{NOTHING};       //!< the load balancer that is still to choose the target
    IpAddress frontend{};          //!< of that load balancer
    Index nat64{NOTHING};          //!< the NAT gateway that is to make it IPv4 (D4)
    Index target{NOTHING};         //!< NIC or internet host
    bool keepsPrivate{false};      //!< the internet host sees the private source (R8, R9)
    Index endpoint{NOTHING};       //!< the private endpoint that leads there (R8)
    Rewrite rewrite{};             //!< 1:1 translation of public addresses
    /** Set if several NICs share the flows: `target` is the first. Lives as long as the routes. */
    const std::vector<Index>* choices{nullptr};
};

/**
 * The fabric's judgement on single packets: routes compiled lazily per subnet, next hops, peering
 * rules, public addresses. Holds no state of flows. Build a new one when the estate changes.
 */
class Delivery
{
  public:
    /** The estate must outlive this object and not change meanwhile. */
    explicit Delivery(const Estate& estate);

    /** `as`: the public frontend in whose name the NIC answers, if it does. */
    Decision FromNic(Index nic,
                     const IpAddress& source,
                     const IpAddress& destination,
                     const std::optional<IpAddress>& as = std::nullopt);
    Decision FromInternet(const IpAddress& source, const IpAddress& destination) const;

    /** R19: the NIC's answers to this address do not leave straight to the Internet. */
    bool LeavesElsewhere(Index nic, const IpAddress& destination);

    /** The NIC whose packets from this address the given NIC may be forwarding; NOTHING: none. */
    Index NearestOwner(Index nic, const IpAddress& address) const;

    /** The NIC that has the address in the virtual network; NOTHING: none. */
    Index FindOwner(Index vnet, const IpAddress& address) const
    {
        return m_owners.Find(vnet, address);
    }

    /** The subnet's routes have changed, and nothing else: they are compiled when next needed. */
    void Forget(Index subnet)
    {
        m_routes[subnet].reset();
    }

    bool IsCompiled(Index subnet) const
    {
        return m_routes[subnet] != nullptr;
    }

  private:
    Decision ToOwner(const CompiledRoute& route,
                     Index nic,
                     const IpAddress& source,
                     const IpAddress& destination) const;
    Decision ToAppliance(const CompiledRoute& route,
                         Index nic,
                         const IpAddress& source,
                         const IpAddress& destination) const;
    Decision ToGateway(const CompiledRoute& route,
                       Index nic,
                       const IpAddress& source,
                       const IpAddress& destination) const;
    Decision ToBalancer(const CompiledRoute& route,
                        Index balancer,
                        const IpAddress& frontend) const;
    Decision Outbound(Index nic,
                      const IpAddress& source,
                      const IpAddress& destination,
                      const std::optional<IpAddress>& as) const;
    Decision ToEndpoint(const CompiledRoute& route, const IpAddress& destination) const;
    Decision ToService(const IpAddress& source, const IpAddress& destination) const;
    Decision Inbound(const IpAddress& destination) const;
    bool IsForwardedInto(const CompiledRoute& route, Index nic, const IpAddress& source) const;
    Reason Refine(Reason reason, Index nic, const IpAddress& destination) const;
    const CompiledRoute* FindRoute(Index subnet, const IpAddress& destination);

    const Estate& m_estate;
    AddressOwners m_owners;
    PublicEdge m_edge;
    OutboundMap m_outbound;
    std::vector<std::unique_ptr<CompiledRoutes>> m_routes; //!< by subnet, null until needed
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_DELIVERY_H
