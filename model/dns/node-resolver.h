// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NODE_RESOLVER_H
#define V6LAB_NODE_RESOLVER_H

#include "model/core/dns/resolver.h"
#include "model/dns/dns-sockets.h"

#include "ns3/event-id.h"
#include "ns3/object.h"

#include <memory>

namespace ns3::v6lab
{

/**
 * A recursive resolver on a node: the Resolver with the node's sockets, and one simulator event for
 * all that it waits for.
 */
class NodeResolver : public Object, public DnsBackend
{
  public:
    static TypeId GetTypeId();

    /** Throws std::invalid_argument, as Resolver does. The ledger may be null. */
    void Start(const Ptr<ns3::Node>& node,
               const ResolverSettings& settings,
               const Ptr<DnsLedger>& ledger);

    /** After Start(). */
    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;
    /** After Start(). */
    const Resolver& GetResolver() const;

  protected:
    void DoDispose() override;

  private:
    void OnReply(uint32_t token, const IpAddress& server, const std::string& bytes);
    void OnFailure(uint32_t token, DnsFailure failure);
    void OnDeadline();
    void Wait();

    Ptr<DnsSockets> m_sockets;
    std::unique_ptr<Resolver> m_resolver;
    EventId m_deadline;
};

} // namespace ns3::v6lab

#endif // V6LAB_NODE_RESOLVER_H
