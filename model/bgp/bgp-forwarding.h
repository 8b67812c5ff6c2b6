// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_FORWARDING_H
#define V6LAB_BGP_FORWARDING_H

#include "model/core/bgp/path.h"

#include "ns3/node.h"

#include <map>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

class Detour;
class Ipv4LpmRouting;
class Ipv6LpmRouting;

/** Where packets to a next hop leave the node. */
struct NextHopPlace
{
    IpAddress gateway;
    uint32_t interface {
        0
    };
    bool onLink{false};      //!< the next hop is a neighbour
    Detour* detour{nullptr}; //!< who takes them instead, such as a tunnel

    friend bool operator==(const NextHopPlace& a, const NextHopPlace& b)
    {
        return a.gateway == b.gateway && a.interface == b.interface && a.detour == b.detour;
    }
};

/**
 * The learned routes of a node in its forwarding tables (RFC 4271 9.1.2.1). Next hops are looked up
 * among connected and static routes, not among learned ones. Of several paths of a prefix the first
 * whose next hop can be reached is used: the tables hold one path to a prefix.
 *
 * A next hop behind a tunnel makes the tunnel the way, and so does a neighbour behind one for next
 * hops of the other family.
 */
class BgpForwarding
{
  public:
    explicit BgpForwarding(const Ptr<ns3::Node>& node);

    /** What packets to the prefix are to use; our own networks among the paths do not count. */
    void Set(const Prefix& prefix, const std::vector<bgp::Path>& paths);
    /** After a change of the node's other routes. */
    void Refresh();
    /** Takes all routes back. */
    void Clear();
    /** Nothing if there is no way, or it is the node's own address. */
    std::optional<NextHopPlace> Resolve(const IpAddress& nextHop) const;

  private:
    struct Route
    {
        std::vector<bgp::Path> paths;
        std::optional<NextHopPlace> installed;
        bool detourWasThere{false}; //!< before us, and stays after us
    };

    Detour* FindDetour(const IpAddress& address) const;
    std::optional<NextHopPlace> PlaceFor(const Prefix& prefix, const bgp::Path& path) const;
    void Install(const Prefix& prefix, Route& route);
    void Remove(const Prefix& prefix, Route& route);

    Ptr<Ipv4LpmRouting> m_v4;
    Ptr<Ipv6LpmRouting> m_v6;
    std::map<Prefix, Route> m_routes;
};

} // namespace ns3::v6lab

#endif // V6LAB_BGP_FORWARDING_H
