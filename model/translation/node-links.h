// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NODE_LINKS_H
#define V6LAB_NODE_LINKS_H

#include "model/core/translation/surroundings.h"

#include "ns3/node.h"

namespace ns3::v6lab
{

class Ipv4Stack;
class Ipv6Stack;

/** A node's links and addresses, as the core of a translator asks for them. */
class NodeLinks : public Surroundings
{
  public:
    /** The node has both of v6lab's stacks. */
    explicit NodeLinks(const Ptr<Node>& node);
    ~NodeLinks() override;

    uint32_t GetMtu(const IpAddress& destination) const override;
    IpAddress GetOwnAddress(const IpAddress& destination) const override;

    /** The smallest MTU of the node's links that carry the family; 65,535 if none does. */
    uint32_t GetSmallestMtu(Family family) const;

    Ipv4Stack& GetIpv4() const;
    Ipv6Stack& GetIpv6() const;

  private:
    Ptr<Ipv4Stack> m_ipv4;
    Ptr<Ipv6Stack> m_ipv6;
};

} // namespace ns3::v6lab

#endif // V6LAB_NODE_LINKS_H
