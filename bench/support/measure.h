// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_MEASURE_H
#define V6LAB_BENCH_MEASURE_H

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

/**
 * How everything in bench/ measures: each sample in a child process of its own (ns-3 runs once per
 * process), two candidates in turn (A B A B …) so that a drifting machine hurts both, and ratios
 * pair by pair, of which the median counts.
 */
namespace ns3::v6lab::bench
{

struct Sample
{
    double value{0}; //!< what the body returned: seconds, or bytes
    long peakKb{0};  //!< the child's peak resident memory
};

/** Runs the body in a child process and returns what it returned. */
inline Sample
InChild(const std::function<double()>& body)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        throw std::runtime_error("bench: no pipe");
    }
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0)
    {
        const double value = body();
        const bool written = write(ends[1], &value, sizeof(value)) == sizeof(value);
        _exit(written ? 0 : 1);
    }
    close(ends[1]);
    Sample sample;
    const bool got = read(ends[0], &sample.value, sizeof(sample.value)) == sizeof(sample.value);
    close(ends[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!got || status != 0)
    {
        throw std::runtime_error("bench: a measured process failed");
    }
    sample.peakKb = usage.ru_maxrss;
    return sample;
}

/** Wall seconds that the body takes. */
inline double
Seconds(const std::function<void()>& body)
{
    const auto began = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/** Processor seconds that the body takes: less disturbed by others on the machine. */
inline double
CpuSeconds(const std::function<void()>& body)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    };
    const double began = now();
    body();
    return now() - began;
}

inline double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Ratio
{
    double median{0};
    double low{0};
    double high{0};
    double a{0}; //!< median value of the candidate
    double b{0}; //!< median value of its baseline
};

/** Candidate over baseline, `pairs` times in turn after one warm-up each. */
inline Ratio
Compare(const std::function<double()>& candidate,
        const std::function<double()>& baseline,
        int pairs)
{
    InChild(candidate);
    InChild(baseline);
    std::vector<double> ratios;
    std::vector<double> a;
    std::vector<double> b;
    for (int i = 0; i < pairs; ++i)
    {
        a.push_back(InChild(candidate).value);
        b.push_back(InChild(baseline).value);
        ratios.push_back(a.back() / b.back());
    }
    const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
    return {Median(ratios), *low, *high, Median(a), Median(b)};
}

/** Prints one line without a goal: worth knowing, promised to nobody. */
inline void
Inform(const std::string& what, const Ratio& ratio)
{
    std::printf("%-68s %6.3f x (%.3f .. %.3f)  for information\n",
                what.c_str(),
                ratio.median,
                ratio.low,
                ratio.high);
    std::fflush(stdout);
}

/** Prints one line; `goal` is the largest good ratio. Returns whether it was met. */
inline bool
Report(const std::string& what, const Ratio& ratio, double goal)
{
    const bool met = ratio.median <= goal;
    std::printf("%-68s %6.3f x (%.3f .. %.3f)  goal <= %.2f  %s\n",
                what.c_str(),
                ratio.median,
                ratio.low,
                ratio.high,
                goal,
                met ? "met" : "MISSED");
    std::fflush(stdout);
    return met;
}

/** Prints one measured value; `goal` is the largest good one. Returns whether it was met. */
inline bool
ReportValue(const std::string& what, double value, const std::string& unit, double goal)
{
    const bool met = value <= goal;
    std::printf("%-68s %8.1f %s  goal <= %.0f  %s\n",
                what.c_str(),
                value,
                unit.c_str(),
                goal,
                met ? "met" : "MISSED");
    std::fflush(stdout);
    return met;
}

/** Prints one measured value without a goal. */
inline void
InformValue(const std::string& what, double value, const std::string& unit)
{
    std::printf("%-68s %8.1f %s  for information\n", what.c_str(), value, unit.c_str());
    std::fflush(stdout);
}

/** The value behind `--pairs=` on the command line; fewer pairs are quicker and noisier. */
inline int
Pairs(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
    {
        if (std::strncmp(argv[i], "--pairs=", 8) == 0)
        {
            return std::max(1, std::atoi(argv[i] + 8));
        }
    }
    return 5;
}

} // namespace ns3::v6lab::bench

#endif // V6LAB_BENCH_MEASURE_H
