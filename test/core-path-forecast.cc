// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/path-forecast.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

constexpr int64_t PROPAGATION = 1;
constexpr int64_t WIRE = 2;
constexpr uint32_t PLENTY = 100; //!< places in a queue

using Times = std::vector<int64_t>;
using Path = std::vector<ForecastHop>;

Path
Through(size_t device, double service, size_t wire = 0, int64_t onWire = WIRE)
{
    return {{device, service, wire, onWire}};
}

Times
Arrivals(const std::vector<ForecastDevice>& devices,
         const std::vector<Path>& paths,
         const std::vector<ForecastFrame>& frames)
{
    return ForecastArrivals(devices, paths, PROPAGATION, frames);
}

ForecastDevice
Device(uint32_t cores, uint32_t places)
{
    return {cores, places, 0, {}};
}

/** It has a state of the first flow. */
ForecastDevice
WithState(uint32_t places)
{
    return {1, places, 0, {}, 1};
}

/** 10, one for each state, and 100 to make one. */
Path
Kept()
{
    Path path = Through(0, 0);
    path.front().serviceOf = [](size_t states, bool makes) {
        return 10.0 + static_cast<double>(states) + (makes ? 100 : 0);
    };
    return path;
}

const std::vector<Row> ROWS{
    {"a frame waits for those in front of it, and then for the wire",
     "Lindley's recursion",
     [](Verdict& v) {
         // They come at 1, 7 and 13, and leave at 11, 21 and 31.
         const auto out = Arrivals({Device(1, PLENTY)},
                                   {Through(0, 10)},
                                   {{0, 0, 0, 0}, {6, 6, 0, 0}, {12, 12, 0, 0}});
         v.True(out == Times{14, 24, 34}, "arrivals");
     }},
    {"one that finds the queue full is lost, and takes no time",
     "Lindley's recursion, tail drop",
     [](Verdict& v) {
         const auto out = Arrivals({Device(1, 1)},
                                   {Through(0, 10)},
                                   {{0, 0, 0, 0}, {1, 1, 0, 0}, {2, 2, 0, 0}, {11, 11, 0, 0}});
         v.True(out == Times{14, 24, FORECAST_LOST, 34}, "arrivals");
     }},
    {"of two that meet in the same nanosecond the one comes first that was sure to first",
     "",
     [](Verdict& v) {
         const auto second = [](int64_t begin) {
             return Arrivals({Device(1, 0)}, {Through(0, 10)}, {{0, 0, 0, 0}, {begin, 10, 0, 0}})
                 .at(1);
         };
         v.Equal(second(8), 24, "begun behind the service that ends when it comes");
         v.Equal(second(0), FORECAST_LOST, "begun before that");
     }},
    {"two directions share the core, not the wire",
     "RFC 8219 5",
     [](Verdict& v) {
         const auto out = Arrivals({Device(1, PLENTY)},
                                   {Through(0, 10, 0, 9), Through(0, 1, 1, 9)},
                                   {{0, 0, 0, 0}, {3, 3, 1, 0}});
         v.True(out == Times{21, 22}, "arrivals");
     }},
    {"a frame that is served faster than the wire is free waits for the wire",
     "",
     [](Verdict& v) {
         const auto out =
             Arrivals({Device(1, PLENTY)}, {Through(0, 1, 0, 5)}, {{0, 0, 0, 0}, {1, 1, 0, 0}});
         v.True(out == Times{8, 13}, "arrivals");
     }},
    {"a second device has what the first one lets through, and loses some of it",
     "RFC 8219 4.2",
     [](Verdict& v) {
         // At the second they are at 14, 34 and 54; it serves from 14 to 44 and from 54 to 84.
         const Path path{{0, 10, 0, WIRE}, {1, 30, 1, WIRE}};
         const auto out = Arrivals({Device(1, PLENTY), Device(1, 0)},
                                   {path},
                                   {{0, 0, 0, 0}, {20, 20, 0, 0}, {40, 40, 0, 0}});
         v.True(out == Times{47, FORECAST_LOST, 87}, "arrivals");
     }},
    {"cores do not wait for each other, but for a serial part",
     "Amdahl's law",
     [](Verdict& v) {
         const std::vector<ForecastFrame> frames{{0, 0, 0, 0}, {2, 2, 0, 1}};
         const auto apart = Arrivals({Device(2, PLENTY)}, {Through(0, 10)}, frames);
         v.True(apart == Times{14, 16}, "without one");
         ForecastDevice half = Device(2, PLENTY);
         half.serialFraction = 0.5;
         const auto serial = Arrivals({half}, {Through(0, 10)}, frames);
         v.True(serial == Times{14, 21}, "with one: the second takes half as long again");
     }},
    {"a flow's first frame makes its state, and those that begin later find one more",
     "RFC 8219 10.2.2",
     [](Verdict& v) {
         // They come at 1, 101, 111 and 301, and are served in 11, 111, 11 and 12: the third
         // begins in the moment in which the second one's state is made.
         const auto out = Arrivals(
             {WithState(PLENTY)},
             {Kept()},
             {{0, 0, 0, {}, 0}, {100, 100, 0, {}, 1}, {110, 110, 0, {}, 1}, {300, 300, 0, {}, 0}});
         v.True(out == Times{15, 215, 226, 316}, "arrivals");
     }},
    {"a frame that is lost makes no state: the next of its flow does",
     "RFC 8219 10.2.2",
     [](Verdict& v) {
         const auto out = Arrivals({WithState(0)},
                                   {Kept()},
                                   {{0, 0, 0, {}, 0}, {5, 5, 0, {}, 1}, {50, 50, 0, {}, 1}});
         v.True(out == Times{15, FORECAST_LOST, 165}, "arrivals");
     }},
    {"each service has a random number of its own",
     "",
     [](Verdict& v) {
         ForecastDevice device = Device(1, PLENTY);
         double next = 0;
         device.jitter = [&next] { return next += 0.5; };
         const auto out = Arrivals({device}, {Through(0, 10)}, {{0, 0, 0, 0}, {0, 0, 0, 0}});
         v.True(out == Times{19, 39}, "15 and 20 in place of 10");
     }},
};

V6LAB_SUITE("v6lab-core-path-forecast", ROWS);

} // namespace
