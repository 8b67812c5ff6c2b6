// SPDX-License-Identifier: GPL-2.0-only
// When a benchmark ends, as its progress bar is told before it begins.
#include "helper/install/install.h"
#include "scenarios/measurement.h"
#include "scenarios/run/design.h"
#include "test/support/table.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <fmt/format.h>

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Row;
using test::Verdict;

namespace
{

/** Options in one word: "test=scale flows=8". */
std::map<std::string, std::string>
OptionsOf(const std::string& text)
{
    std::map<std::string, std::string> options;
    std::istringstream words(text);
    for (std::string word; words >> word;)
    {
        const auto equals = word.find('=');
        options[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return options;
}

/** A benchmark with these options, not run yet. */
class Bench
{
  public:
    explicit Bench(const std::string& options)
        : m_design(DesignOfScenario("rfc8219", OptionsOf(options))),
          m_installation(Install(m_design.topology)),
          measurement(m_design.scenario->Measure(m_installation))
    {
        ns3::RngSeedManager::SetSeed(1);
        ns3::RngSeedManager::SetRun(1);
    }

    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    ~Bench()
    {
        Simulator::Destroy();
    }

  private:
    Design m_design;
    Installation m_installation;

  public:
    std::unique_ptr<Measurement> measurement;
};

/** It ends within a tenth of the time that was expected. */
Row
Ends(const std::string& sentence, const std::string& options)
{
    return {sentence + ": " + options, "", [=](Verdict& v) {
                const Bench bench(options);
                const double expected = bench.measurement->GetExpectedEnd().GetSeconds();
                v.True(bench.measurement->Run([] { return true; }), "it runs to its end");
                const double end = Simulator::Now().GetSeconds();
                v.True(std::abs(end / expected - 1) < 0.1,
                       fmt::format("{:.1f} s, where {:.1f} s were expected", end, expected));
            }};
}

const std::vector<Row> ROWS{
    Ends("searches for a rate", "test=throughput trial=4 repeat=3"),
    Ends("searches for a rate", "test=throughput trial=20 repeat=1 frame=512 resolution=5"),
    Ends("states that must go between trials", "test=throughput dut=nat64 trial=4 repeat=2"),
    Ends("preliminary frames of many flows",
         "test=throughput trial=4 repeat=1 flows=3000 resolution=2"),
    Ends("one search, then streams", "test=latency trial=30 repeat=5 resolution=1"),
    Ends("one search, then streams", "test=pdv dut=464xlat trial=4 repeat=5 load=90"),
    Ends("one search, then streams", "test=recovery trial=10 repeat=5"),
    Ends("trials that are not cut short", "test=loss trial=10 repeat=2"),
    Ends("bursts", "test=b2b trial=4 repeat=3"),
    Ends("as many searches as numbers of flows", "test=scale trial=4 repeat=1 flows=40"),
    Ends("flows that begin one after another",
         "test=scale trial=4 repeat=1 flows=40 stagger=1 resolution=1"),
    Ends("flows that begin one after another",
         "test=scale dut=nat64 trial=10 repeat=1 flows=12 stagger=20 resolution=1"),
    Ends("connections, and as many as there are ports",
         "test=conn dut=nat64 repeat=2 flows=200 resolution=1"),
    Ends("queries", "test=dns64 trial=4 repeat=2 resolution=1"),
    Ends("queries, by shares of names", "test=dns64 trial=10 repeat=1 cached=60 aaaa=100"),
    {"what takes longer than ns-3 can count ends late",
     "",
     [](Verdict& v) {
         const Bench bench("test=scale trial=3600 repeat=1000 flows=60000 stagger=60");
         v.True(bench.measurement->GetExpectedEnd() > ns3::Years(100), "after a century");
     }},
};

V6LAB_SUITE("v6lab-benchmark-end", ROWS);

} // namespace
