// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/outbound-rule.h"

#include "model/core/packet-facts.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint32_t FIRST_PORT = 1024;
constexpr uint32_t PORTS = 64000; // of each frontend
constexpr uint32_t UNIT = 8;

} // namespace

const std::vector<SnatTier>&
DefaultSnatTiers()
{
    static const std::vector<SnatTier> TIERS{{50, 1024},
                                             {100, 512},
                                             {200, 256},
                                             {400, 128},
                                             {800, 64},
                                             {1000, 32}};
    return TIERS;
}

uint32_t
PortsPerInstance(const OutboundRuleSettings& settings, uint32_t instances)
{
    if (settings.allocatedOutboundPorts != 0)
    {
        return settings.allocatedOutboundPorts;
    }
    for (const SnatTier& tier : settings.tiers)
    {
        if (instances <= tier.instances)
        {
            return tier.ports;
        }
    }
    return settings.tiers.back().ports;
}

std::vector<SettingFault>
FindFaults(const OutboundRuleSettings& settings, uint32_t instances)
{
    std::vector<SettingFault> faults;
    const uint32_t ports = settings.allocatedOutboundPorts;
    const auto available = PORTS * static_cast<uint64_t>(settings.frontends.size());
    if (settings.frontends.empty())
    {
        faults.push_back({"frontendIPConfigurations", "", "R20", "at least one public frontend"});
    }
    for (const auto& address : settings.frontends)
    {
        if (address.GetFamily() != settings.frontends[0].GetFamily())
        {
            faults.push_back({"frontendIPConfigurations", "", "A8, L4", "of one IP version"});
            break;
        }
    }
    if (settings.idleTimeoutInMinutes < 4 || settings.idleTimeoutInMinutes > 120)
    {
        faults.push_back({"idleTimeoutInMinutes", "", "", "4 to 120 minutes"});
    }
    if (ports % UNIT != 0)
    {
        faults.push_back({"allocatedOutboundPorts",
                          "SpecifiedAllocatedOutboundPortsForOutboundRuleIsNotAMultipleOfEight",
                          "",
                          std::to_string(ports) + " is no multiple of 8"});
    }
    if (ports > PORTS)
    {
        faults.push_back(
            {"allocatedOutboundPorts",
             "SpecifiedAllocatedOutboundPortsForOutboundRuleExceedsTotalNumberOfAllowed"
             "PortsPerRule",
             "",
             "at most 64000 for an instance"});
    }
    else if (uint64_t{ports} * instances > available && !settings.frontends.empty())
    {
        faults.push_back({"allocatedOutboundPorts",
                          "SpecifiedAllocatedOutboundPortsForOutboundRuleExceedsTotalNumberOf"
                          "AvailablePorts",
                          "",
                          std::to_string(instances) + " instances need " +
                              std::to_string(uint64_t{ports} * instances) +
                              " ports, the frontends have " + std::to_string(available)});
    }
    if (settings.tiers.empty())
    {
        faults.push_back({"tiers", "", "", "at least one"});
    }
    if (settings.flows == 0)
    {
        faults.push_back({"flows", "", "", "at least 1"});
    }
    return faults;
}

SnatSettings
SnatOf(const OutboundRuleSettings& settings, uint32_t instances)
{
    Demand(FindFaults(settings, instances));
    SnatSettings snat;
    snat.addresses = settings.frontends;
    snat.timers.tcpIdle = settings.idleTimeoutInMinutes * 60 * SNAT_SECOND;
    snat.timers.udpIdle = snat.timers.tcpIdle;
    snat.timers.finHold = 240 * SNAT_SECOND;  // [K]
    snat.timers.resetHold = 15 * SNAT_SECOND; // [K]
    snat.timers.udpHold = 0;
    snat.udpByAddress = true;
    snat.inOrder = true; // frontends are used up one at a time
    snat.flows = settings.flows;
    snat.seed = settings.seed;
    return snat;
}

SnatAllotment
AllotmentOf(const OutboundRuleSettings& settings, uint32_t instances, uint32_t instance)
{
    // The frontends' ports as one row, of which each instance has the next piece.
    const uint64_t size = PortsPerInstance(settings, instances);
    const uint64_t end = PORTS * static_cast<uint64_t>(settings.frontends.size());
    uint64_t from = size * instance;
    const uint64_t to = from + size;
    SnatAllotment allotment;
    if (to > end)
    {
        return allotment;
    }
    while (from < to)
    {
        const uint64_t address = from / PORTS;
        const uint64_t last = std::min(to, (address + 1) * PORTS) - 1;
        const PortSpan span{static_cast<uint16_t>(FIRST_PORT + from % PORTS),
                            static_cast<uint16_t>(FIRST_PORT + last % PORTS)};
        allotment.push_back({static_cast<uint8_t>(address), PortSpans(span)});
        from = last + 1;
    }
    return allotment;
}

bool
Translates(const OutboundRuleSettings& settings, uint8_t protocol)
{
    switch (settings.protocol)
    {
    case BalancedProtocol::Tcp:
        return protocol == protocol::TCP;
    case BalancedProtocol::Udp:
        return protocol == protocol::UDP;
    default:
        return protocol == protocol::TCP || protocol == protocol::UDP;
    }
}

} // namespace ns3::v6lab::azure
