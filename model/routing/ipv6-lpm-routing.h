// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV6_LPM_ROUTING_H
#define V6LAB_IPV6_LPM_ROUTING_H

#include "model/compat.h"
#include "model/core/address.h"
#include "model/core/routing-table.h"
#include "model/routing/detour.h"

#include "ns3/ipv6-route.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/traced-callback.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * IPv6 routing by longest prefix, RFC 6724 source selection, connected routes from the interfaces'
 * addresses, routes that ns-3 learns from router advertisements. On a node with Ipv6Stack it
 * finishes packets itself; under a stock Ipv6L3Protocol it only finds their routes.
 */
class Ipv6LpmRouting : public Ipv6RoutingProtocol
{
  public:
    using Entry = RouteEntry<Key128>;
    using Input = compat::RouteInput<decltype(&Ipv6RoutingProtocol::RouteInput)>;

    static TypeId GetTypeId();

    /** Adds a static route; of several for one prefix the lowest metric wins. */
    void AddRoute(const Prefix& prefix,
                  const std::optional<IpAddress>& nextHop,
                  uint32_t interface,
                  uint32_t metric = 0);
    /** False if there is no such route. */
    bool RemoveRoute(const Prefix& prefix,
                     const std::optional<IpAddress>& nextHop,
                     uint32_t interface);

    /** A route from a routing protocol: any other route for the prefix wins over it. */
    void AddLearnedRoute(const Prefix& prefix,
                         const IpAddress& nextHop,
                         uint32_t interface,
                         uint32_t metric);
    /** False if there is no such route. */
    bool RemoveLearnedRoute(const Prefix& prefix, const IpAddress& nextHop, uint32_t interface);

    /**
     * A virtual interface of some applications: whatever sockets that are bound to it send leaves
     * by it, and whatever else has one of its addresses as source; nothing else ever does.
     */
    void SetBoundOnly(uint32_t interface);

    bool IsBoundOnly(uint32_t interface) const
    {
        return m_boundOnly.count(interface) != 0;
    }

    /** What packets of this node to `destination` carry as source unless they have one already. */
    void SetPreferredSource(const IpAddress& destination, const IpAddress& source);
    /**
     * Routes of an interface without carrier do not count. Tells the listeners of the trace source
     * InterfaceChanged, as the interface itself does when it goes up or down.
     */
    void SetCarrier(uint32_t interface, bool present);

    /** Packets to the prefix that no longer prefix takes go to `detour`, which outlives the routes.
     */
    void AddDetour(const Prefix& prefix, Detour* detour);
    /** False if the prefix does not lead there. */
    bool RemoveDetour(const Prefix& prefix, Detour* detour);

    /** The best route for a destination, null if there is none, detours left out. */
    const Entry* Lookup(const Key128& destination) const
    {
        return m_table.LookupNative(destination);
    }

    /** The same without learned routes, as a routing protocol's next hops are looked up. */
    const Entry* LookupConfigured(const Key128& destination) const
    {
        return m_table.LookupConfigured(destination);
    }

    /** Who takes packets to a destination; null if they leave by a link or are for this node. */
    Detour* FindDetour(const Key128& destination) const
    {
        if (m_detours.empty())
        {
            return nullptr;
        }
        const Entry* best = m_table.Lookup(destination);
        return best && best->kind == RouteKind::Detour ? m_detours[best->detour] : nullptr;
    }

    const Entry* LookupOn(const Key128& destination, uint32_t interface) const
    {
        return m_table.LookupOn(destination, interface);
    }

    /** RFC 6724 5; nothing if the node has no address of the destination's scope or a wider one. */
    std::optional<Key128> SelectSource(const Key128& destination, uint32_t interface) const;
    /** The state of an address has changed: selections are made anew. */
    void ForgetSelections();
    size_t GetNRoutes() const;

    Ptr<Ipv6Route> RouteOutput(Ptr<Packet> p,
                               const Ipv6Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr) override;
    bool RouteInput(Ptr<const Packet> p,
                    const Ipv6Header& header,
                    Ptr<const NetDevice> idev,
                    Input::Unicast ucb,
                    Input::Multicast mcb,
                    Input::Deliver lcb,
                    Input::Error ecb) override;
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void NotifyAddAddress(uint32_t interface, Ipv6InterfaceAddress address) override;
    void NotifyRemoveAddress(uint32_t interface, Ipv6InterfaceAddress address) override;
    void NotifyAddRoute(Ipv6Address dst,
                        Ipv6Prefix mask,
                        Ipv6Address nextHop,
                        uint32_t interface,
                        Ipv6Address prefixToUse = Ipv6Address::GetZero()) override;
    void NotifyRemoveRoute(Ipv6Address dst,
                           Ipv6Prefix mask,
                           Ipv6Address nextHop,
                           uint32_t interface,
                           Ipv6Address prefixToUse = Ipv6Address::GetZero()) override;
    void SetIpv6(Ptr<Ipv6> ipv6) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream,
                           Time::Unit unit = Time::S) const override;

  protected:
    void DoDispose() override;

  private:
    uint16_t IndexOf(Detour* detour);
    const Entry* ChooseBound(const Key128& source, int32_t only) const;
    std::optional<Key128> SourceTowards(const Key128& destination, const Entry& entry) const;
    const Entry* Choose(const Key128& destination, const Key128& source, int32_t only) const;
    const Entry* ChooseForLink(const Key128& source, int32_t only) const;
    Ptr<Ipv6Route> MakeRoute(const Key128& destination,
                             const Key128& source,
                             const Entry& entry) const;

    /** The last selection: a flow's packets ask the same again and again. */
    struct Memo
    {
        Key128 destination;
        Key128 source; //!< ::: empty
        uint32_t interface {
            0
        };
    };

    RoutingTable<Key128> m_table;
    std::vector<Detour*> m_detours; //!< by RouteEntry::detour
    Ptr<Ipv6> m_ipv6;
    Ipv6Stack* m_stack{nullptr}; //!< m_ipv6, if it is ours
    mutable Memo m_memo;
    mutable Entry m_bound;                      //!< what ChooseBound() returns
    mutable Entry m_link;                       //!< what ChooseForLink() returns
    std::map<IpAddress, IpAddress> m_preferred; //!< source by destination
    std::set<uint32_t> m_boundOnly;             //!< see SetBoundOnly()
    TracedCallback<uint32_t, bool> m_interfaceChanged;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV6_LPM_ROUTING_H
