// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DELEGATING_ROUTER_H
#define V6LAB_DELEGATING_ROUTER_H

#include "model/core/dhcpv6/prefix-delegation.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"

namespace ns3::v6lab
{

class Ipv6Stack;

/**
 * A router that delegates prefixes (RFC 8415 6.3): a DHCPv6 server, and for each prefix that is
 * somebody's a route to him by the link-local address that he asked from, as long as it is valid.
 * One to a node; the node needs v6lab's stack.
 */
class DelegatingRouter : public Object
{
  public:
    static TypeId GetTypeId();
    /** The node's, made at need. */
    static Ptr<DelegatingRouter> Of(const Ptr<ns3::Node>& node);
    ~DelegatingRouter() override;

    /** As Dhcpv6Server::Delegate(). */
    void Delegate(const Ptr<NetDevice>& device, const DelegationSettings& settings);

  protected:
    void DoDispose() override;

  private:
    void OnChange(uint32_t interface, const DelegationChange& change);

    Ptr<Ipv6Stack> m_stack;
    Ptr<ns3::Node> m_node;
};

} // namespace ns3::v6lab

#endif // V6LAB_DELEGATING_ROUTER_H
