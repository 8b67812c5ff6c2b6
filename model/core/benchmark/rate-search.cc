// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/rate-search.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Between a rate that passes, or 0, and one that does not. */
double
Bisect(double good, double bad, double resolution, const std::function<bool(double rate)>& passes)
{
    const double least = bad * 1e-6;
    while (bad > least && bad - good > resolution * bad)
    {
        const double rate = (good + bad) / 2;
        (passes(rate) ? good : bad) = rate;
    }
    return good;
}

} // namespace

double
SearchRate(double most, double resolution, const std::function<bool(double rate)>& passes)
{
    return passes(most) ? most : Bisect(0, most, resolution, passes);
}

double
SearchRateUpwards(double first,
                  double most,
                  double resolution,
                  const std::function<bool(double rate)>& passes)
{
    double good = 0;
    double bad = first;
    while (passes(bad))
    {
        good = bad;
        if (good == most)
        {
            return good;
        }
        bad = std::min(2 * bad, most);
    }
    return Bisect(good, bad, resolution, passes);
}

double
SearchRateNear(double guess,
               double most,
               double resolution,
               const std::function<bool(double rate)>& passes)
{
    double step = 4 * resolution * guess;
    double good = guess - step;
    if (!passes(good))
    {
        double bad = good;
        do
        {
            bad = good;
            step *= 2;
            good = std::max(0.0, bad - step);
        } while (good > 0 && !passes(good));
        return Bisect(good, bad, resolution, passes);
    }
    double bad = std::min(guess + step, most);
    while (passes(bad))
    {
        good = bad;
        if (good == most)
        {
            return good;
        }
        step *= 2;
        bad = std::min(bad + step, most);
    }
    return Bisect(good, bad, resolution, passes);
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
