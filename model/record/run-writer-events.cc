// SPDX-License-Identifier: GPL-2.0-only
// Rows of packets: headers, hops and drops.
#include "model/record/run-writer.h"
#include "model/record/sql-bind.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

using SQLite::Statement;
using namespace sql;

} // namespace

void
RunWriter::WriteEvents(const HeaderTable& headers,
                       std::vector<HopRow>& hops,
                       const std::vector<DropRow>& drops)
{
    if (hops.empty() && drops.empty())
    {
        return;
    }
    // In key order each row is appended, save where a packet spans two batches.
    std::sort(hops.begin(), hops.end(), [](const HopRow& a, const HopRow& b) {
        return a.key < b.key;
    });
    const size_t before = m_headersWritten;
    try
    {
        Write([&] {
            WriteHeaders(headers);
            NeedNodes(hops);
            m_hops->Write(hops);
            for (const DropRow& row : drops)
            {
                WriteDrop(row);
            }
        });
    }
    catch (...)
    {
        m_headersWritten = before;
        throw;
    }
}

void
RunWriter::NeedNodes(const std::vector<HopRow>& hops)
{
    std::vector<bool> seen; // by node, the fabric at 0
    for (const HopRow& row : hops)
    {
        const size_t place = row.node + 1u;
        if (place >= seen.size())
        {
            seen.resize(place + 1, false);
        }
        if (!seen[place])
        {
            seen[place] = true;
            NeedNode(row.node);
        }
    }
}

void
RunWriter::WriteHeaders(const HeaderTable& headers)
{
    const auto& all = headers.GetAll();
    for (; m_headersWritten < all.size(); ++m_headersWritten)
    {
        const HeaderKey& key = all[m_headersWritten];
        const bool icmp = (key.protocol == protocol::ICMPV4 || key.protocol == protocol::ICMPV6) &&
                          key.icmpType != HeaderKey::NO_ICMP_TYPE;
        m_header->bind(1, m_runKey);
        m_header->bind(2, static_cast<int64_t>(m_headersWritten + 1));
        m_header->bind(3, ToWord(key.source.GetFamily()));
        m_header->bind(4, ProtocolWord(key.protocol));
        m_header->bind(5, key.source.ToString());
        m_header->bind(6, uint32_t{key.sourcePort});
        m_header->bind(7, key.destination.ToString());
        m_header->bind(8, uint32_t{key.destinationPort});
        icmp ? m_header->bind(9, uint32_t{key.icmpType}) : m_header->bind(9);
        BindText(*m_header, 10, TcpFlagsWord(key.tcpFlags));
        key.icmpError ? m_header->bind(11, uint32_t{key.icmpCode}) : m_header->bind(11);
        key.mtu != 0 ? m_header->bind(12, uint32_t{key.mtu}) : m_header->bind(12);
        Run(*m_header);
    }
}

void
RunWriter::WriteDrop(const DropRow& row)
{
    NeedNode(row.node);
    Statement& drop = *m_drop;
    drop.bind(1, m_runKey);
    drop.bind(2, row.timeNs);
    drop.bind(3, NodeId(row.node));
    BindNear(drop, 4, row.near);
    drop.bind(5, row.flow);
    drop.bind(6, row.packet);
    BindReason(drop, 7, row.reason);
    drop.bind(8, row.header);
    drop.bind(9, uint32_t{row.ttl});
    drop.bind(10, row.length);
    drop.bind(11, static_cast<int64_t>(row.count));
    row.rule ? drop.bind(12, row.rule) : drop.bind(12);
    Run(drop);
}

} // namespace ns3::v6lab
