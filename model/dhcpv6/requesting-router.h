// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REQUESTING_ROUTER_H
#define V6LAB_REQUESTING_ROUTER_H

#include "model/core/advertisement/advertiser-settings.h"
#include "model/core/dhcpv6/prefix-request.h"
#include "model/core/dhcpv6/sub-prefixes.h"
#include "model/routing/detour.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <map>
#include <vector>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A customer's router (RFC 7084): asks for a prefix on the link to its provider, gives each of its
 * other links a /64 of it, has the first address there and advertises it. What of the prefix no
 * link has is unreachable here (WPD-5) and does not go back. It is no default router there while it
 * has none itself (G-4, G-5), or no prefix but unique local ones (ULA-5). One to a node; the node
 * needs v6lab's stack.
 */
class RequestingRouter : public Object, private Detour
{
  public:
    static TypeId GetTypeId();
    /** The node's, made at need. */
    static Ptr<RequestingRouter> Of(const Ptr<ns3::Node>& node);
    ~RequestingRouter() override;

    /** A link that gets a /64 of what is delegated. Before Request(). */
    void AddDownlink(const Ptr<NetDevice>& device, uint32_t subnet);
    /**
     * What the router advertises on such a link beside it, from now on, with a prefix or without:
     * a unique local prefix (ULA-1), resolvers (L-11). Throws std::invalid_argument as
     * CheckAdvertiser() does, and of a link that is none.
     */
    void AdvertiseBeside(const Ptr<NetDevice>& device, const AdvertiserSettings& base);
    /** Asks on the link to the provider. */
    void Request(const Ptr<NetDevice>& device, const PrefixRequestSettings& settings);
    /** Gives the prefix back. */
    void Release(const Ptr<NetDevice>& device);

  protected:
    void DoDispose() override;

  private:
    struct Downlink
    {
        Ptr<NetDevice> device;
        AdvertiserSettings base;
        SubPrefixes prefixes;
        std::vector<Prefix> addressed; //!< the router has an address of these
        std::vector<Prefix> added;     //!< because of the delegation alone
        bool advertised{false};
        bool leads{false}; //!< what was told there: that the router is a default router
    };

    bool Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived) override;
    uint32_t GetMtu(const IpAddress& destination) const override;
    std::optional<IpAddress> GetSource(const IpAddress& destination) const override;

    bool IsUnreachable() const override
    {
        return true;
    }

    void OnPrefixes(uint32_t interface, const std::vector<PrefixLease>& leases);
    void Discard();
    void Address(Downlink& link, const std::vector<Prefix>& wanted);
    void Serve(Downlink& link, const std::vector<PrefixLease>& leases);
    void Advertise(Downlink& link);
    void Tell(const Downlink& link, AdvertiserSettings& settings) const;
    bool IsDefaultRouter() const;
    bool HasGlobalPrefix() const;
    void OnRouters(uint32_t interface, const std::vector<IpAddress>& routers);
    void OnInterface(uint32_t interface, bool up);
    void OnRoutes();

    Ptr<Ipv6Stack> m_stack;
    Ptr<ns3::Node> m_node;
    std::map<uint32_t, Downlink> m_downlinks; //!< by interface
    std::vector<Prefix> m_held;               //!< delegated
    std::vector<Prefix> m_discarded;          //!< what no longer prefix takes ends here
};

} // namespace ns3::v6lab

#endif // V6LAB_REQUESTING_ROUTER_H
