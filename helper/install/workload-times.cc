// SPDX-License-Identifier: GPL-2.0-only
// How long the flows of a design may last, and their last packets.
#include "helper/install/workload-install.h"
#include "helper/install/workload-kind.h"
#include "helper/topology/quantity.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LAST_PACKETS = 8; //!< there and back over four such links

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

Time
SettleTime(const Topology& topology)
{
    Time settle = Seconds(1);
    for (const Link& link : topology.links)
    {
        const auto delay = ParseDuration(link.delay);
        const auto rate = ParseRate(link.dataRate);
        if (delay && rate && *rate > 0)
        {
            const Time sending = Seconds(8.0 * link.mtu / static_cast<double>(*rate));
            settle = std::max(settle, (NanoSeconds(*delay) + sending) * LAST_PACKETS);
        }
    }
    return settle;
}

} // namespace ns3::v6lab
