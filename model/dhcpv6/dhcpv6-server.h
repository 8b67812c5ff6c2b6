// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_SERVER_H
#define V6LAB_DHCPV6_SERVER_H

#include "model/core/dhcpv6/information-service.h"
#include "model/core/dhcpv6/prefix-delegation.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <optional>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A node's DHCPv6 server without addresses: answers Information-requests of clients on its own
 * links (RFC 8415 6.1) and delegates prefixes to them (6.3). Relay agents are not served. One to a
 * node; the node needs v6lab's stack.
 */
class Dhcpv6Server : public Object
{
  public:
    static TypeId GetTypeId();
    /** The node's server, made at need. */
    static Ptr<Dhcpv6Server> Of(const Ptr<ns3::Node>& node);
    ~Dhcpv6Server() override;

    /**
     * Serves a link from now on, or serves it something else. Throws std::invalid_argument naming
     * the setting and what is allowed.
     */
    void Serve(const Ptr<NetDevice>& device, const InformationSettings& settings);
    /**
     * Delegates prefixes on a link from now on, or others than before. Throws as Serve() does. Who
     * routes them is another matter: DelegatingRouter.
     */
    void Delegate(const Ptr<NetDevice>& device, const DelegationSettings& settings);
    /** Of a link; null if it does not delegate there. */
    const PrefixDelegation* GetDelegation(const Ptr<NetDevice>& device) const;

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        std::optional<InformationSettings> settings;
        std::unique_ptr<PrefixDelegation> delegation;
        Ptr<Socket> requests; //!< by multicast: most others must not be answered (RFC 8415 16)
        Ptr<Socket> replies;
        EventId expiry;
    };

    Link& Open(const Ptr<NetDevice>& device);
    void OnRequest(uint32_t interface, bool multicast, const Ptr<Socket>& socket);
    std::optional<Dhcpv6Message> Answer(Link& link,
                                        const Dhcpv6Message& message,
                                        const IpAddress& client,
                                        bool multicast) const;
    void Settle(uint32_t interface);
    void OnExpiry(uint32_t interface);

    Ptr<Ipv6Stack> m_stack;
    Duid m_id;
    std::map<uint32_t, Link> m_links; //!< by interface
    TracedCallback<uint32_t, const DelegationChange&> m_changed;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_SERVER_H
