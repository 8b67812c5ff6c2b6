// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_ROWS_H
#define V6LAB_BENCH_ROWS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One trial of a benchmark. */
struct BenchTrialRow
{
    int64_t timeNs{0}; //!< simulated time when it began
    std::string purpose;
    uint32_t repeat{0};
    uint32_t flows{0};
    double rate{0}; //!< frames a second and direction
    double seconds{0};
    uint64_t offered{0}; //!< frames of both directions
    uint64_t received{0};
    bool cutShort{false};              //!< ended at its first loss
    std::vector<int64_t> delays{};     //!< ns, of tagged frames forward, in order of sending
    std::vector<int64_t> delaysBack{}; //!< the same of the other direction
};

/** What many trials come to. */
struct BenchSummaryRow
{
    uint32_t flows{0};
    std::string metric;
    std::string unit;
    double median{0};
    double p1{0};
    double p99{0};
    uint32_t n{0};
    std::string note{}; //!< what a reader must know of it
};

/** What a benchmark found, and of what. */
struct BenchRows
{
    std::string test;
    std::string dut;
    uint32_t frame{0}; //!< bytes of the IPv6 frame, FCS included
    uint32_t mix{0};   //!< percent of frames that are translated
    std::string direction;
    bool compliant{false}; //!< with RFC 8219's duration of trials and number of repetitions
    std::vector<BenchTrialRow> trials;
    std::vector<BenchSummaryRow> summaries;
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCH_ROWS_H
