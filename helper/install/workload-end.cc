// SPDX-License-Identifier: GPL-2.0-only
// When a run is over: after the last of its flows.
#include "helper/install/workload-install.h"
#include "helper/install/workload-kind.h"
#include "helper/topology/quantity.h"
#include "model/workload/flow-application.h"

#include "ns3/arp-cache.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ndisc-cache.h"
#include "ns3/node-list.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LAST_PACKETS = 8; //!< there and back over four such links
constexpr int LONGEST_WAIT = 3;     //!< seconds (RFC 4861 10; RFC 1122 2.3.2.1, as ns-3 has it)

template <typename Stack, typename CacheOf, typename IsAsked>
bool
HasAsked(const Ptr<Stack>& stack, CacheOf cacheOf, IsAsked isAsked)
{
    for (uint32_t i = 0; stack && i < stack->GetNInterfaces(); ++i)
    {
        if (const auto cache = cacheOf(*stack->GetInterface(i)))
        {
            const auto unknown = cache->LookupInverse(Address());
            if (std::any_of(unknown.begin(), unknown.end(), isAsked))
            {
                return true;
            }
        }
    }
    return false;
}

/** True if packets wait for the link-layer address of a neighbour. */
bool
AsksForNeighbours(const Ptr<Node>& node)
{
    return HasAsked(
               node->GetObject<Ipv4L3Protocol>(),
               [](const Ipv4Interface& one) { return one.GetArpCache(); },
               [](auto* entry) { return entry->IsWaitReply(); }) ||
           HasAsked(
               node->GetObject<Ipv6L3Protocol>(),
               [](const Ipv6Interface& one) { return one.GetNdiscCache(); },
               [](auto* entry) { return entry->IsIncomplete(); });
}

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
            Settle();
        }
    }

    void Settle()
    {
        Simulator::Schedule(m_settle, &Countdown::End, Ptr<Countdown>(this), LONGEST_WAIT);
    }

  private:
    /** What waits for a silent neighbour is told when that is given up. */
    void End(int secondsLeft)
    {
        if (secondsLeft > 0 && std::any_of(NodeList::Begin(), NodeList::End(), AsksForNeighbours))
        {
            Simulator::Schedule(Seconds(1), &Countdown::End, Ptr<Countdown>(this), secondsLeft - 1);
            return;
        }
        const bool waited = secondsLeft < LONGEST_WAIT;
        Simulator::Stop(waited ? m_settle : Time(0)); // errors about it are on their way
    }

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
        countdown->Settle();
    }
}

} // namespace ns3::v6lab
