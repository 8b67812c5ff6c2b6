// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PATH_FORECAST_H
#define V6LAB_PATH_FORECAST_H

#include "model/core/benchmark/service-forecast.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::v6lab
{

/** A device on the way: cores that serve in order of arrival, with a queue each. */
struct ForecastDevice
{
    uint32_t cores{1};
    uint32_t places{0};               //!< frames that may wait for each core
    double serialFraction{0};         //!< as in ServiceCost
    std::function<double()> jitter{}; //!< what the next service is longer by, as a part of it
    size_t states{0};                 //!< the first so many flows have a state at the beginning
};

/** A frame in one device, and on the wire behind it. */
struct ForecastHop
{
    size_t device{0};
    double serviceNs{0}; //!< with no other core at work
    size_t wire{0};      //!< one direction of a link: frames of other directions do not wait for it
    int64_t wireNs{0};   //!< how long the frame occupies it
    /**
     * In place of `serviceNs` where the device keeps a state for each flow: with so many of them,
     * and for a frame that makes one, which is there when it is served.
     */
    std::function<double(size_t states, bool makesState)> serviceOf{};
};

struct ForecastFrame
{
    int64_t beginNs{0}; //!< its first bit leaves the sender
    int64_t sentNs{0};  //!< its last one
    size_t path{0};
    std::array<uint32_t, 2> cores{}; //!< of the first device on its path, and of the second
    size_t flow{0};
};

/**
 * When frames come to the end of their paths, of two hops at most, whose wires have this
 * propagation, in ns; FORECAST_LOST if a queue had no place. Lindley's recursion over all devices
 * at once: frames of two directions meet, and what one device does to them decides when they come
 * to the next. Found without simulating a packet.
 */
std::vector<int64_t> ForecastArrivals(const std::vector<ForecastDevice>& devices,
                                      const std::vector<std::vector<ForecastHop>>& paths,
                                      int64_t propagationNs,
                                      const std::vector<ForecastFrame>& frames);

} // namespace ns3::v6lab

#endif // V6LAB_PATH_FORECAST_H
