// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_PUBLIC_EDGE_H
#define V6LAB_AZURE_PUBLIC_EDGE_H

#include "model/core/azure/estate.h"
#include "model/core/prefix-map.h"

namespace ns3::v6lab::azure
{

/** Who answers to a public address. */
struct PublicTarget
{
    enum class Kind : uint8_t
    {
        Host,     //!< an internet host, or a node that a prefix is routed to
        Nic,      //!< a NIC's public address
        Shared,   //!< flows share it as their source: default outbound access, NAT gateways
        Frontend, //!< of a public load balancer; flows may share it as their source, too
        Idle,     //!< Azure's, but nothing is behind it
    };

    Kind kind{Kind::Idle};
    Index index{NOTHING};
    IpAddress inside{}; //!< of a NIC: the private address that the public one stands for
};

/** All public addresses: the internet's hosts and Azure's side of it. */
class PublicEdge
{
  public:
    explicit PublicEdge(const Estate& estate);

    /** Null if nobody has the address. */
    const PublicTarget* Find(const IpAddress& address) const
    {
        return m_targets.Find(address);
    }

  private:
    PrefixMap<PublicTarget> m_targets;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_PUBLIC_EDGE_H
