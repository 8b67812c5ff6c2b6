// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool-settings.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
Require(bool condition, const std::string& otherwise)
{
    if (!condition)
    {
        throw std::invalid_argument(otherwise);
    }
}

/** A block has no protocol (RFC 8158 4.6.10), so its ports must be there for all of them. */
void
CheckBlocks(const PoolSettings& settings)
{
    Require(settings.blockSize >= 1 && settings.blockSize <= 65536,
            "block size " + std::to_string(settings.blockSize) + " must be from 1 to 65536 ports");
    for (const PoolRange& range : settings.ranges)
    {
        Require(!range.kind,
                "with blocks of ports, the pool range " + range.first.ToString() + "-" +
                    range.last.ToString() + " must be for all protocols");
        Require(settings.selection == PortSelection::Deterministic ||
                    range.lastPort - range.firstPort + 1u >= settings.blockSize,
                "the pool range " + range.first.ToString() + "-" + range.last.ToString() +
                    " has less ports than a block of " + std::to_string(settings.blockSize));
    }
}

} // namespace

void
CheckPoolSettings(const PoolSettings& settings, const PoolRanges& ranges)
{
    Require(settings.quarantineNs >= 0, "the rest of a freed port must not be negative");
    Require(settings.subscriberPrefix >= 1 && settings.subscriberPrefix <= 128,
            "subscriber prefix length " + std::to_string(settings.subscriberPrefix) +
                " must be from 1 to 128");
    Require(settings.highWater <= 100 && settings.lowWater <= settings.highWater,
            "pool thresholds must be percentages, the low one not above the high one");
    if (DealsBlocks(settings.selection))
    {
        CheckBlocks(settings);
    }
    if (settings.selection == PortSelection::Deterministic)
    {
        PlanOf(settings, ranges).Check();
    }
}

DeterministicPlan
PlanOf(const PoolSettings& settings, const PoolRanges& ranges)
{
    constexpr int MOST_BITS = 24;
    const auto& block = settings.subscribers;
    Require(block && block->GetFamily() == Family::V6,
            "deterministic ports need the IPv6 prefix of all subscribers (RFC 7422 2, I)");
    const int bits = settings.subscriberPrefix - block->GetLength();
    Require(bits >= 0 && bits <= MOST_BITS,
            "deterministic ports: the prefix of all subscribers " + block->ToString() +
                " must be at most " + std::to_string(MOST_BITS) +
                " bits shorter than a subscriber's prefix of " +
                std::to_string(settings.subscriberPrefix) + " bits, and not longer");
    for (const PoolRange& range : settings.ranges)
    {
        Require(range.firstPort == settings.ranges[0].firstPort &&
                    range.lastPort == settings.ranges[0].lastPort,
                "deterministic ports: all pool ranges must have the same ports");
    }
    DeterministicPlan plan;
    plan.subscribers = uint64_t{1} << bits;
    plan.outsideCount = ranges.GetSize();
    plan.dynamicFactor = settings.dynamicFactor;
    plan.ports = {settings.ranges[0].firstPort, settings.ranges[0].lastPort};
    plan.maximum = settings.subscriberPorts;
    return plan;
}

} // namespace ns3::v6lab
