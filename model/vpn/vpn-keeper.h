// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_KEEPER_H
#define V6LAB_VPN_KEEPER_H

#include "ns3/node.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * Keeps a node's VPN services and its server until the node ends. They cannot be aggregated to it
 * themselves: a node may have several services.
 */
class VpnKeeper : public Object
{
  public:
    static TypeId GetTypeId();

    static void Keep(const Ptr<ns3::Node>& node, const Ptr<Object>& part);

  protected:
    void DoDispose() override;

  private:
    std::vector<Ptr<Object>> m_parts;
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_KEEPER_H
