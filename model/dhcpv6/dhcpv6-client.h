// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_CLIENT_H
#define V6LAB_DHCPV6_CLIENT_H

#include "model/core/advertisement/router-advertisement.h"
#include "model/core/dhcpv6/information-request.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
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
class Dhcpv6Client : public Object
{
  public:
    static TypeId GetTypeId();
    /** The node's client, made at need; it follows what the node's RouterListener hears. */
    static Ptr<Dhcpv6Client> Of(const Ptr<ns3::Node>& node);

    Dhcpv6Client();
    ~Dhcpv6Client() override;

    /** Asks on a link, whatever its routers say, and whatever was known before. */
    void Start(const Ptr<NetDevice>& device);
    /** What was told on all links, in the order of the interfaces, each once. */
    Dhcpv6Information GetInformation() const;
    /** What was told on one link. */
    Dhcpv6Information GetInformation(const Ptr<NetDevice>& device) const;
    /** It asks on the link, and no server has answered yet. */
    bool IsAsking(const Ptr<NetDevice>& device) const;
    /** Returns how many streams it takes. */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        explicit Link(const Duid& clientId);

        InformationRequest request;
        Ptr<Socket> socket;
        bool bidden{false};   //!< the last advertisement says so
        bool answered{false}; //!< since the last start
        EventId event;
    };

    void OnAdvertisement(uint32_t interface,
                         const IpAddress& router,
                         const RouterAdvertisement& heard);
    Link& LinkOf(uint32_t interface);
    const Link* Find(const Ptr<NetDevice>& device) const;
    void Start(uint32_t interface);
    void OnTime(uint32_t interface);
    void OnDatagram(uint32_t interface, Ptr<Socket> socket);
    void Schedule(uint32_t interface);

    Ptr<Ipv6Stack> m_stack;
    Ptr<UniformRandomVariable> m_chance;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const Dhcpv6Information&> m_changed;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_CLIENT_H
