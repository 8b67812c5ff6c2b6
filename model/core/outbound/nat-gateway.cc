// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/nat-gateway.h"

#include <set>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint16_t FIRST_PORT = 1024;
constexpr uint16_t LAST_PORT = 65535;
constexpr uint32_t MOST_ADDRESSES = 16; // of each IP version
constexpr int V2_YEAR = 2026;

} // namespace

NatGatewayProfile
ProfileOf(NatGatewaySku sku, int year)
{
    NatGatewayProfile profile;
    const bool v2 = sku == NatGatewaySku::StandardV2;
    profile.exists = !v2 || year >= V2_YEAR;
    if (profile.exists)
    {
        profile.v4 = true;
        profile.v4Addresses = MOST_ADDRESSES;
        profile.v6 = profile.nat64 = v2;
        profile.v6Addresses = v2 ? MOST_ADDRESSES : 0;
    }
    return profile;
}

std::vector<SettingFault>
FindFaults(const NatGatewaySettings& settings)
{
    std::vector<SettingFault> faults;
    const auto fault =
        [&](const std::string& path, const std::string& rule, const std::string& text) {
            faults.push_back({path, "", rule, text});
        };
    const NatGatewayProfile profile = ProfileOf(settings.sku, settings.year);
    if (!profile.exists)
    {
        fault("sku", "G4", "StandardV2 came in 2026");
    }
    if (settings.idleTimeoutInMinutes < 4 || settings.idleTimeoutInMinutes > 120)
    {
        fault("idleTimeoutInMinutes", "", "4 to 120 minutes");
    }
    if (settings.publicAddresses.empty())
    {
        fault("publicIpAddresses", "R20", "without one nothing leaves");
    }
    std::set<IpAddress> seen;
    uint32_t v4 = 0;
    uint32_t v6 = 0;
    for (size_t i = 0; i < settings.publicAddresses.size(); ++i)
    {
        const IpAddress& address = settings.publicAddresses[i];
        const std::string path = "publicIpAddresses[" + std::to_string(i) + "]";
        const uint32_t most = address.IsV4() ? profile.v4Addresses : profile.v6Addresses;
        if (most == 0)
        {
            fault(path, "G4", "this SKU carries no IPv6");
        }
        else if (++(address.IsV4() ? v4 : v6) > most)
        {
            fault(path, "G4", "at most 16 addresses of an IP version");
        }
        if (!seen.insert(address).second)
        {
            fault(path, "", address.ToString() + " is there twice");
        }
    }
    if (settings.flows == 0)
    {
        fault("flows", "", "at least 1");
    }
    return faults;
}

SnatSettings
SnatOf(const NatGatewaySettings& settings)
{
    Demand(FindFaults(settings));
    SnatSettings snat;
    snat.addresses = settings.publicAddresses;
    snat.timers.tcpIdle = settings.idleTimeoutInMinutes * 60 * SNAT_SECOND;
    snat.flows = settings.flows;
    snat.seed = settings.seed;
    return snat;
}

SnatAllotment
EveryPort(size_t addresses)
{
    SnatAllotment allotment;
    for (size_t i = 0; i < addresses; ++i)
    {
        allotment.push_back({static_cast<uint8_t>(i), PortSpans({FIRST_PORT, LAST_PORT})});
    }
    return allotment;
}

} // namespace ns3::v6lab::azure
