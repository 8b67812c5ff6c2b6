// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEASE_ROUTING_H
#define V6LAB_LEASE_ROUTING_H

#include "model/routing/ipv4-lpm-routing.h"

#include "ns3/ipv4-list-routing.h"
#include "ns3/ipv4-static-routing.h"

namespace ns3::v6lab
{

/**
 * What ns-3's DHCP client is shown as a node's routing: a list with a table of static routes that
 * it can write to. Sockets that ask for a route are answered by the node's own routing alone.
 */
class LeaseRouting : public Ipv4ListRouting
{
  public:
    static TypeId GetTypeId();
    explicit LeaseRouting(const Ptr<Ipv4LpmRouting>& own = nullptr);
    ~LeaseRouting() override;

    /** What the client has written. */
    Ptr<Ipv4StaticRouting> GetTable() const
    {
        return m_table;
    }

    Ptr<Ipv4Route> RouteOutput(Ptr<Packet> p,
                               const Ipv4Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr) override;

  protected:
    void DoDispose() override;

  private:
    Ptr<Ipv4LpmRouting> m_own;
    Ptr<Ipv4StaticRouting> m_table;
};

} // namespace ns3::v6lab

#endif // V6LAB_LEASE_ROUTING_H
