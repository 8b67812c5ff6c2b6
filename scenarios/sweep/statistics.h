// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATISTICS_H
#define V6LAB_STATISTICS_H

#include <cstddef>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** The mean of a sample, and how well it is known. */
struct Interval
{
    size_t n{0};
    double mean{0};
    std::optional<double> half; //!< half the width of the confidence interval; none for n < 2
};

/**
 * The quantile of Student's t distribution that bounds a two-sided interval.
 * `confidence` is above 0 and below 1, `freedom` (degrees of freedom) at least 1; throws
 * std::invalid_argument for others.
 */
double StudentT(double confidence, size_t freedom);

/** The mean with its confidence interval: mean ± t s / √n, s with n - 1. */
Interval ConfidenceInterval(const std::vector<double>& sample, double confidence = 0.95);

} // namespace ns3::v6lab

#endif // V6LAB_STATISTICS_H
