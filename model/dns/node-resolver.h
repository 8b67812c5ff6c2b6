// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NODE_RESOLVER_H
#define V6LAB_NODE_RESOLVER_H

#include "model/core/dns/resolver.h"
#include "model/dns/dns-driver.h"

#include <memory>

namespace ns3::v6lab
{

/** A recursive resolver on a node, for the NameServer there: a Resolver and its DnsDriver. */
class NodeResolver : public DnsBackend
{
  public:
    /** Throws std::invalid_argument, as Resolver does. The ledger may be null. */
    NodeResolver(const Ptr<ns3::Node>& node,
                 const ResolverSettings& settings,
                 const Ptr<DnsLedger>& ledger);
    ~NodeResolver() override;

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;
    const Resolver& GetResolver() const;

  private:
    Ptr<DnsDriver> m_driver;
    std::unique_ptr<Resolver> m_resolver;
};

} // namespace ns3::v6lab

#endif // V6LAB_NODE_RESOLVER_H
