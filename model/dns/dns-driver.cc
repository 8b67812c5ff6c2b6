// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-driver.h"

#include <algorithm>
#include <limits>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DnsDriver);

TypeId
DnsDriver::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DnsDriver")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DnsDriver>();
    return tid;
}

void
DnsDriver::Start(const Ptr<ns3::Node>& node, const Ptr<DnsLedger>& ledger)
{
    m_sockets = CreateObject<DnsSockets>();
    m_sockets->SetNode(node);
    m_sockets->SetLedger(ledger);
    m_sockets->SetListener(
        [this](uint32_t token, const IpAddress& server, const std::string& bytes) {
            m_reply(token, server, bytes);
            Wait();
        },
        [this](uint32_t token, DnsFailure failure) {
            m_failure(token, failure);
            Wait();
        });
}

ResolverPort&
DnsDriver::GetPort()
{
    return *m_sockets;
}

void
DnsDriver::DoDispose()
{
    m_event.Cancel();
    if (m_sockets)
    {
        m_sockets->Dispose();
        m_sockets = nullptr;
    }
    m_reply = nullptr;
    m_failure = nullptr;
    m_advance = nullptr;
    m_deadline = nullptr;
    Object::DoDispose();
}

void
DnsDriver::Wait()
{
    if (!m_deadline)
    {
        return; // whoever was told has disposed of this
    }
    m_event.Cancel();
    const int64_t next = m_deadline();
    if (next != std::numeric_limits<int64_t>::max())
    {
        m_event = Simulator::Schedule(NanoSeconds(std::max<int64_t>(0, next - NowNs())),
                                      &DnsDriver::OnDeadline,
                                      this);
    }
}

void
DnsDriver::OnDeadline()
{
    m_advance();
    Wait();
}

} // namespace ns3::v6lab
