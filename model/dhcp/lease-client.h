// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEASE_CLIENT_H
#define V6LAB_LEASE_CLIENT_H

#include "ns3/dhcp-client.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/object.h"

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

class Ipv4Stack;
class LeaseRouting;

/**
 * ns-3's own DHCP client on a host with v6lab's stack: an IPv4 address and the default route, from
 * the start of the simulation on. One to a node, and on one link: what comes from 0.0.0.0 leaves by
 * each link that has it for an address.
 *
 * ns-3's client writes its route into an Ipv4StaticRouting, which no node here has; it gets one of
 * its own to write to, and what it writes is carried over into the node's routes.
 */
class LeaseClient : public Object
{
  public:
    static TypeId GetTypeId();
    /** The node's, or null. */
    static Ptr<LeaseClient> Of(const Ptr<ns3::Node>& node);
    /** Throws std::invalid_argument if the node leases already, or has not v6lab's stack. */
    static Ptr<LeaseClient> Start(const Ptr<NetDevice>& device);
    ~LeaseClient() override;

    /** Where the lease's default route leads; nothing without a lease. */
    const std::optional<Ipv4Address>& GetRouter() const
    {
        return m_router;
    }

  protected:
    void DoDispose() override;

  private:
    void OnLease(const Ipv4Address& address);
    void OnExpiry(const Ipv4Address& address);
    void TakeRoute();
    void DropRoute();

    Ptr<Ipv4Stack> m_stack;
    Ptr<LeaseRouting> m_routing;
    uint32_t m_interface{0};
    std::optional<Ipv4Address> m_router;
};

} // namespace ns3::v6lab

#endif // V6LAB_LEASE_CLIENT_H
