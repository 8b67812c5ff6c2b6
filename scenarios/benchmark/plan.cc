// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/plan.h"

#include "model/core/benchmark/frame-rate.h"
#include "model/workload/benchmark-tester.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

constexpr size_t FORWARD = BenchmarkTester::FORWARD;
constexpr size_t REVERSE = BenchmarkTester::REVERSE;
constexpr uint32_t IPV6_AND_UDP = 48;
constexpr uint32_t PPP_HEADER = 2;

} // namespace

double
WireNs(uint64_t bitsPerSecond, uint32_t length)
{
    return (length + PPP_HEADER) * 8e9 / static_cast<double>(bitsPerSecond);
}

std::vector<std::string>
BenchmarkPlan::GetDevices() const
{
    return dut == "464xlat" ? std::vector<std::string>{"clat", "plat"}
                            : std::vector<std::string>{"dut"};
}

bool
BenchmarkPlan::IsStateful() const
{
    return dut == "nat64" || dut == "464xlat" || dut == "virtual-ipv6";
}

bool
BenchmarkPlan::IsBidirectional() const
{
    return direction == "bidirectional";
}

bool
BenchmarkPlan::HasTrialTime() const
{
    return test != "conn";
}

bool
BenchmarkPlan::IsCompliant() const
{
    const bool burst = test == "b2b";
    return (!HasTrialTime() || trial >= Seconds(burst ? 2 : 60)) && repeat >= (burst ? 50u : 20u);
}

std::vector<std::string>
BenchmarkPlan::GetWarnings() const
{
    std::vector<std::string> warnings;
    if (!IsCompliant())
    {
        const bool burst = test == "b2b";
        const std::string time =
            HasTrialTime() ? fmt::format("trials of {:g} s and ", trial.GetSeconds()) : "";
        const std::string asked = HasTrialTime() ? fmt::format("{} s and ", burst ? 2 : 60) : "";
        warnings.push_back(fmt::format("quick mode, not RFC 8219 compliant: {}{} repetitions "
                                       "where {}{} are asked for",
                                       time,
                                       repeat,
                                       asked,
                                       burst ? 50 : 20));
    }
    if (jitter == 0)
    {
        warnings.emplace_back("the model has no jitter (--jitter): repetitions differ by their "
                              "random ports only, and may not differ at all");
    }
    return warnings;
}

uint32_t
BenchmarkPlan::GetLength(bool v6) const
{
    return frame - ETHERNET_FRAMING - (v6 ? 0 : TRANSLATION_OVERHEAD);
}

uint32_t
BenchmarkPlan::GetPayload() const
{
    return GetLength(true) - IPV6_AND_UDP;
}

double
BenchmarkPlan::GetLineRate() const
{
    return MaxFrameRate(static_cast<double>(lineBps),
                        frame - TRANSLATION_OVERHEAD,
                        TRANSLATION_OVERHEAD);
}

/** What a translated frame is where it enters a device. */
bool
BenchmarkPlan::GoesIn6(size_t device, size_t way) const
{
    if (dut == "464xlat")
    {
        return (device == 0) == (way == REVERSE); // IPv6 is between the two
    }
    return dut == "router" || way == FORWARD;
}

double
BenchmarkPlan::GetServiceNs(size_t device, size_t way, uint64_t states, bool makesState) const
{
    const bool v6 = GoesIn6(device, way);
    ServiceRequest request;
    request.operation = dut == "router" ? Operation::Forward : v6 ? Operation::To4 : Operation::To6;
    request.length = GetLength(v6);
    request.states = HasStates(device) ? states : 0;
    request.needsState = HasStates(device) && makesState;
    return ServiceNs(cost, request);
}

/** A CLAT with a prefix of its own has no state. */
bool
BenchmarkPlan::HasStates(size_t device) const
{
    return IsStateful() && !(dut == "464xlat" && device == 0);
}

double
BenchmarkPlan::GetNativeServiceNs() const
{
    return ServiceNs(cost, {Operation::Forward, GetLength(true), 0, false});
}

double
BenchmarkPlan::GetMeanServiceNs(size_t device, size_t way, uint64_t states) const
{
    const double part = mix / 100.0;
    return (part * GetServiceNs(device, way, states) + (1 - part) * GetNativeServiceNs()) *
           (1 + jitter);
}

uint32_t
BenchmarkPlan::GetLengthInFront(size_t device, size_t way) const
{
    return GetLength(GoesIn6(device, way));
}

uint32_t
BenchmarkPlan::GetLengthBehind(size_t device, size_t way) const
{
    return GetLength(dut == "router" || !GoesIn6(device, way));
}

double
BenchmarkPlan::GetCapacity(const std::string& ofDirection, uint64_t states) const
{
    double slowest = 0;
    for (size_t device = 0; device < GetDevices().size(); ++device)
    {
        double sum = 0;
        for (const size_t way : {FORWARD, REVERSE})
        {
            const bool counts = ofDirection == "bidirectional" ||
                                ofDirection == (way == FORWARD ? "forward" : "reverse");
            sum += counts ? GetMeanServiceNs(device, way, states) : 0;
        }
        slowest = std::max(slowest, sum);
    }
    return CapacityOf(slowest, cores, cost.serialFraction);
}

double
BenchmarkPlan::GetFloorNs(size_t way) const
{
    const auto devices = GetDevices();
    double ns = static_cast<double>(propagation.GetNanoSeconds());
    for (size_t device = 0; device < devices.size(); ++device)
    {
        ns += GetServiceNs(device, way, flows) + WireNs(lineBps, GetLengthBehind(device, way)) +
              static_cast<double>(propagation.GetNanoSeconds());
    }
    return ns;
}

} // namespace ns3::v6lab
