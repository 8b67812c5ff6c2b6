// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/rate-search.h"

#include <algorithm>

namespace ns3::v6lab
{

double
SearchRate(double most, double resolution, const std::function<bool(double rate)>& passes)
{
    if (passes(most))
    {
        return most;
    }
    const double least = most * 1e-6;
    double good = 0;
    double bad = most;
    while (bad > least && bad - good > resolution * bad)
    {
        const double rate = (good + bad) / 2;
        (passes(rate) ? good : bad) = rate;
    }
    return good;
}

uint64_t
SearchCapacity(uint64_t first, uint64_t most, const std::function<bool(uint64_t number)>& holds)
{
    uint64_t good = 0;
    uint64_t bad = std::min(first, most);
    while (holds(bad))
    {
        good = bad;
        if (good == most)
        {
            return good;
        }
        bad = std::min(2 * bad, most);
    }
    while (bad - good > 1 && good > 0)
    {
        const uint64_t number = good + (bad - good) / 2;
        (holds(number) ? good : bad) = number;
    }
    return good;
}

} // namespace ns3::v6lab
