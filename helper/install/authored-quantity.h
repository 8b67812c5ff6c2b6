// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AUTHORED_QUANTITY_H
#define V6LAB_AUTHORED_QUANTITY_H

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <string>

namespace ns3::v6lab
{

/**
 * Durations and rates as an author wrote them, as ns-3's types. ns-3's own parsers abort on bad
 * text; these throw std::invalid_argument that begins with `where`.
 */
Time ReadDuration(const std::string& text, const std::string& where);
/** Refuses zero as well. */
DataRate ReadRate(const std::string& text, const std::string& where);

} // namespace ns3::v6lab

#endif // V6LAB_AUTHORED_QUANTITY_H
