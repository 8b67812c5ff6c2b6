// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SETTINGS_CHECK_H
#define V6LAB_SETTINGS_CHECK_H

#include "model/core/nat64/nat64-settings.h"

namespace ns3::v6lab
{

/** The settings, or std::invalid_argument naming the one that is out of range and its range. */
const Nat64Settings& Checked(const Nat64Settings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_SETTINGS_CHECK_H
