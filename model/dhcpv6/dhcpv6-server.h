// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_SERVER_H
#define V6LAB_DHCPV6_SERVER_H

#include "model/core/dhcpv6/information-service.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"

#include <map>

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A node's stateless DHCPv6 server (RFC 8415 6.1): answers Information-requests of clients on its
 * own links; others it leaves alone. Relay agents are not served. One to a node; the node needs
 * v6lab's stack.
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

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        InformationSettings settings;
        Ptr<Socket> requests; //!< by multicast: others must not be answered (RFC 8415 16)
        Ptr<Socket> replies;
    };

    void OnRequest(uint32_t interface, Ptr<Socket> socket);

    Ptr<Ipv6Stack> m_stack;
    Duid m_id;
    std::map<uint32_t, Link> m_links; //!< by interface
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_SERVER_H
