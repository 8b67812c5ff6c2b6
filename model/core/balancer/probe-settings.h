// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROBE_SETTINGS_H
#define V6LAB_PROBE_SETTINGS_H

#include "model/core/balancer/setting-fault.h"

#include <cstdint>

namespace ns3::v6lab::azure
{

enum class ProbeProtocol : uint8_t
{
    Tcp,
    Http,
    Https,
};

/** What a load balancer does with new flows while all instances are probed down. */
enum class NoHealthyBackends : uint8_t
{
    AllProbedDown, //!< refuses them
    AllProbedUp,   //!< treats all instances as up
};

/** A health probe (L2). */
struct ProbeSettings
{
    std::string name;
    ProbeProtocol protocol{ProbeProtocol::Tcp};
    uint16_t port{80};
    std::string requestPath{};
    uint32_t intervalInSeconds{5};
    uint32_t numberOfProbes{2}; //!< failures in a row that take an instance down
    NoHealthyBackends noHealthyBackendsBehavior{NoHealthyBackends::AllProbedDown};
};

/** Adds what is wrong with the probe, which stands at `path`. */
void AddFaults(const ProbeSettings& probe,
               const std::string& path,
               std::vector<SettingFault>& faults);

} // namespace ns3::v6lab::azure

#endif // V6LAB_PROBE_SETTINGS_H
