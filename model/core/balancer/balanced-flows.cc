// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/balanced-flows.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

constexpr int64_t MINUTE = 60'000'000'000;

uint64_t
RestOf(uint16_t clientPort, uint16_t destinationPort, uint16_t rule, uint8_t protocol)
{
    return uint64_t{clientPort} << 48 | uint64_t{destinationPort} << 32 | uint64_t{rule} << 8 |
           protocol;
}

uint64_t
HashOf(const TableHash& hash, const uint8_t* client, const uint8_t* destination, uint64_t rest)
{
    // IPv4 addresses fill the first four bytes of sixteen; the second half tells IPv6 hosts apart.
    return hash(hash(Word64(client), Word64(client + 8), rest),
                Word64(destination),
                Word64(destination + 8));
}

} // namespace

BalancedFlows::BalancedFlows(uint32_t limit, uint64_t seed)
    : m_limit(limit),
      m_hash(seed),
      m_queues(m_records)
{
}

uint64_t
BalancedFlows::HashOf(const FlowKey& key) const
{
    return azure::HashOf(m_hash,
                         key.client.GetBytes().data(),
                         key.destination.GetBytes().data(),
                         RestOf(key.clientPort, key.destinationPort, key.rule, key.protocol));
}

uint64_t
BalancedFlows::HashOf(const BalancedFlow& flow) const
{
    return azure::HashOf(m_hash,
                         flow.client,
                         flow.destination,
                         RestOf(flow.clientPort, flow.destinationPort, flow.rule, flow.protocol));
}

uint32_t
BalancedFlows::Find(const FlowKey& key) const
{
    return m_index.Find(HashOf(key), [&](uint32_t place) {
        const BalancedFlow& flow = m_records[place];
        return flow.clientPort == key.clientPort && flow.destinationPort == key.destinationPort &&
               flow.rule == key.rule && flow.protocol == key.protocol &&
               std::memcmp(flow.client, key.client.GetBytes().data(), 16) == 0 &&
               std::memcmp(flow.destination, key.destination.GetBytes().data(), 16) == 0;
    });
}

uint32_t
BalancedFlows::Add(const FlowKey& key, uint32_t member)
{
    assert(Find(key) == NO_RECORD);
    if (m_index.GetSize() >= m_limit)
    {
        Forget();
    }
    const uint32_t place = m_records.Take();
    BalancedFlow& flow = m_records[place];
    std::copy_n(key.client.GetBytes().data(), 16, flow.client);
    std::copy_n(key.destination.GetBytes().data(), 16, flow.destination);
    flow.member = member;
    flow.clientPort = key.clientPort;
    flow.destinationPort = key.destinationPort;
    flow.rule = key.rule;
    flow.protocol = key.protocol;
    flow.timer = m_queues.NONE;
    m_index.Insert(HashOf(key), place);
    return place;
}

void
BalancedFlows::Touch(uint32_t place, uint16_t minutes, int64_t nowNs)
{
    assert(minutes >= FIRST_MINUTES && minutes < FIRST_MINUTES + TIMEOUTS);
    m_queues.Push(place, static_cast<uint8_t>(minutes - FIRST_MINUTES), nowNs + minutes * MINUTE);
}

void
BalancedFlows::Remove(uint32_t place)
{
    m_queues.Remove(place);
    m_index.Erase(HashOf(m_records[place]), place);
    m_records.Free(place);
}

void
BalancedFlows::Forget()
{
    m_queues.Settle();
    const uint32_t oldest = m_queues.GetFirst(
        [](size_t timer) { return (static_cast<int64_t>(timer) + FIRST_MINUTES) * MINUTE; });
    Remove(oldest);
}

uint32_t
BalancedFlows::GetExpired(int64_t nowNs)
{
    m_queues.Settle();
    const uint32_t first = m_queues.GetFirst();
    return first != NO_RECORD && m_records[first].expiresNs <= nowNs ? first : NO_RECORD;
}

std::optional<int64_t>
BalancedFlows::GetDeadline()
{
    m_queues.Settle();
    const uint32_t first = m_queues.GetFirst();
    return first == NO_RECORD ? std::nullopt : std::optional(m_records[first].expiresNs);
}

} // namespace ns3::v6lab::azure
