// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_CLIENT_H
#define V6LAB_DHCPV6_CLIENT_H

#include "model/core/advertisement/router-advertisement.h"
#include "model/core/dhcpv6/information-request.h"
#include "model/dhcp/link-client.h"

#include "ns3/node.h"
#include "ns3/traced-callback.h"

#include <map>
#include <vector>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A node's client of stateless DHCPv6 (RFC 8415 18.2.6): asks for resolvers and search domains on
 * the links whose router advertisements bid to (RFC 4861 4.2, flag O, or M, which says more) and on
 * those that it is told to. Addresses it does not ask for. One to a node; the node needs v6lab's
 * stack.
 */
class Dhcpv6Client : public LinkClient
{
  public:
    static TypeId GetTypeId();
    /** The node's client, made at need; it follows what the node's RouterListener hears. */
    static Ptr<Dhcpv6Client> Of(const Ptr<ns3::Node>& node);

    ~Dhcpv6Client() override;

    /** Asks on a link, whatever its routers say, and whatever was known before. */
    void Start(const Ptr<NetDevice>& device);
    /** What was told on all links, in the order of the interfaces, each once. */
    Dhcpv6Information GetInformation() const;
    /** What was told on one link. */
    Dhcpv6Information GetInformation(const Ptr<NetDevice>& device) const;
    /** It asks on the link, and no server has answered yet. */
    bool IsAsking(const Ptr<NetDevice>& device) const;

  protected:
    void DoDispose() override;
    std::optional<int64_t> GetDeadline(uint32_t interface) const override;
    void OnTime(uint32_t interface) override;
    void OnDatagrams(uint32_t interface, const Ptr<Socket>& socket) override;

  private:
    struct Link
    {
        explicit Link(const Duid& clientId);

        InformationRequest request;
        bool bidden{false};   //!< the last advertisement says so
        bool answered{false}; //!< since the last start
    };

    void OnAdvertisement(uint32_t interface,
                         const IpAddress& router,
                         const RouterAdvertisement& heard);
    Link& LinkOf(uint32_t interface);
    const Link* Find(const Ptr<NetDevice>& device) const;
    void Start(uint32_t interface);

    Ptr<Ipv6Stack> m_stack;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const Dhcpv6Information&> m_changed;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_CLIENT_H
