// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_NIC_FLOW_H
#define V6LAB_AZURE_NIC_FLOW_H

#include "model/core/address.h"
#include "model/core/azure/estate.h"

#include <cstddef>
#include <cstdint>

namespace ns3::v6lab::azure
{

/**
 * A flow as the NIC sees it; networks may use the same addresses, so the NIC is part of it. Both
 * ports are the identifier for ICMP echo.
 */
struct NicFlow
{
    Index nic{NOTHING};
    uint8_t protocol{0};
    uint16_t port{0};
    uint16_t remotePort{0};
    IpAddress address{};
    IpAddress remote{};

    friend bool operator==(const NicFlow& a, const NicFlow& b)
    {
        return a.nic == b.nic && a.protocol == b.protocol && a.port == b.port &&
               a.remotePort == b.remotePort && a.address == b.address && a.remote == b.remote;
    }
};

struct NicFlowHash
{
    size_t operator()(const NicFlow& flow) const noexcept
    {
        const std::hash<IpAddress> hash;
        uint64_t mixed = uint64_t{flow.nic} << 32 ^ uint64_t { flow.protocol };
        mixed = mixed * 0x9e3779b97f4a7c15ULL ^ (uint64_t{flow.port} << 16 | flow.remotePort);
        mixed = (mixed ^ (mixed >> 32)) * 0xff51afd7ed558ccdULL;
        return (hash(flow.address) * 31 + hash(flow.remote)) * 31 + static_cast<size_t>(mixed);
    }
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_NIC_FLOW_H
