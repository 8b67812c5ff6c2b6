// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_OUTAGE_H
#define V6LAB_LINK_OUTAGE_H

#include "ns3/net-device-container.h"
#include "ns3/nstime.h"

#include <optional>

namespace ns3::v6lab
{

/** A time in which a link carries nothing, in either direction. */
struct OutageTimes
{
    Time from{};
    std::optional<Time> to{}; //!< nothing: until the end
    /** Its ends do not notice; false: routes through them cease to count meanwhile. */
    bool silent{true};
};

/**
 * Cuts a link, whose ends are these devices, at times counted from now. What arrives meanwhile is
 * lost, with reason "link-outage" at the receiver. Point-to-point and CSMA devices, and others that
 * have the attribute ReceiveErrorModel, which must not be in use; throws std::invalid_argument for
 * a device without one. Outages of a link do not overlap.
 */
void ScheduleOutage(const NetDeviceContainer& ends, const OutageTimes& times);

} // namespace ns3::v6lab

#endif // V6LAB_LINK_OUTAGE_H
