// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/flow-writer.h"

#include "model/record/sql-bind.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3::v6lab
{

using namespace sql;
using SQLite::Statement;

namespace
{

/** Times are kept as float and were whole nanoseconds. */
double
Rounded(double milliseconds)
{
    return std::round(milliseconds * 1e6) / 1e6; // the number nearest to its decimals
}

/** Minimum, mean and 99th percentile (nearest rank) at three places; NULL without a value. */
void
BindRtts(Statement& statement, int index, std::vector<float> rtts)
{
    if (rtts.empty())
    {
        return; // unbound is NULL
    }
    std::sort(rtts.begin(), rtts.end());
    const double sum = std::accumulate(rtts.begin(), rtts.end(), 0.0);
    const auto rank = static_cast<size_t>(std::ceil(0.99 * static_cast<double>(rtts.size())));
    statement.bind(index, Rounded(rtts.front()));
    statement.bind(index + 1, Rounded(sum / static_cast<double>(rtts.size())));
    statement.bind(index + 2, Rounded(rtts[rank - 1]));
}

void
BindTime(Statement& statement, int index, std::optional<int64_t> ns)
{
    if (ns)
    {
        statement.bind(index, *ns);
    }
}

/** All columns but the run's key; what is not bound is NULL. */
void
BindFlow(Statement& insert, int64_t flowId, const FlowRecord& flow, bool counted)
{
    insert.bind(2, flowId);
    insert.bind(3, flow.name);
    insert.bind(4, flow.protocol);
    insert.bind(5, flow.sourceNode);
    BindText(insert, 6, flow.destinationNode);
    BindAddress(insert, 7, flow.source);
    BindAddress(insert, 8, flow.destination);
    BindAddress(insert, 9, flow.peerSeen);
    insert.bind(10, uint32_t{flow.sourcePort});
    insert.bind(11, uint32_t{flow.destinationPort});
    BindFamily(insert, 12, flow.familyAtSource);
    BindFamily(insert, 13, flow.familyAtDestination);
    counted ? insert.bind(14, flow.translations) : insert.bind(14);
    insert.bind(15, ToWord(flow.outcome));
    insert.bind(16, static_cast<int64_t>(flow.sentPackets));
    insert.bind(17, static_cast<int64_t>(flow.receivedPackets));
    insert.bind(18, static_cast<int64_t>(flow.receivedBytes));
    BindRtts(insert, 19, flow.rttMs);
    if (flow.measuredNs > 0)
    {
        const double seconds = static_cast<double>(flow.measuredNs) * 1e-9;
        insert.bind(22, static_cast<double>(flow.measuredBytes) * 8 / seconds);
    }
    const bool delivered = flow.outcome == FlowOutcome::Delivered;
    BindReason(insert, 23, delivered ? Reason::None : flow.reason);
    BindText(insert, 24, flow.failure);
    BindText(insert, 25, flow.askedName);
    BindTime(insert, 26, flow.resolvedNs);
    BindTime(insert, 27, flow.connectNs);
}

} // namespace

const char*
ToWord(Direction direction)
{
    switch (direction)
    {
    case Direction::Request:
        return "request";
    case Direction::Answer:
        return "answer";
    case Direction::Relayed:
        return "relayed";
    case Direction::Error:
        break;
    }
    return "error";
}

void
WriteFlows(SQLite::Database& database,
           int64_t runKey,
           int64_t first,
           const std::vector<FlowRecord>& flows,
           bool counted)
{
    Statement insert(database,
                     "INSERT OR REPLACE INTO flow VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                     "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const FlowRecord& flow : flows)
    {
        insert.clearBindings();
        insert.bind(1, runKey);
        BindFlow(insert, first++, flow, counted);
        Run(insert);
    }
}

void
WriteRouters(SQLite::Database& database,
             int64_t runKey,
             int64_t flowId,
             const std::vector<RouterAnswer>& routers)
{
    if (routers.empty())
    {
        return;
    }
    Statement insert(database, "INSERT OR REPLACE INTO traceroute VALUES (?, ?, ?, ?, ?)");
    for (const RouterAnswer& answer : routers)
    {
        insert.bind(1, runKey);
        insert.bind(2, flowId);
        insert.bind(3, answer.ttl);
        insert.bind(4, answer.address.ToString());
        insert.bind(5, Rounded(answer.rttMs));
        Run(insert);
    }
}

void
WriteAttempts(SQLite::Database& database,
              int64_t runKey,
              int64_t flowId,
              const std::vector<AttemptRecord>& attempts)
{
    if (attempts.empty())
    {
        return;
    }
    Statement insert(database,
                     "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    int64_t number = 0;
    for (const AttemptRecord& record : attempts)
    {
        const EyeballAttempt& attempt = record.attempt;
        insert.clearBindings();
        insert.bind(1, runKey);
        insert.bind(2, flowId);
        insert.bind(3, ++number);
        insert.bind(4, record.request);
        insert.bind(5, ToWord(attempt.address.GetFamily()));
        insert.bind(6, attempt.address.ToString());
        insert.bind(7, attempt.startNs);
        if (attempt.endNs >= 0)
        {
            insert.bind(8, attempt.endNs);
        }
        insert.bind(9, ToWord(attempt.outcome));
        BindText(insert, 10, record.failure);
        Run(insert);
    }
}

void
WriteWalks(SQLite::Database& database, int64_t runKey, int64_t flowId, const FlowWalks& walks)
{
    Statement insert(database,
                     "INSERT OR REPLACE INTO walk VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; i < walks.size(); ++i)
    {
        const WalkRow& walk = walks[i];
        if (walk.packets == 0)
        {
            continue;
        }
        insert.bind(1, runKey);
        insert.bind(2, flowId);
        insert.bind(3, ToWord(static_cast<Direction>(i)));
        insert.bind(4, static_cast<int64_t>(walk.packets));
        insert.bind(5, static_cast<int64_t>(walk.delivered));
        insert.bind(6, static_cast<int64_t>(walk.dropped));
        insert.bind(7, static_cast<int64_t>(walk.fragmentsDelivered));
        insert.bind(8, static_cast<int64_t>(walk.fragmentsDropped));
        insert.bind(9, walk.firstPacket);
        BindId(insert, 10, walk.deliveredPacket);
        BindId(insert, 11, walk.droppedPacket);
        BindId(insert, 12, walk.dataPacket);
        insert.bind(13, walk.translated ? 1 : 0);
        Run(insert);
    }
}

} // namespace ns3::v6lab
