// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_SETTINGS_H
#define V6LAB_BALANCER_SETTINGS_H

#include "model/core/address.h"
#include "model/core/azure/security-rule.h"
#include "model/core/balancer/probe-settings.h"

#include <string>
#include <vector>

/** A Standard load balancer as a plain value, with Azure's field names; rules L1 to L7. */
namespace ns3::v6lab::azure
{

struct Frontend
{
    std::string name;
    IpAddress address;
    bool isPublic{false};
};

/** One ipConfiguration of a NIC. */
struct PoolMember
{
    Index nic{NOTHING};
    IpAddress address;
};

/** L4: of one IP version; a dual-stack NIC stands in two pools. */
struct BackendPool
{
    std::string name;
    std::vector<PoolMember> members;
};

enum class BalancedProtocol : uint8_t
{
    Tcp,
    Udp,
    All, //!< with ports 0: HA ports (L5)
};

/** L1: what the hash is of. */
enum class LoadDistribution : uint8_t
{
    Default,          //!< addresses, ports and protocol
    SourceIP,         //!< both addresses
    SourceIPProtocol, //!< both addresses and the protocol
};

/**
 * A load balancing rule. An inbound NAT rule is one too: without a probe, over a pool of the one
 * ipConfiguration that it leads to.
 */
struct BalancingRule
{
    std::string name;
    Index frontend{0};
    Index pool{0};
    Index probe{NOTHING}; //!< NOTHING: all instances count as up
    BalancedProtocol protocol{BalancedProtocol::Tcp};
    uint16_t frontendPort{0};
    uint16_t backendPort{0};
    uint16_t idleTimeoutInMinutes{
        4};                       //!< of TCP, 4 to 30; UDP has LoadBalancerSettings::udpIdleMinutes
    bool enableFloatingIp{false}; //!< the destination stays the frontend's address (L6)
    bool enableTcpReset{false};   //!< both ends are told when an idle connection is forgotten
    bool disableOutboundSnat{false};
    LoadDistribution loadDistribution{LoadDistribution::Default};

    bool IsHaPorts() const
    {
        return protocol == BalancedProtocol::All;
    }
};

struct LoadBalancerSettings
{
    std::vector<Frontend> frontends;
    std::vector<BackendPool> pools;
    std::vector<ProbeSettings> probes;
    std::vector<BalancingRule> rules;
    uint32_t flows{1'000'000}; //!< remembered at most; the one idle for longest makes room
    uint64_t seed{1};
    uint16_t udpIdleMinutes{4}; //!< from 4 to 30 [K]
};

/** All faults, in the order of the settings. */
std::vector<SettingFault> FindFaults(const LoadBalancerSettings& settings);

} // namespace ns3::v6lab::azure

#endif // V6LAB_BALANCER_SETTINGS_H
