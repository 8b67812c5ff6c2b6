// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat44/nat44-settings.h"

#include "model/core/time-units.h"

#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

namespace
{

void
RequireSeconds(const char* name, int64_t value, int64_t seconds, const char* clause)
{
    if (value < seconds * SECOND)
    {
        throw std::invalid_argument("NAT44 timeout " + std::string(name) + ": at least " +
                                    std::to_string(seconds) + " s (" + clause + ")");
    }
}

} // namespace

void
CheckSettings(const Nat44Settings& settings)
{
    RequireSeconds("udp", settings.timeouts.udp, 120, "RFC 4787 REQ-5");
    RequireSeconds("tcpEstablished", settings.timeouts.tcpEstablished, 7440, "RFC 5382 REQ-5");
    RequireSeconds("tcpTransitory", settings.timeouts.tcpTransitory, 240, "RFC 5382 REQ-5");
    RequireSeconds("icmp", settings.timeouts.icmp, 60, "RFC 5508 REQ-2");
    RequireSeconds("fragment", settings.timeouts.fragment, 2, "RFC 6146 4");
    if (settings.firstPort == 0 || settings.firstPort > settings.lastPort)
    {
        throw std::invalid_argument("NAT44 ports: 1 to 65535, the first not above the last");
    }
    if (settings.mappings == 0 || settings.datagrams == 0)
    {
        throw std::invalid_argument("NAT44 mappings and datagrams: at least 1");
    }
}

} // namespace ns3::v6lab
