// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SERVICE_FORECAST_H
#define V6LAB_SERVICE_FORECAST_H

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** A packet in front of a core. */
struct ForecastPacket
{
    int64_t arrivalNs{0}; //!< not before that of the packet in front of it in the list
    uint32_t core{0};
    int64_t serviceNs{0};
};

/** In place of a departure: it found the queue full. */
constexpr int64_t FORECAST_LOST = -1;

/**
 * When packets leave cores that serve in order of arrival, in ns: the recursion of Lindley with a
 * queue that `places` packets fit in beside the one in service. What a simulated node without
 * jitter and without a serial part must come to, found without simulating it.
 */
std::vector<int64_t> ForecastDepartures(const std::vector<ForecastPacket>& packets,
                                        uint32_t cores,
                                        uint32_t places);

} // namespace ns3::v6lab

#endif // V6LAB_SERVICE_FORECAST_H
