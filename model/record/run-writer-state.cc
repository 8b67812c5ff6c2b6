// SPDX-License-Identifier: GPL-2.0-only
// Rows of what nodes hold and hear: state of translators, names, BGP.
#include "model/record/bgp-writer.h"
#include "model/record/dns-writer.h"
#include "model/record/run-writer.h"
#include "model/record/state-writer.h"

namespace ns3::v6lab
{

template <typename Rows>
void
RunWriter::NeedNodesOf(const Rows& rows)
{
    for (const auto& row : rows)
    {
        NeedNode(row.node);
    }
}

void
RunWriter::WriteState(const StateRows& rows)
{
    if (rows.GetSize() == 0)
    {
        return;
    }
    Write([&] {
        NeedNodesOf(rows.bindings);
        NeedNodesOf(rows.sessions);
        NeedNodesOf(rows.events);
        NeedNodesOf(rows.pools);
        m_state->Write(rows);
    });
}

void
RunWriter::ForgetLiveState()
{
    if (m_state->HasLive())
    {
        Write([&] { m_state->ForgetLive(); });
    }
}

void
RunWriter::WriteDns(const std::vector<DnsExchange>& exchanges)
{
    if (exchanges.empty())
    {
        return;
    }
    Write([&] {
        for (const auto& exchange : exchanges)
        {
            NeedNode(exchange.clientNode);
            if (exchange.serverNode)
            {
                NeedNode(*exchange.serverNode);
            }
        }
        m_dns->Write(exchanges);
    });
}

void
RunWriter::WriteBgpEvents(const std::vector<BgpEventRow>& events)
{
    if (events.empty())
    {
        return;
    }
    Write([&] {
        NeedNodesOf(events);
        m_bgp->Write(events);
    });
}

void
RunWriter::WriteBgpStatus(const BgpStatusRows& rows)
{
    if (rows.peers.empty() && rows.routes.empty())
    {
        return;
    }
    Write([&] {
        NeedNodesOf(rows.peers);
        NeedNodesOf(rows.routes);
        m_bgp->Write(rows);
    });
}

} // namespace ns3::v6lab
