// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_LPM_ROUTING_H
#define V6LAB_IPV4_LPM_ROUTING_H

#include "model/compat.h"
#include "model/core/address.h"
#include "model/core/routing-table.h"
#include "model/routing/detour.h"

#include "ns3/ipv4-route.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/traced-callback.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ns3::v6lab
{

class Ipv4Stack;

/**
 * IPv4 routing by longest prefix, RFC 6724 source selection, connected routes from the interfaces'
 * addresses. On a node with Ipv4Stack it finishes packets itself; under a stock Ipv4L3Protocol it
 * only finds their routes.
 */
class Ipv4LpmRouting : public Ipv4RoutingProtocol
{
  public:
    using Entry = RouteEntry<uint32_t>;
    using Input = compat::RouteInput<decltype(&Ipv4RoutingProtocol::RouteInput)>;

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

    /**
     * Packets to the prefix that no longer prefix takes go to `detour`, which outlives the routes.
     * With a metric, static routes for the same prefix with a lower one come first.
     */
    void AddDetour(const Prefix& prefix, Detour* detour, uint32_t metric = 0);
    /** False if the prefix does not lead there. */
    bool RemoveDetour(const Prefix& prefix, Detour* detour);

    /** The best route for a destination, null if there is none, detours left out. */
    const Entry* Lookup(uint32_t destination) const
    {
        return m_table.LookupNative(destination);
    }

    /** The same without learned routes, as a routing protocol's next hops are looked up. */
    const Entry* LookupConfigured(uint32_t destination) const
    {
        return m_table.LookupConfigured(destination);
    }

    /** Who takes packets to a destination; null if they leave by a link or are for this node. */
    Detour* FindDetour(uint32_t destination) const
    {
        if (m_detours.empty())
        {
            return nullptr;
        }
        const Entry* best = m_table.Lookup(destination);
        return best && best->kind == RouteKind::Detour ? m_detours[best->detour] : nullptr;
    }

    /** RFC 6724 5; nothing if the node has no IPv4 address. */
    std::optional<uint32_t> SelectSource(uint32_t destination, uint32_t interface) const;
    size_t GetNRoutes() const;

    Ptr<Ipv4Route> RouteOutput(Ptr<Packet> p,
                               const Ipv4Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr) override;
    bool RouteInput(Ptr<const Packet> p,
                    const Ipv4Header& header,
                    Ptr<const NetDevice> idev,
                    Input::Unicast ucb,
                    Input::Multicast mcb,
                    Input::Deliver lcb,
                    Input::Error ecb) override;
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void NotifyAddAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void NotifyRemoveAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void SetIpv4(Ptr<Ipv4> ipv4) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream,
                           Time::Unit unit = Time::S) const override;

  protected:
    void DoDispose() override;

  private:
    uint16_t IndexOf(Detour* detour);
    const Entry* ChooseBound(uint32_t source, int32_t only) const;
    std::optional<uint32_t> SourceTowards(uint32_t destination, const Entry& entry) const;
    const Entry* Choose(uint32_t destination, uint32_t source, int32_t onlyInterface) const;
    const Entry* ChooseForMany(uint32_t source, int32_t onlyInterface) const;
    Ptr<Ipv4Route> MakeRoute(uint32_t destination, uint32_t source, const Entry& entry) const;
    bool IsForAll(uint32_t destination) const;

    /** The last selection: a flow's packets ask the same again and again. */
    struct Memo
    {
        uint32_t destination{0};
        uint32_t interface {
            0
        };
        uint32_t source{0}; //!< 0: empty
    };

    RoutingTable<uint32_t> m_table;
    std::vector<Detour*> m_detours; //!< by RouteEntry::detour
    Ptr<Ipv4> m_ipv4;
    Ipv4Stack* m_stack{nullptr}; //!< m_ipv4, if it is ours
    mutable Memo m_memo;
    mutable Entry m_bound;                      //!< what ChooseBound() returns
    mutable Entry m_many;                       //!< what ChooseForMany() returns
    std::map<IpAddress, IpAddress> m_preferred; //!< source by destination
    std::set<uint32_t> m_boundOnly;             //!< see SetBoundOnly()
    TracedCallback<uint32_t, bool> m_interfaceChanged;
};

} // namespace ns3::v6lab

#endif // V6LAB_IPV4_LPM_ROUTING_H
