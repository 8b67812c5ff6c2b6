// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/node-resolver.h"

#include <utility>

namespace ns3::v6lab
{

NodeResolver::NodeResolver(const Ptr<ns3::Node>& node,
                           const ResolverSettings& settings,
                           const Ptr<DnsLedger>& ledger)
    : m_driver(CreateObject<DnsDriver>())
{
    m_driver->Start(node, ledger);
    m_resolver = std::make_unique<Resolver>(settings, m_driver->GetPort());
    m_driver->Drive(*m_resolver);
}

NodeResolver::~NodeResolver()
{
    m_driver->Dispose();
}

void
NodeResolver::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    m_resolver->Ask(query, nowNs, std::move(done));
    m_driver->Wait();
}

const Resolver&
NodeResolver::GetResolver() const
{
    return *m_resolver;
}

} // namespace ns3::v6lab
