// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TIMER_QUEUES_H
#define V6LAB_TIMER_QUEUES_H

#include "model/core/nat64/slab.h"

#include <array>
#include <cstddef>

namespace ns3::v6lab
{

/**
 * When records expire. All timers of a class last equally long, so the order in which they start is
 * the order in which they end: a list per class, every step O(1), nothing to sort.
 *
 * A record has `expiresNs`, `previous`, `next` (NO_RECORD at first) and `timer`, its class as a
 * number or an enumeration, CLASSES if it is in no queue.
 */
template <typename Record, size_t CLASSES>
class TimerQueues
{
  public:
    using Timer = decltype(Record::timer);
    static constexpr Timer NONE = static_cast<Timer>(CLASSES);

    explicit TimerQueues(Slab<Record>& records)
        : m_records(records)
    {
    }

    /**
     * To the end of its class; out of the queue where it was. Its neighbours there are seldom at
     * hand, so the lists change only with the next Settle(), when memory has fetched them.
     */
    void Push(uint32_t place, Timer timer, int64_t expiresNs)
    {
        Settle();
        Record& record = m_records[place];
        record.expiresNs = expiresNs;
        if (record.timer == timer && record.next == NO_RECORD) // is the last one already
        {
            return;
        }
        m_pushed = At(place);
        m_pushedTo = timer;
        for (const Record* neighbour : {m_pushed.previous, m_pushed.next})
        {
            if (neighbour)
            {
                __builtin_prefetch(neighbour, 1);
            }
        }
    }

    /** Ends what Push() began; to be called before anybody asks for a first record. */
    void Settle()
    {
        if (m_pushed.record)
        {
            Unlink(m_pushed);
            Append(m_pushed, m_pushedTo);
            m_pushed.record = nullptr;
        }
    }

    void Remove(uint32_t place)
    {
        Settle();
        Unlink(At(place));
    }

    /** The record that expires first, of the lower class if two do; NO_RECORD without any. */
    uint32_t GetFirst() const
    {
        return GetFirst([](size_t) { return int64_t{0}; });
    }

    /** The record whose `expiresNs` less what `span` says of its class is lowest. */
    template <typename Span>
    uint32_t GetFirst(Span span) const
    {
        assert(!m_pushed.record);
        uint32_t first = NO_RECORD;
        int64_t firstNs = 0;
        for (size_t i = 0; i < CLASSES; ++i)
        {
            const uint32_t head = m_ends[i].head;
            if (head == NO_RECORD)
            {
                continue;
            }
            const int64_t headNs = m_records[head].expiresNs - span(i);
            if (first == NO_RECORD || headNs < firstNs)
            {
                first = head;
                firstNs = headNs;
            }
        }
        return first;
    }

  private:
    struct Ends
    {
        uint32_t head{NO_RECORD};
        uint32_t tail{NO_RECORD};
    };

    /** A record and its neighbours, looked up once. */
    struct Spot
    {
        uint32_t place{NO_RECORD};
        Record* record{nullptr};
        Record* previous{nullptr}; //!< null at the head, and in no queue
        Record* next{nullptr};
    };

    Record* Find(uint32_t place)
    {
        return place == NO_RECORD ? nullptr : &m_records[place];
    }

    Spot At(uint32_t place)
    {
        Record& record = m_records[place];
        return {place, &record, Find(record.previous), Find(record.next)};
    }

    void Append(const Spot& spot, Timer timer)
    {
        Record& record = *spot.record;
        Ends& ends = m_ends[static_cast<size_t>(timer)];
        record.timer = timer;
        record.previous = ends.tail;
        if (ends.tail == NO_RECORD)
        {
            ends.head = spot.place;
        }
        else
        {
            Record& tail = m_records[ends.tail];
            assert(tail.expiresNs <= record.expiresNs);
            tail.next = spot.place;
        }
        ends.tail = spot.place;
    }

    void Unlink(const Spot& spot)
    {
        Record& record = *spot.record;
        if (record.timer == NONE)
        {
            return;
        }
        Ends& ends = m_ends[static_cast<size_t>(record.timer)];
        (spot.previous ? spot.previous->next : ends.head) = record.next;
        (spot.next ? spot.next->previous : ends.tail) = record.previous;
        record.previous = record.next = NO_RECORD;
        record.timer = NONE;
    }

    Slab<Record>& m_records;
    Spot m_pushed; //!< not settled, if it has a record
    Timer m_pushedTo{NONE};
    std::array<Ends, CLASSES> m_ends{};
};

} // namespace ns3::v6lab

#endif // V6LAB_TIMER_QUEUES_H
