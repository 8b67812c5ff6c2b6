// SPDX-License-Identifier: GPL-2.0-only
// Connections of devices with state (RFC 9693 4.7, 4.10).
#include "model/core/benchmark/rate-search.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

/**
 * The highest rate at which frames with new ports all make their state: each is proven by a frame
 * that comes back to it, at a rate that surely gets through.
 */
void
BenchmarkProcedures::MeasureConnections()
{
    const size_t device = m_plan.GetDevices().size() - 1; // the one with the state
    const double back = m_plan.GetProvingRate();
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        const double rate = SearchRate(m_plan.GetLineRate(), m_plan.resolution, [&](double tried) {
            if (m_bed.Prepare(m_plan.flows, tried) < m_plan.flows)
            {
                return false;
            }
            BenchmarkTrial validation{"validate", repeat, {}, {{back, m_plan.flows}}, false};
            return m_bed.Run(validation, m_rows.trials);
        });
        Add("new connections", "1/s", rate);
    }
    const double lookup = m_plan.GetServiceNs(device, BenchmarkTester::FORWARD, m_plan.flows);
    const double empty = m_plan.GetServiceNs(device, BenchmarkTester::FORWARD, 0);
    const double least = CapacityOf((lookup + m_plan.cost.newStateNs) * (1 + m_plan.jitter),
                                    1,
                                    m_plan.cost.serialFraction);
    const double most = CapacityOf((empty + m_plan.cost.newStateNs) * (1 + m_plan.jitter),
                                   m_plan.cores,
                                   m_plan.cost.serialFraction);
    // n frames at a rate above the capacity pass while the queue holds what comes too much.
    const double held = static_cast<double>((m_plan.queue + 1) * m_plan.cores);
    const double room = 1 - held / m_plan.flows;
    const double line = m_plan.GetLineRate();
    Expect(figure::CONNECTIONS,
           {"new connections",
            m_plan.jitter > 0 ? 0 : std::min(line, least) * (1 - m_plan.resolution),
            room > 0 ? std::min(line, GetLuck(m_plan.flows) * most / room) : line,
            "1 / (service + new state), divided by 1 - (queue + 1)/flows at the upper end"});
    MeasureTable();
}

void
BenchmarkProcedures::MeasureTable()
{
    if (m_plan.poolPorts == 0)
    {
        return;
    }
    const uint64_t held = SearchCapacity(FIRST_TABLE, 4 * m_plan.poolPorts, [&](uint64_t n) {
        return m_bed.Prepare(static_cast<uint32_t>(n)) == n;
    });
    Add("connections held", "connections", static_cast<double>(held));
    const auto ports = static_cast<double>(m_plan.poolPorts);
    Expect(figure::TABLE, {"connections held", ports, ports, "UDP ports of the pool"});
}

} // namespace ns3::v6lab
