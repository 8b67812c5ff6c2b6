// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_TEXT_H
#define V6LAB_ADVERTISEMENT_TEXT_H

#include "helper/topology/advertisement-config.h"
#include "model/core/advertisement/advertiser-settings.h"

namespace ns3::v6lab
{

/** What the text says; throws std::invalid_argument naming the field and what is allowed. */
AdvertiserSettings ReadAdvertisement(const RouterAdvertisementConfig& config);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_TEXT_H
