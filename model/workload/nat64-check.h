// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_CHECK_H
#define V6LAB_NAT64_CHECK_H

#include "model/core/prefix-discovery/connectivity-check.h"
#include "model/trace/flow-ledger.h"
#include "model/workload/icmp-endpoint.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/simple-ref-count.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * A node's check whether a NAT64 carries its packets (RFC 7050 3.2): a ConnectivityCheck, its clock
 * and its echo requests. With a ledger it is a flow there, named after the prefix. It lives until
 * its verdict.
 */
class Nat64Check : public SimpleRefCount<Nat64Check>
{
  public:
    using Done = std::function<void(bool reachable)>;

    /**
     * Throws std::invalid_argument as ConnectivityCheck does. `name` is the node's in the ledger,
     * which may be null.
     */
    static void Start(const Ptr<ns3::Node>& node,
                      const Pref64& prefix,
                      const IpAddress& server,
                      const Ptr<FlowLedger>& ledger,
                      const std::string& name,
                      Done done);

    Nat64Check(const Ptr<ns3::Node>& node,
               const ConnectivityCheck& check,
               const Ptr<FlowLedger>& ledger,
               Done done);

  private:
    void Announce(const Pref64& prefix, const std::string& name);
    bool Register();
    void OnTime();
    void Send();
    void OnNotice(const IcmpEndpoint::Notice& notice);
    void End();
    FlowRecord& Record();

    Ptr<ns3::Node> m_node;
    ConnectivityCheck m_check;
    Ptr<FlowLedger> m_ledger;
    Done m_done;
    FlowRecord m_own; //!< without a ledger
    uint32_t m_flow{0};
    Ptr<IcmpEndpoint> m_endpoint; //!< null before the first request
    uint16_t m_identifier{0};
    std::vector<int64_t> m_sentNs;
    EventId m_timer;
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_CHECK_H
