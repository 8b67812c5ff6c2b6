// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_WITHDRAWALS_H
#define V6LAB_ADVERTISEMENT_WITHDRAWALS_H

#include "model/core/advertisement/router-advertisement.h"

namespace ns3::v6lab
{

/** True if `before` told something that `next` does not. */
bool LeavesOut(const RouterAdvertisement& next, const RouterAdvertisement& before);

/** Adds what `before` told and `next` does not, with lifetime 0. */
void AddWithdrawals(RouterAdvertisement& next, const RouterAdvertisement& before);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_WITHDRAWALS_H
