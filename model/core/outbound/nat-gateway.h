// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT_GATEWAY_H
#define V6LAB_NAT_GATEWAY_H

#include "model/core/balancer/setting-fault.h"
#include "model/core/outbound/snat-settings.h"

namespace ns3::v6lab::azure
{

enum class NatGatewaySku : uint8_t
{
    Standard,
    StandardV2,
};

/** What a NAT gateway carries in a year (G4, D4). */
struct NatGatewayProfile
{
    bool exists{false};
    bool v4{false};
    bool v6{false};    //!< IPv6 to IPv6, with public IPv6 addresses
    bool nat64{false}; //!< IPv6 to IPv4 by 64:ff9b::/96; DNS64 is somebody else's
    uint32_t v4Addresses{0};
    uint32_t v6Addresses{0};
};

/** `year` is that of the dated profile: what was known then. */
NatGatewayProfile ProfileOf(NatGatewaySku sku, int year);

struct NatGatewaySettings
{
    NatGatewaySku sku{NatGatewaySku::Standard};
    std::vector<IpAddress> publicAddresses;
    uint16_t idleTimeoutInMinutes{4}; //!< of TCP, 4 to 120; UDP always has 4
    int year{2026};
    uint32_t flows{2'000'000};
    uint64_t seed{1};
};

std::vector<SettingFault> FindFaults(const NatGatewaySettings& settings);

/** For a SnatTable; all hosts use EveryPort(). Throws std::invalid_argument with the first fault.
 */
SnatSettings SnatOf(const NatGatewaySettings& settings);

/** The 64,512 ports of each of so many addresses. */
SnatAllotment EveryPort(size_t addresses);

} // namespace ns3::v6lab::azure

#endif // V6LAB_NAT_GATEWAY_H
