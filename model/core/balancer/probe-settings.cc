// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/probe-settings.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint32_t SHORTEST_INTERVAL = 5;

/** Ports that HTTP probes do not go to, for reasons of security. */
constexpr uint16_t FORBIDDEN_HTTP_PORTS[] = {19, 21, 25, 70, 110, 119, 143, 220, 993};

bool
IsForbidden(uint16_t port)
{
    return std::find(std::begin(FORBIDDEN_HTTP_PORTS), std::end(FORBIDDEN_HTTP_PORTS), port) !=
           std::end(FORBIDDEN_HTTP_PORTS);
}

} // namespace

void
AddFaults(const ProbeSettings& probe, const std::string& path, std::vector<SettingFault>& faults)
{
    const auto fault = [&](const char* field, const std::string& sentence) {
        faults.push_back({path + "." + field, "", "L2", sentence});
    };
    const bool http = probe.protocol != ProbeProtocol::Tcp;
    if (probe.port == 0)
    {
        fault("port", "1 to 65535");
    }
    if (probe.protocol == ProbeProtocol::Http && IsForbidden(probe.port))
    {
        fault("port", "HTTP probes cannot use port " + std::to_string(probe.port));
    }
    if (http && (probe.requestPath.empty() || probe.requestPath[0] != '/'))
    {
        fault("requestPath", "HTTP and HTTPS probes need a path that begins with /");
    }
    if (!http && !probe.requestPath.empty())
    {
        fault("requestPath", "a TCP probe has none");
    }
    if (probe.intervalInSeconds < SHORTEST_INTERVAL)
    {
        fault("intervalInSeconds", "at least 5 s");
    }
    if (probe.numberOfProbes == 0)
    {
        fault("numberOfProbes", "at least 1");
    }
}

} // namespace ns3::v6lab::azure
