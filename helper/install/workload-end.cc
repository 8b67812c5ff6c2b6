// SPDX-License-Identifier: GPL-2.0-only
// When a run is over: after the last of its flows.
#include "helper/install/workload-install.h"
#include "helper/install/workload-kind.h"
#include "model/workload/flow-application.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Counts the flows that still run. */
class Countdown : public SimpleRefCount<Countdown>
{
  public:
    Countdown(size_t flows, Time settle)
        : m_left(flows),
          m_settle(settle)
    {
    }

    void OnDone(const FlowRecord&)
    {
        if (--m_left == 0)
        {
            Simulator::Stop(m_settle);
        }
    }

  private:
    size_t m_left;
    Time m_settle;
};

} // namespace

Time
EndOfWorkloads(const Topology& topology)
{
    Time end(0);
    for (const Workload& workload : topology.workloads)
    {
        const Time timeout = TimeOf(workload, "timeout", workload.timeout);
        Time last = TimeOf(workload, "start", workload.start) +
                    TimeOf(workload, "interval", workload.interval) * (CountOf(workload) - 1) +
                    timeout;
        if (KindOf(workload) == WorkloadKind::Tcp || KindOf(workload) == WorkloadKind::TcpBulk)
        {
            const uint64_t bytes = uint64_t{SizeOf(workload)} + workload.replySize;
            last += timeout + Seconds(static_cast<double>(bytes) * 8 / 100e3);
        }
        end = std::max(end, last);
    }
    return end;
}

void
StopWhenWorkloadsEnd(const Installation& installation, Time settle)
{
    std::vector<Ptr<FlowApplication>> flows;
    for (uint32_t i = 0; i < installation.applications.GetN(); ++i)
    {
        if (const auto flow = DynamicCast<FlowApplication>(installation.applications.Get(i)))
        {
            flows.push_back(flow);
        }
    }
    const auto countdown = Create<Countdown>(flows.size(), settle);
    for (const auto& flow : flows)
    {
        flow->TraceConnectWithoutContext("Done", MakeCallback(&Countdown::OnDone, countdown));
    }
    if (flows.empty())
    {
        Simulator::Stop(settle);
    }
}

} // namespace ns3::v6lab
