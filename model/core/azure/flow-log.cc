// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/flow-log.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;

/** Both directions of a flow at its NIC have one key: that of the packets that it sends. */
NicFlow
KeyOf(Index nic, RuleDirection direction, const PacketFacts& facts)
{
    NicFlow key{nic,
                facts.protocol,
                facts.sourcePort,
                facts.destinationPort,
                facts.source,
                facts.destination};
    if (direction == RuleDirection::Inbound)
    {
        std::swap(key.port, key.remotePort);
        std::swap(key.address, key.remote);
    }
    return key;
}

} // namespace

void
FlowLog::Emit(const Open& flow, FlowState state, int64_t timeNs)
{
    FlowTuple tuple = flow.tuple;
    tuple.state = state;
    tuple.timeNs = timeNs;
    tuple.recordNs = (timeNs / MINUTE_NS + 1) * MINUTE_NS;
    m_tuples.push_back(std::move(tuple));
}

void
FlowLog::Tell(Open& flow, FlowState state, int64_t timeNs)
{
    Emit(flow, state, timeNs);
    flow.tuple.packetsSent = flow.tuple.bytesSent = 0;
    flow.tuple.packetsReceived = flow.tuple.bytesReceived = 0;
    flow.toldNs = timeNs;
}

void
FlowLog::Note(Index nic,
              RuleDirection direction,
              const PacketFacts& facts,
              const LoggedVerdict& verdict,
              int64_t nowNs)
{
    const NicFlow key = KeyOf(nic, direction, facts);
    auto known = m_open.find(key);
    const bool begins = (facts.tcpFlags & (SYN | ACK)) == SYN;
    if (known != m_open.end() && known->second.ended && !begins &&
        nowNs - known->second.seenNs < IDLE_NS)
    {
        return;
    }
    if (known != m_open.end() && (known->second.ended || nowNs - known->second.seenNs >= IDLE_NS))
    {
        if (!known->second.ended)
        {
            Emit(known->second, FlowState::End, known->second.seenNs + IDLE_NS);
        }
        m_open.erase(known);
        known = m_open.end();
    }
    if (known == m_open.end())
    {
        Open flow;
        flow.tuple.nic = nic;
        flow.tuple.direction = direction;
        flow.tuple.first = facts;
        if (facts.protocol == protocol::ICMPV4 || facts.protocol == protocol::ICMPV6)
        {
            flow.tuple.first.sourcePort = flow.tuple.first.destinationPort = 0;
        }
        flow.tuple.group = verdict.group;
        flow.tuple.rule = verdict.rule;
        flow.toldNs = nowNs;
        Emit(flow, verdict.allowed ? FlowState::Begin : FlowState::Deny, nowNs);
        if (!verdict.allowed)
        {
            return;
        }
        known = m_open.emplace(key, std::move(flow)).first;
    }
    else if (!verdict.allowed)
    {
        return;
    }
    Open& flow = known->second;
    while (nowNs - flow.toldNs >= CONTINUE_NS)
    {
        Tell(flow, FlowState::Continuing, flow.toldNs + CONTINUE_NS);
    }
    const bool forward = direction == flow.tuple.direction;
    (forward ? flow.tuple.packetsSent : flow.tuple.packetsReceived) += 1;
    (forward ? flow.tuple.bytesSent : flow.tuple.bytesReceived) += facts.length;
    flow.seenNs = nowNs;
    if (facts.protocol == protocol::TCP)
    {
        // The flow is over with the acknowledgement of the second FIN, not before.
        const bool over = flow.fins == 3 && (facts.tcpFlags & FIN) == 0;
        flow.fins |= (facts.tcpFlags & FIN) ? (forward ? 1 : 2) : 0;
        if (over || (facts.tcpFlags & RST))
        {
            Emit(flow, FlowState::End, nowNs);
            flow.ended = true;
        }
    }
}

const std::vector<FlowTuple>&
FlowLog::Finish(int64_t nowNs)
{
    for (auto& [key, flow] : m_open)
    {
        if (flow.ended)
        {
            continue;
        }
        const bool idle = nowNs - flow.seenNs >= IDLE_NS;
        Emit(flow,
             idle ? FlowState::End : FlowState::Continuing,
             idle ? flow.seenNs + IDLE_NS : nowNs);
    }
    m_open.clear();
    std::stable_sort(m_tuples.begin(), m_tuples.end(), [](const FlowTuple& a, const FlowTuple& b) {
        const auto order = [](const FlowTuple& one) {
            return std::tie(one.timeNs,
                            one.nic,
                            one.first.source,
                            one.first.destination,
                            one.first.sourcePort,
                            one.first.destinationPort,
                            one.first.protocol,
                            one.state);
        };
        return order(a) < order(b);
    });
    return m_tuples;
}

} // namespace ns3::v6lab::azure
