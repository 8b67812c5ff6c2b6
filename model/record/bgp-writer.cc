// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bgp-writer.h"

#include "model/record/sql-bind.h"

namespace ns3::v6lab
{

using namespace sql;

BgpWriter::BgpWriter(SQLite::Database& database, int64_t runKey)
    : m_event(database, "INSERT INTO bgp_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      m_peer(database, "INSERT INTO bgp_peer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      m_route(database, "INSERT INTO bgp_route VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      m_forgetPeers(database, "DELETE FROM bgp_peer WHERE run_key = ?"),
      m_forgetRoutes(database, "DELETE FROM bgp_route WHERE run_key = ?")
{
    for (auto* statement : {&m_event, &m_peer, &m_route, &m_forgetPeers, &m_forgetRoutes})
    {
        statement->bind(1, runKey);
    }
}

void
BgpWriter::Write(const std::vector<BgpEventRow>& events)
{
    for (const auto& row : events)
    {
        m_event.bind(2, ++m_events);
        m_event.bind(3, row.timeNs);
        m_event.bind(4, NodeId(row.node));
        BindText(m_event, 5, row.peer);
        m_event.bind(6, row.what);
        BindText(m_event, 7, row.prefix);
        BindText(m_event, 8, row.detail);
        Run(m_event);
    }
}

void
BgpWriter::Write(const BgpStatusRows& rows)
{
    Run(m_forgetPeers);
    Run(m_forgetRoutes);
    for (const auto& [node, status] : rows.peers)
    {
        m_peer.bind(2, NodeId(node));
        m_peer.bind(3, status.neighbor);
        m_peer.bind(4, status.asn);
        m_peer.bind(5, status.localAddress);
        m_peer.bind(6, status.state);
        BindText(m_peer, 7, status.connectedDuration);
        m_peer.bind(8, static_cast<int64_t>(status.routesReceived));
        m_peer.bind(9, static_cast<int64_t>(status.messagesSent));
        m_peer.bind(10, static_cast<int64_t>(status.messagesReceived));
        Run(m_peer);
    }
    for (const auto& [node, direction, peer, route] : rows.routes)
    {
        m_route.bind(2, NodeId(node));
        m_route.bind(3, direction);
        BindText(m_route, 4, peer);
        m_route.bind(5, route.network);
        BindText(m_route, 6, route.nextHop);
        m_route.bind(7, route.origin);
        BindText(m_route, 8, route.sourcePeer);
        m_route.bind(9, route.asPath);
        m_route.bind(10, route.weight);
        BindText(m_route, 11, route.localAddress);
        Run(m_route);
    }
}

} // namespace ns3::v6lab
