// SPDX-License-Identifier: GPL-2.0-only
// The DNS64 server as the device under test (RFC 8219 9).
#include "model/record/table.h"
#include "scenarios/benchmark/dns-procedures.h"
#include "scenarios/rfc8219.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* DNS64 = "dns64";
constexpr const char* PREFIX = "2001:2:0:64::/96"; //!< of the DNS64
/** A message takes about a hundred times as long as a packet that is translated. */
constexpr uint32_t SCALE = 10000;
constexpr uint32_t DNS64_SCALE = 100;
/** With fewer queries in a trial its result says nothing. */
constexpr double FEWEST_QUERIES = 5;

/** "33.35 (33.3 to 33.4)"; empty if the summary has no such metric. */
std::string
CellOf(const Table& summary, const std::string& metric)
{
    for (size_t i = 0; i < summary.rows.size(); ++i)
    {
        if (summary.Text(i, "metric") == metric)
        {
            return fmt::format("{:.4g} ({:.4g} to {:.4g})",
                               std::stod(summary.Text(i, "median")),
                               std::stod(summary.Text(i, "p1")),
                               std::stod(summary.Text(i, "p99")));
        }
    }
    return "";
}

/** RFC 8219 9.2: the table of two dimensions; where all is cached, AAAA makes no difference. */
std::string
GridOf(const Table& summary, const std::vector<DnsMix>& mixes)
{
    Table grid;
    grid.columns = {"AAAA %"};
    std::vector<uint32_t> cached;
    std::vector<uint32_t> aaaa;
    for (const auto& mix : mixes)
    {
        const auto note = [](std::vector<uint32_t>& all, uint32_t share) {
            if (std::find(all.begin(), all.end(), share) == all.end())
            {
                all.push_back(share);
            }
        };
        note(cached, mix.cached);
        note(aaaa, mix.aaaa);
    }
    for (const uint32_t share : cached)
    {
        grid.columns.push_back(fmt::format("{} % cached", share));
    }
    for (const uint32_t row : aaaa)
    {
        grid.rows.push_back({std::to_string(row)});
        for (const uint32_t column : cached)
        {
            const DnsMix mix{column, column == 100 ? 0 : row};
            grid.rows.back().emplace_back(CellOf(summary, DnsProcedures::MetricOf("queries", mix)));
        }
    }
    return Render(grid, TableFormat::Aligned);
}

} // namespace

uint32_t
Rfc8219::GetUsualScale() const
{
    return IsDns64() ? DNS64_SCALE : SCALE;
}

uint32_t
Rfc8219::GetScale() const
{
    return m_scale != 0 ? m_scale : GetUsualScale();
}

/** What both options say if nothing else is said is a throughput, and this is a server's. */
bool
Rfc8219::IsDns64() const
{
    return m_test == DNS64 || (m_dut == DNS64 && m_test == "throughput");
}

std::string
Rfc8219::GetTest() const
{
    return IsDns64() ? DNS64 : m_test == "connections" ? "conn" : m_test;
}

std::string
Rfc8219::GetDut() const
{
    return IsDns64() ? DNS64 : m_dut;
}

void
Rfc8219::RefuseWithoutAnswers() const
{
    const BenchmarkPlan plan = MakePlan();
    const DnsMix required; // always measured, and no query of another has more messages
    const double quickest =
        DnsProcedures::GetAnswerMs(plan, required, 0) + DnsProcedures::GetWiresMs(plan, required);
    const double largest = std::ceil(ANSWER_LIMIT_MS * plan.scale / quickest) - 1;
    if (quickest >= ANSWER_LIMIT_MS)
    {
        throw std::invalid_argument(fmt::format(
            "--scale={}: the quickest answer takes {:.4g} s, and after 1 s it is none; {}",
            plan.scale,
            quickest / 1000,
            largest >= 1 ? fmt::format("allowed are 1 to {:.0f}", largest)
                         : "none is allowed with this --message-cost and --tester-cost, 1 with "
                           "lower ones"));
    }
    const double rate =
        std::min(DnsProcedures::GetLineRate(plan), DnsProcedures::GetCapacity(plan, required));
    if (rate * m_trial < FEWEST_QUERIES)
    {
        throw std::invalid_argument(
            fmt::format("--trial={:g}: {:.2g} queries fit in; allowed are {:g} s and more, or a "
                        "lower --scale",
                        m_trial,
                        rate * m_trial,
                        std::ceil(100 * FEWEST_QUERIES / rate) / 100));
    }
}

/**
 * RFC 8219 9.1: the tester is client and authoritative server, on either side of the DNS64 server.
 * IPv6 in front, as it must be, IPv4 behind. All names of the zone are wildcards, with one A each.
 */
void
Rfc8219::AddDns64(TopologyBuilder& lab) const
{
    AddWire(lab, "right");
    lab.Add(Host("tester")
                .On("left", "2001:2::2/64")
                .On("right", "198.19.0.2/24", "2001:2:0:8000::2/64"));
    lab.Add(
        Host("dut").On("left", "2001:2::1/64").On("right", "198.19.0.1/24", "2001:2:0:8000::1/64"));
    auto authority = AuthoritativeOn("tester");
    authority.Config().serviceTime = fmt::format("{:.0f}ns", MakePlan().testerNs);
    lab.Add(authority);
    // Longer than any trial: what is cached stays so.
    lab.Add(DnsZone(DNS_TEST_ZONE)
                .Server("tester")
                .Record("@ 86400 SOA ns1 hostmaster 1 7200 3600 86400 10800")
                .Record("*.ipv4 86400 A 198.19.0.2")
                .Record("*.dual 86400 A 198.19.0.2")
                .Record("*.dual 86400 AAAA 2001:2:0:8000::2"));
    lab.Add(ResolverOn("dut").Forward(dnsbed::AUTHORITY).Dns64(PREFIX));
}

std::string
Rfc8219::ConcludeDns64(const Table& summary) const
{
    const BenchmarkPlan plan = MakePlan();
    const auto mixes = DnsMixesOf(m_cachedNames, m_aaaaNames);
    const std::string grid = mixes.size() > 1 ? "queries/s, median (1st to 99th percentile)\n" +
                                                    GridOf(summary, mixes) + "\n"
                                              : "";
    return fmt::format(
        "{}The DNS64 server is a model: {:g} us for each message to it (illustrative), simulated "
        "{} times\nslower: multiply rates by {} and divide times by it for the model's own speed. "
        "The second that an answer\nmay take is not scaled. Its capacity is {:.6g} queries/s where "
        "nothing is cached and no name has an AAAA.\n",
        grid,
        m_messageNs / 1000,
        plan.scale,
        plan.scale,
        DnsProcedures::GetCapacity(plan, {}));
}

} // namespace ns3::v6lab
