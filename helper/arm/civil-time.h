// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_CIVIL_TIME_H
#define V6LAB_ARM_CIVIL_TIME_H

#include <cstdint>
#include <string>

namespace ns3::v6lab::arm
{

/** Seconds since 1970-01-01T00:00:00Z; throws ExpressionError unless the text is ISO 8601. */
int64_t ParseTime(const std::string& text);
/** Adds an ISO 8601 duration such as "P1Y2M10DT2H30M" or "-PT5M"; throws ExpressionError. */
int64_t AddDuration(int64_t seconds, const std::string& duration);
/** .NET's standard formats d, u, s, o and its custom ones (yyyy MM dd HH mm ss and the like). */
std::string FormatTime(int64_t seconds, const std::string& format);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_CIVIL_TIME_H
