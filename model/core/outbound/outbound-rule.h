// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTBOUND_RULE_H
#define V6LAB_OUTBOUND_RULE_H

#include "model/core/balancer/balancer-settings.h"
#include "model/core/outbound/snat-settings.h"

namespace ns3::v6lab::azure
{

/** Ports of an instance in a pool of so many instances at most. */
struct SnatTier
{
    uint32_t instances;
    uint32_t ports;
};

/** Azure's table of default allocations [K]: 1,024 ports up to 50 instances, ... 32 up to 1,000. */
const std::vector<SnatTier>& DefaultSnatTiers();

/** An outbound rule of a public load balancer, or what its balancing rules do without one. */
struct OutboundRuleSettings
{
    std::string name;
    std::vector<IpAddress> frontends; //!< public, of one IP version
    BalancedProtocol protocol{BalancedProtocol::All};
    uint32_t allocatedOutboundPorts{0}; //!< of each instance, in eights; 0: by the size of the pool
    uint16_t idleTimeoutInMinutes{4};   //!< 4 to 120
    bool enableTcpReset{false};
    std::vector<SnatTier> tiers{DefaultSnatTiers()}; //!< by rising size
    uint32_t flows{1'000'000};
    uint64_t seed{1};
};

/** Faults of the rule with a pool of so many instances. */
std::vector<SettingFault> FindFaults(const OutboundRuleSettings& settings, uint32_t instances);

/** AllocatedSnatPorts of each instance. */
uint32_t PortsPerInstance(const OutboundRuleSettings& settings, uint32_t instances);

/** For a SnatTable. Throws std::invalid_argument with the first fault. */
SnatSettings SnatOf(const OutboundRuleSettings& settings, uint32_t instances);

/**
 * The instance's own ports; `instance` counts from 0. Empty if it is one too many: the ports are
 * dealt out, which the default allocation does with a pool that outgrew its frontends.
 */
SnatAllotment AllotmentOf(const OutboundRuleSettings& settings,
                          uint32_t instances,
                          uint32_t instance);

/** Whether the rule translates the protocol (IANA number). */
bool Translates(const OutboundRuleSettings& settings, uint8_t protocol);

} // namespace ns3::v6lab::azure

#endif // V6LAB_OUTBOUND_RULE_H
