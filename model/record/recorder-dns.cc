// SPDX-License-Identifier: GPL-2.0-only
// What the recorder hears of names.
#include "model/dns/dns-ledger.h"
#include "model/record/recorder.h"
#include "model/record/state-log.h"

namespace ns3::v6lab
{

void
Recorder::SetDnsLedger(const Ptr<DnsLedger>& ledger)
{
    m_dnsLedger = ledger;
    ledger->TraceConnectWithoutContext("Exchange", MakeCallback(&Recorder::OnDnsExchange, this));
}

void
Recorder::OnDnsExchange(const DnsExchange& exchange)
{
    if (!m_failure)
    {
        m_dns.push_back(exchange);
        FlushIfFull();
    }
}

} // namespace ns3::v6lab
