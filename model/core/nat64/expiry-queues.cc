// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/expiry-queues.h"

#include <utility>

namespace ns3::v6lab
{

void
ExpiryQueues::Push(uint32_t place, TimerClass timer, int64_t expiresNs)
{
    Settle();
    Session& session = m_records[place];
    session.expiresNs = expiresNs;
    if (session.timer == timer && session.next == NO_RECORD) // is the last one already
    {
        return;
    }
    m_pushed = place;
    m_pushedTo = timer;
    for (const uint32_t neighbour : {session.previous, session.next})
    {
        if (neighbour != NO_RECORD)
        {
            __builtin_prefetch(&m_records[neighbour], 1);
        }
    }
}

void
ExpiryQueues::Settle()
{
    const uint32_t place = std::exchange(m_pushed, NO_RECORD);
    if (place != NO_RECORD)
    {
        Unlink(place);
        Append(place, m_pushedTo);
    }
}

void
ExpiryQueues::Remove(uint32_t place)
{
    Settle();
    Unlink(place);
}

void
ExpiryQueues::Append(uint32_t place, TimerClass timer)
{
    Session& session = m_records[place];
    Ends& ends = m_ends[static_cast<size_t>(timer)];
    session.timer = timer;
    session.previous = ends.tail;
    if (ends.tail == NO_RECORD)
    {
        ends.head = place;
    }
    else
    {
        assert(m_records[ends.tail].expiresNs <= session.expiresNs);
        m_records[ends.tail].next = place;
    }
    ends.tail = place;
}

void
ExpiryQueues::Unlink(uint32_t place)
{
    Session& session = m_records[place];
    if (session.timer == TimerClass::None)
    {
        return;
    }
    Ends& ends = m_ends[static_cast<size_t>(session.timer)];
    (session.previous == NO_RECORD ? ends.head : m_records[session.previous].next) = session.next;
    (session.next == NO_RECORD ? ends.tail : m_records[session.next].previous) = session.previous;
    session.previous = session.next = NO_RECORD;
    session.timer = TimerClass::None;
}

uint32_t
ExpiryQueues::GetFirst() const
{
    assert(m_pushed == NO_RECORD);
    uint32_t first = NO_RECORD;
    for (const auto& ends : m_ends)
    {
        if (ends.head != NO_RECORD &&
            (first == NO_RECORD || m_records[ends.head].expiresNs < m_records[first].expiresNs))
        {
            first = ends.head;
        }
    }
    return first;
}

} // namespace ns3::v6lab
