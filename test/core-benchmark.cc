// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/frame-delays.h"
#include "model/core/benchmark/frame-rate.h"
#include "model/core/benchmark/percentile.h"
#include "model/core/benchmark/rate-search.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** A device under test that loses nothing up to a rate; counts what it is asked. */
struct Device
{
    double capacity;
    uint32_t asked{0};

    double Search(double most, double resolution)
    {
        return SearchRate(most, resolution, [this](double rate) {
            ++asked;
            return rate <= capacity;
        });
    }
};

std::vector<int>
OneTo(int n)
{
    std::vector<int> values(static_cast<size_t>(n));
    std::iota(values.begin(), values.end(), 1);
    std::reverse(values.begin(), values.end()); // the order of the values must not matter
    return values;
}

nlohmann::json
AppendixA()
{
    return test::data::RfcExamples().at("rfc8219_appendix_A_6in4");
}

const std::vector<Row> ROWS{
    {"maximum frame rates are those of the formula, with 20 bytes of overhead",
     "RFC 8219 A",
     [](Verdict& v) {
         const auto table = AppendixA();
         v.Equal(table.at("rows").size(), 13u, "frame sizes");
         const std::vector<std::pair<const char*, double>> lines{{"fps_10M", 10e6},
                                                                 {"fps_100M", 100e6},
                                                                 {"fps_1G", 1e9},
                                                                 {"fps_10G", 10e9}};
         for (const auto& row : table.at("rows"))
         {
             for (const auto& [key, line] : lines)
             {
                 const double rate = MaxFrameRate(line,
                                                  row.at("frame").get<uint32_t>(),
                                                  table.at("overhead").get<uint32_t>());
                 v.True(std::abs(rate / row.at(key).get<double>() - 1) < 1e-12, key);
             }
         }
     }},
    {"the frame sizes are those of the RFC, with 84 in place of 64",
     "RFC 8219 5.1.1",
     [](Verdict& v) {
         const std::vector<uint32_t>
             sizes{84, 128, 256, 512, 768, 1024, 1280, 1518, 1522, 2048, 4096, 8192, 9216};
         v.True(Rfc8219FrameSizes() == sizes, "frame sizes");
     }},
    {"percentiles are values of the sample: the p n-th of n, rounded up",
     "RFC 2330 11.3",
     [](Verdict& v) {
         v.Equal(Percentile(OneTo(100), 0.01), 1, "1st of 100");
         v.Equal(Percentile(OneTo(100), 0.99), 99, "99th of 100");
         v.Equal(Percentile(OneTo(100), 0.07), 7, "7th of 100: 0.07 * 100 > 7 in binary");
         v.Equal(Percentile(OneTo(20), 0.01), 1, "1st of 20");
         v.Equal(Percentile(OneTo(20), 0.99), 20, "99th of 20");
         v.Equal(Percentile(OneTo(1000), 0.999), 999, "99.9th of 1000");
         v.Equal(Percentile(OneTo(1001), 0.999), 1000, "99.9th of 1001");
         v.Equal(Percentile(OneTo(7), 1.0), 7, "the largest");
     }},
    {"the median of an even number of values is the average of the two in the middle",
     "RFC 2330 11.3",
     [](Verdict& v) {
         v.Equal(Median(OneTo(4)), 2.5, "of 4");
         v.Equal(Median(OneTo(20)), 10.5, "of 20");
         v.Equal(Median(OneTo(5)), 3.0, "of 5");
         v.Equal(Median(std::vector<int64_t>{9, 1}), 5.0, "of 2");
         v.Equal(Median(std::vector<double>{42.5}), 42.5, "of 1");
     }},
    {"delays differ from those of the frame before, and from nothing across a lost frame",
     "RFC 8219 7.3.2",
     [](Verdict& v) {
         const std::vector<int64_t> sent{0, 10, 20, 30, 40, 50};
         const std::vector<int64_t> received{5, 17, FRAME_LOST, 39, 44, 51};
         v.True(DelaysOf(sent, received) == std::vector<int64_t>{5, 7, 9, 4, 1}, "delays");
         v.True(DelayDifferencesOf(sent, received) == std::vector<int64_t>{2, -5, -3},
                "differences");
         v.True(DelayDifferencesOf({7}, {9}).empty(), "of one frame");
     }},
    {"a search for a rate ends below the capacity, by the resolution at most",
     "RFC 2544 26.1",
     [](Verdict& v) {
         for (const double capacity : {57.0, 1.0, 999.0, 500.0, 0.75})
         {
             Device device{capacity};
             const double rate = device.Search(1000, 0.001);
             v.True(rate <= capacity && rate >= capacity * (1 - 0.001),
                    "capacity " + std::to_string(capacity) + " gave " + std::to_string(rate));
         }
     }},
    {"a device that carries all that the line does takes one trial",
     "RFC 2544 26.1",
     [](Verdict& v) {
         Device device{2000};
         v.Equal(device.Search(1000, 0.001), 1000.0, "rate");
         v.Equal(device.asked, 1u, "trials");
     }},
    {"a search halves its interval with each trial",
     "RFC 2544 26.1",
     [](Verdict& v) {
         Device device{700};
         device.Search(1000, 0.001);
         // 1000/2^k <= 0.7 for k = 11, and the first trial at the line's rate.
         v.True(device.asked <= 12, std::to_string(device.asked) + " trials");
     }},
    {"a device that passes nothing has the rate 0, and the search ends",
     "RFC 2544 26.1",
     [](Verdict& v) {
         Device device{0};
         v.Equal(device.Search(1000, 0.001), 0.0, "rate");
         v.True(device.asked < 30, std::to_string(device.asked) + " trials");
     }},
    {"a search from below ends where one from above does",
     "RFC 8219 9.2",
     [](Verdict& v) {
         // First rates below, at and above the capacity; 999 passes at the very end.
         for (const double capacity : {57.0, 1.0, 1000.0, 640.0, 0.75})
         {
             double highest = 0;
             const double rate = SearchRateUpwards(10, 1000, 0.001, [&](double tried) {
                 highest = std::max(highest, tried);
                 return tried <= capacity;
             });
             v.True(rate <= capacity && rate >= capacity * (1 - 0.001),
                    "capacity " + std::to_string(capacity) + " gave " + std::to_string(rate));
             v.True(highest <= std::max(10.0, 2 * capacity) && highest <= 1000,
                    "tried " + std::to_string(highest) + " for " + std::to_string(capacity));
         }
         v.Equal(SearchRateUpwards(10, 1000, 0.001, [](double) { return true; }), 1000.0, "all");
         v.Equal(SearchRateUpwards(10, 1000, 0.001, [](double) { return false; }), 0.0, "none");
     }},
    {"a search near a guess ends where one without does, wherever the guess is",
     "RFC 8219 9.2",
     [](Verdict& v) {
         for (const double guess : {1.0, 56.9, 57.0, 57.2, 60.0, 999.0, 1000.0})
         {
             uint32_t asked = 0;
             const double rate = SearchRateNear(guess, 1000, 0.001, [&](double tried) {
                 ++asked;
                 return tried <= 57;
             });
             v.True(rate <= 57 && rate >= 57 * (1 - 0.001),
                    "guess " + std::to_string(guess) + " gave " + std::to_string(rate));
             v.True(guess < 56 || guess > 58 || asked <= 6, std::to_string(asked) + " trials");
         }
         v.Equal(SearchRateNear(900, 1000, 0.001, [](double) { return true; }), 1000.0, "all");
         v.Equal(SearchRateNear(900, 1000, 0.001, [](double) { return false; }), 0.0, "none");
     }},
    {"a search for a capacity finds it to the last place",
     "RFC 9693 4.10",
     [](Verdict& v) {
         for (const uint64_t capacity : {64u, 65u, 100u, 4096u, 5000u})
         {
             v.Equal(SearchCapacity(64, 100000, [&](uint64_t n) { return n <= capacity; }),
                     capacity,
                     "capacity");
         }
         v.Equal(SearchCapacity(64, 100000, [](uint64_t) { return false; }), 0u, "none");
         v.Equal(SearchCapacity(64, 1000, [](uint64_t) { return true; }), 1000u, "all");
     }},
};

V6LAB_SUITE("v6lab-core-benchmark", ROWS);

} // namespace
