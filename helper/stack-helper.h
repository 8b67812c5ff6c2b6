// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STACK_HELPER_H
#define V6LAB_STACK_HELPER_H

#include "model/core/address.h"
#include "model/routing/forwarding-plane.h"
#include "model/trace/flow-ledger.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/random-variable-stream.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * Gives nodes a dual-stack internet stack with v6lab's own forwarding plane: ns-3's sockets, TCP,
 * UDP, ARP and neighbour discovery on Ipv4Stack and Ipv6Stack.
 *
 * For runs that repeat to the byte there is no jitter in ARP and neighbour discovery, no duplicate
 * address detection and, unless ForwardingPlane's SolicitRouters says so, no router solicitation.
 */
class StackHelper
{
  public:
    StackHelper();

    /** Routers forward packets of others; hosts drop them. Default: host. */
    void SetForwarding(bool forwarding);
    /** Whose flows the nodes' local packets are stamped with; none by default. */
    void SetLedger(const Ptr<FlowLedger>& ledger);

    /** The node must have no stack yet. */
    void Install(const Ptr<ns3::Node>& node) const;

    /** Adds an address to the device's interface, creating it at need, and brings it up. */
    static void AddAddress(const Ptr<ns3::Node>& node,
                           const Ptr<NetDevice>& device,
                           const IpAddress& address,
                           uint8_t prefixLength);
    /** Adds a route through the device; no next hop means "on this link". Lower metric wins. */
    static void AddRoute(const Ptr<ns3::Node>& node,
                         const Prefix& prefix,
                         const std::optional<IpAddress>& nextHop,
                         const Ptr<NetDevice>& device,
                         uint32_t metric = 0);

    /** False if there is no such route. */
    static bool RemoveRoute(const Ptr<ns3::Node>& node,
                            const Prefix& prefix,
                            const std::optional<IpAddress>& nextHop,
                            const Ptr<NetDevice>& device);

    /** The node's settings and trace sources. */
    static Ptr<ForwardingPlane> GetPlane(const Ptr<ns3::Node>& node);
    /** Listens to a node's events; a null callback listens to nothing. */
    static void ConnectTraces(const Ptr<ns3::Node>& node,
                              const Callback<void, const PacketEvent&>& hop,
                              const Callback<void, const PacketEvent&>& drop);

  private:
    bool m_forwarding{false};
    Ptr<FlowLedger> m_ledger;
    Ptr<RandomVariableStream> m_zero; //!< jitter of ARP and neighbour discovery: none
};

} // namespace ns3::v6lab

#endif // V6LAB_STACK_HELPER_H
