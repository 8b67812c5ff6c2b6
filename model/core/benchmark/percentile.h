// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PERCENTILE_H
#define V6LAB_PERCENTILE_H

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace ns3::v6lab
{

/**
 * The p-th part (0 < p <= 1) of the empirical distribution function of some values (RFC 2330
 * 11.3): one of the values, never something between two. There must be a value.
 */
template <class Number>
Number
Percentile(std::vector<Number> values, double p)
{
    assert(!values.empty() && p > 0 && p <= 1);
    // 0.07 * 100 is more than 7 in binary.
    const double rank = std::ceil(p * static_cast<double>(values.size()) - 1e-9);
    const auto at = values.begin() + std::max(0L, static_cast<long>(rank) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/**
 * The value in the middle; of an even number the average of the two there (RFC 2330 11.3: it is
 * the 50th percentile of an odd number of values only). There must be a value.
 */
template <class Number>
double
Median(std::vector<Number> values)
{
    assert(!values.empty());
    const auto middle = values.begin() + static_cast<long>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const auto upper = static_cast<double>(*middle);
    if (values.size() % 2 == 1)
    {
        return upper;
    }
    return (static_cast<double>(*std::max_element(values.begin(), middle)) + upper) / 2;
}

} // namespace ns3::v6lab

#endif // V6LAB_PERCENTILE_H
