// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/deterministic-ports.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ns3::v6lab
{

uint32_t
DeterministicPlan::GetCompression() const
{
    const uint64_t share = outsideCount == 0 ? 0 : (subscribers + outsideCount - 1) / outsideCount;
    return static_cast<uint32_t>(std::min<uint64_t>(share, std::numeric_limits<uint32_t>::max()));
}

uint32_t
DeterministicPlan::GetPortsPerSubscriber() const
{
    const uint64_t shares = uint64_t{GetCompression()} + dynamicFactor;
    return shares == 0 ? 0 : static_cast<uint32_t>((ports.last - ports.first + 1u) / shares);
}

std::optional<PortSpan>
DeterministicPlan::GetDynamic() const
{
    const uint32_t first = ports.first + GetCompression() * GetPortsPerSubscriber();
    if (first > ports.last)
    {
        return std::nullopt;
    }
    return PortSpan{static_cast<uint16_t>(first), ports.last};
}

void
DeterministicPlan::Check() const
{
    const uint32_t own = GetPortsPerSubscriber();
    if (own == 0)
    {
        throw std::invalid_argument("deterministic ports: " + std::to_string(subscribers) +
                                    " subscribers on " + std::to_string(outsideCount) +
                                    " addresses leave no port for each; use more addresses or "
                                    "fewer subscribers");
    }
    if (maximum != 0 && maximum < own)
    {
        throw std::invalid_argument("deterministic ports: the limit of " + std::to_string(maximum) +
                                    " ports of a subscriber must be 0 or at least the " +
                                    std::to_string(own) + " of its own");
    }
}

PlannedPort
PortOf(const DeterministicPlan& plan, uint64_t subscriber, uint32_t n)
{
    const uint32_t c = plan.GetCompression();
    const auto at = [&](uint64_t outside, uint32_t offset) {
        return PlannedPort{static_cast<uint32_t>(outside),
                           static_cast<uint16_t>(plan.ports.first + offset)};
    };
    const auto slot = static_cast<uint32_t>(subscriber % c);
    switch (plan.assignment)
    {
    case PortAssignment::Staggered:
        return at(subscriber / c, n * c + slot);
    case PortAssignment::Interlaced:
        return at((subscriber + n) % plan.outsideCount,
                  n * c + static_cast<uint32_t>(subscriber / plan.outsideCount));
    case PortAssignment::Sequential:
        break;
    }
    return at(subscriber / c, slot * plan.GetPortsPerSubscriber() + n);
}

PortSpan
SpanOf(const DeterministicPlan& plan, uint64_t subscriber)
{
    return {PortOf(plan, subscriber, 0).port,
            PortOf(plan, subscriber, plan.GetPortsPerSubscriber() - 1).port};
}

PortOwner
OwnerOf(const DeterministicPlan& plan, const PlannedPort& port)
{
    if (port.outside >= plan.outsideCount || port.port < plan.ports.first ||
        port.port > plan.ports.last)
    {
        return {};
    }
    const uint32_t c = plan.GetCompression();
    const uint32_t own = plan.GetPortsPerSubscriber();
    const uint32_t offset = port.port - plan.ports.first;
    if (own == 0 || offset >= c * own)
    {
        return {PortOwner::Kind::Dynamic, 0};
    }
    uint64_t subscriber = 0;
    switch (plan.assignment)
    {
    case PortAssignment::Sequential:
        subscriber = uint64_t{port.outside} * c + offset / own;
        break;
    case PortAssignment::Staggered:
        subscriber = uint64_t{port.outside} * c + offset % c;
        break;
    case PortAssignment::Interlaced: {
        const uint32_t back = (offset / c) % plan.outsideCount;
        subscriber = uint64_t{offset % c} * plan.outsideCount +
                     (port.outside + plan.outsideCount - back) % plan.outsideCount;
        break;
    }
    }
    // The last address may have fewer subscribers than C.
    return subscriber < plan.subscribers ? PortOwner{PortOwner::Kind::Subscriber, subscriber}
                                         : PortOwner{};
}

std::string
DeterministicLogLine(const DeterministicPlan& plan,
                     const std::string& time,
                     const Prefix& inside,
                     const Prefix& outside)
{
    const auto block = [](const Prefix& prefix) {
        return prefix.GetAddress().ToString() + ":" + std::to_string(prefix.GetLength());
    };
    std::string reserved;
    if (plan.ports.first > 1)
    {
        reserved = "1-" + std::to_string(plan.ports.first - 1);
    }
    if (plan.ports.last < 65535)
    {
        reserved += (reserved.empty() ? "" : ",") + std::to_string(plan.ports.last + 1) + "-65535";
    }
    return "[" + time + "]:" + block(inside) + ":" + block(outside) + ":" +
           std::to_string(plan.dynamicFactor) + ":" + std::to_string(plan.maximum) + ":" +
           std::to_string(static_cast<int>(plan.assignment)) + ":" + reserved;
}

} // namespace ns3::v6lab
