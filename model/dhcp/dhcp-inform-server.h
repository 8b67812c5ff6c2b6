// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_INFORM_SERVER_H
#define V6LAB_DHCP_INFORM_SERVER_H

#include "model/core/dhcp/dhcp-inform-service.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/socket.h"

#include <map>

namespace ns3::v6lab
{

class Ipv4Stack;

/**
 * A node's DHCP server for hosts that have their addresses (RFC 2131 4.3.5): answers DHCPINFORMs on
 * its own links; others it leaves alone. One to a node; the node needs v6lab's stack.
 */
class DhcpInformServer : public Object
{
  public:
    static TypeId GetTypeId();
    /** The node's server, made at need. */
    static Ptr<DhcpInformServer> Of(const Ptr<ns3::Node>& node);
    ~DhcpInformServer() override;

    /**
     * Serves a link from now on, or tells it something else. Throws std::invalid_argument naming
     * the setting and what is allowed; the device needs an IPv4 address, by which the server is
     * known.
     */
    void Serve(const Ptr<NetDevice>& device, const DhcpSettings& settings);

  protected:
    void DoDispose() override;

  private:
    struct Link
    {
        DhcpSettings settings;
        Ptr<Socket> socket;
    };

    void OnRequest(uint32_t interface, Ptr<Socket> socket);

    Ptr<Ipv4Stack> m_stack;
    std::map<uint32_t, Link> m_links; //!< by interface
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_INFORM_SERVER_H
