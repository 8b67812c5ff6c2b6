// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TIME_UNITS_H
#define V6LAB_TIME_UNITS_H

#include <cstdint>

namespace ns3::v6lab
{

/** In nanoseconds, as all times of the cores are. */
constexpr int64_t SECOND = 1'000'000'000;

} // namespace ns3::v6lab

#endif // V6LAB_TIME_UNITS_H
