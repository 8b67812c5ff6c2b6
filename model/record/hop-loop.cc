// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/hop-loop.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LONGEST_PERIOD = 16;
constexpr size_t FEWEST_HOPS = 4;

bool
Repeats(const HopView& earlier, const HopView& later)
{
    return earlier.node == later.node && earlier.near == later.near &&
           earlier.action == later.action && earlier.reason == later.reason &&
           earlier.before.source == later.before.source &&
           earlier.before.destination == later.before.destination;
}

/** How many hops from `begin` repeat those a period earlier. */
size_t
Repetitions(const std::vector<HopView>& hops, size_t begin, size_t period)
{
    size_t count = 0;
    while (begin + count < hops.size() &&
           Repeats(hops[begin + count - period], hops[begin + count]))
    {
        ++count;
    }
    return count;
}

} // namespace

std::vector<HopLoop>
FindLoops(const std::vector<HopView>& hops)
{
    std::vector<HopLoop> loops;
    for (size_t i = 0; i < hops.size();)
    {
        size_t next = i + 1;
        for (size_t period = 1; period <= LONGEST_PERIOD; ++period)
        {
            const size_t begin = i + period;
            const size_t count = Repetitions(hops, begin, period);
            if (count >= std::max(2 * period, FEWEST_HOPS))
            {
                loops.push_back({begin, begin + count, period});
                next = begin + count;
                break;
            }
        }
        i = next;
    }
    return loops;
}

} // namespace ns3::v6lab
