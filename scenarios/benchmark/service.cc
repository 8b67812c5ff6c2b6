// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/service.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/uinteger.h"

#include <cmath>

namespace ns3::v6lab
{

Ptr<PacketService>
AttachService(const BenchmarkPlan& plan, const Ptr<Node>& node, int64_t stream)
{
    const auto service = CreateObject<PacketService>();
    const auto ns = [](double time) { return TimeValue(NanoSeconds(std::llround(time))); };
    service->SetAttribute("Cores", UintegerValue(plan.cores));
    service->SetAttribute("RxQueue", UintegerValue(plan.queue));
    service->SetAttribute("ForwardCost", ns(plan.cost.forwardNs));
    service->SetAttribute("PerPacketCost64", ns(plan.cost.to4Ns));
    service->SetAttribute("PerPacketCost46", ns(plan.cost.to6Ns));
    service->SetAttribute("LocalCost", ns(plan.cost.localNs));
    service->SetAttribute("PerByteCost", DoubleValue(plan.cost.byteNs));
    service->SetAttribute("LookupCost", ns(plan.cost.lookupNs));
    service->SetAttribute("CacheMissCost", ns(plan.cost.missNs));
    service->SetAttribute("CachedStates", UintegerValue(plan.cost.cachedStates));
    service->SetAttribute("NewSessionCost", ns(plan.cost.newStateNs));
    service->SetAttribute("SerialFraction", DoubleValue(plan.cost.serialFraction));
    if (plan.jitter > 0)
    {
        const auto jitter = CreateObject<ExponentialRandomVariable>();
        jitter->SetAttribute("Mean", DoubleValue(plan.jitter));
        service->SetAttribute("Jitter", PointerValue(jitter));
    }
    service->Attach(node);
    service->AssignStreams(stream);
    return service;
}

} // namespace ns3::v6lab
