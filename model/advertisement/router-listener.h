// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTER_LISTENER_H
#define V6LAB_ROUTER_LISTENER_H

#include "model/advertisement/configured-link.h"
#include "model/core/advertisement/advertised-state.h"
#include "model/routing/router-message-taker.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <vector>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A node's host side of router advertisements (RFC 4861 6.3, RFC 4862, RFC 8106, RFC 8781) on the
 * links that it is told to listen on; a router may have such a link as well (RFC 7084 4.2). One to
 * a node; the node needs v6lab's stack.
 *
 * For runs that repeat to the byte: solicitations go at once, without the random delay of RFC 4861
 * 6.3.7; addresses are made of the device's (EUI-64) and used without duplicate address detection.
 */
class RouterListener : public Object, public RouterMessageTaker
{
  public:
    static TypeId GetTypeId();
    /** The node's listener, made at need. */
    static Ptr<RouterListener> Of(const Ptr<ns3::Node>& node);

    RouterListener();
    ~RouterListener() override;

    /** Brings the device's interface up, creating it at need, and asks for routers. */
    void Listen(const Ptr<NetDevice>& device, const ListenerSettings& settings = {});
    /** The address that the device gets in a /64 (RFC 4291 2.5.1). */
    static IpAddress MakeAddress(const Ptr<NetDevice>& device, const Prefix& prefix);

    /** What is known of a link; null if it does not listen there. */
    const AdvertisedState* GetState(const Ptr<NetDevice>& device) const;
    /** It asks for routers there, and none has answered yet (RFC 4861 6.3.7). */
    bool IsSoliciting(const Ptr<NetDevice>& device) const;
    /** Resolvers of all links, in the order of the interfaces, each once. */
    std::vector<IpAddress> GetResolvers() const;

    Verdict Take(uint32_t interface, const RouterMessage& message) override;

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        ListenerSettings settings;
        AdvertisedState state;
        std::unique_ptr<ConfiguredLink> configured;
        bool heard{false}; //!< a default router
        uint32_t solicitations{0};
        std::vector<IpAddress> routers;   //!< as reported last
        std::vector<IpAddress> resolvers; //!< as reported last
        std::vector<Pref64> pref64s;      //!< as reported last
        EventId solicit;
        EventId expire;
    };

    void Solicit(uint32_t interface);
    void OnTime(uint32_t interface);
    void Update(uint32_t interface, Link& link);

    Ptr<Ipv6Stack> m_stack;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const IpAddress&, const RouterAdvertisement&> m_advertisement;
    TracedCallback<uint32_t, const std::vector<IpAddress>&> m_routersChanged;
    TracedCallback<uint32_t, const std::vector<IpAddress>&> m_resolversChanged;
    TracedCallback<uint32_t, const std::vector<Pref64>&> m_pref64Changed;
    TracedCallback<uint32_t, const std::vector<IpAddress>&> m_addressesChanged;
};

} // namespace ns3::v6lab

#endif // V6LAB_ROUTER_LISTENER_H
