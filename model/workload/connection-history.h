// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONNECTION_HISTORY_H
#define V6LAB_CONNECTION_HISTORY_H

#include "model/core/happy-eyeballs/address-history.h"

#include "ns3/node.h"
#include "ns3/object.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * What a node remembers of its TCP connections (RFC 8305 4, 5); interfaces are devices. What it
 * knows by way of one is forgotten when the node's RouterListener, if it has one, finds itself with
 * other addresses there: that is another network.
 */
class ConnectionHistory : public Object
{
  public:
    static TypeId GetTypeId();
    /** That of the node, which gets one if it has none. */
    static Ptr<ConnectionHistory> Of(const Ptr<ns3::Node>& node);

    AddressHistory& Get();

  protected:
    void DoDispose() override;

  private:
    void OnAddresses(uint32_t interface, const std::vector<IpAddress>& preferred);

    Ptr<ns3::Node> m_node;
    AddressHistory m_history;
};

} // namespace ns3::v6lab

#endif // V6LAB_CONNECTION_HISTORY_H
