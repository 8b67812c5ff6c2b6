// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/node-resolver.h"

#include "ns3/simulator.h"

#include <limits>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(NodeResolver);

namespace
{

int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace

TypeId
NodeResolver::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::NodeResolver")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<NodeResolver>();
    return tid;
}

void
NodeResolver::Start(const Ptr<ns3::Node>& node,
                    const ResolverSettings& settings,
                    const Ptr<DnsLedger>& ledger)
{
    m_sockets = CreateObject<DnsSockets>();
    m_sockets->SetNode(node);
    m_sockets->SetLedger(ledger);
    m_sockets->SetListener(
        [this](uint32_t token, const IpAddress& server, const std::string& bytes) {
            OnReply(token, server, bytes);
        },
        [this](uint32_t token, DnsFailure failure) { OnFailure(token, failure); });
    m_resolver = std::make_unique<Resolver>(settings, *m_sockets);
}

void
NodeResolver::DoDispose()
{
    m_deadline.Cancel();
    if (m_sockets)
    {
        m_sockets->Dispose();
    }
    m_resolver.reset();
    m_sockets = nullptr;
    Object::DoDispose();
}

const Resolver&
NodeResolver::GetResolver() const
{
    return *m_resolver;
}

void
NodeResolver::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    m_resolver->Ask(query, nowNs, std::move(done));
    Wait();
}

void
NodeResolver::OnReply(uint32_t token, const IpAddress& server, const std::string& bytes)
{
    m_resolver->OnReply(token, server, bytes, NowNs());
    Wait();
}

void
NodeResolver::OnFailure(uint32_t token, DnsFailure failure)
{
    m_resolver->OnFailure(token, failure, NowNs());
    Wait();
}

void
NodeResolver::OnDeadline()
{
    m_resolver->Advance(NowNs());
    Wait();
}

void
NodeResolver::Wait()
{
    m_deadline.Cancel();
    const int64_t next = m_resolver->GetNextDeadline();
    if (next != std::numeric_limits<int64_t>::max())
    {
        m_deadline = Simulator::Schedule(NanoSeconds(std::max<int64_t>(0, next - NowNs())),
                                         &NodeResolver::OnDeadline,
                                         this);
    }
}

} // namespace ns3::v6lab
