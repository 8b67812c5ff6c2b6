// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/statistics.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

double
StudentT(double confidence, size_t freedom)
{
    if (!(confidence > 0 && confidence < 1))
    {
        throw std::invalid_argument(
            fmt::format("confidence {}: allowed is a number between 0 and 1", confidence));
    }
    if (freedom < 1)
    {
        throw std::invalid_argument("degrees of freedom: allowed is 1 or more");
    }
    const boost::math::students_t distribution(static_cast<double>(freedom));
    return boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
}

Interval
ConfidenceInterval(const std::vector<double>& sample, double confidence)
{
    Interval interval;
    interval.n = sample.size();
    if (sample.empty())
    {
        return interval;
    }
    const auto n = static_cast<double>(sample.size());
    // From the first value on, so that equal values have that mean, and no spread, to the last bit.
    const double first = sample.front();
    double sum = 0;
    for (const double value : sample)
    {
        sum += value - first;
    }
    interval.mean = first + sum / n;
    if (sample.size() > 1)
    {
        double squares = 0;
        for (const double value : sample)
        {
            squares += (value - interval.mean) * (value - interval.mean);
        }
        interval.half = StudentT(confidence, sample.size() - 1) * std::sqrt(squares / (n - 1) / n);
    }
    return interval;
}

} // namespace ns3::v6lab
