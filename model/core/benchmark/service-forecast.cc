// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/service-forecast.h"

#include <algorithm>
#include <deque>

namespace ns3::v6lab
{

std::vector<int64_t>
ForecastDepartures(const std::vector<ForecastPacket>& packets, uint32_t cores, uint32_t places)
{
    std::vector<std::deque<int64_t>> inside(cores); // departures of those not gone yet
    std::vector<int64_t> departures;
    departures.reserve(packets.size());
    for (const auto& packet : packets)
    {
        auto& core = inside.at(packet.core);
        while (!core.empty() && core.front() <= packet.arrivalNs)
        {
            core.pop_front();
        }
        if (core.size() > places)
        {
            departures.push_back(FORECAST_LOST);
            continue;
        }
        const int64_t begin = core.empty() ? packet.arrivalNs : core.back();
        core.push_back(begin + packet.serviceNs);
        departures.push_back(core.back());
    }
    return departures;
}

} // namespace ns3::v6lab
