// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/workload-kind.h"

#include "helper/install/authored-quantity.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

WorkloadKind
KindOf(const Workload& workload)
{
    constexpr std::pair<const char*, WorkloadKind> KINDS[] = {
        {"ping", WorkloadKind::Ping},
        {"udp-echo", WorkloadKind::UdpEcho},
        {"tcp", WorkloadKind::Tcp},
        {"tcp-bulk", WorkloadKind::TcpBulk},
        {"traceroute", WorkloadKind::Traceroute},
    };
    for (const auto& [word, kind] : KINDS)
    {
        if (workload.kind == word)
        {
            return kind;
        }
    }
    throw std::invalid_argument(
        fmt::format("workload {}: kind \"{}\" is none of ping, udp-echo, tcp, tcp-bulk, traceroute",
                    workload.name,
                    workload.kind));
}

uint32_t
CountOf(const Workload& workload)
{
    if (workload.count != 0)
    {
        return workload.count;
    }
    switch (KindOf(workload))
    {
    case WorkloadKind::Ping:
    case WorkloadKind::UdpEcho:
        return 4;
    case WorkloadKind::Traceroute:
        return 30;
    case WorkloadKind::Tcp:
    case WorkloadKind::TcpBulk:
        break;
    }
    return 1;
}

uint32_t
SizeOf(const Workload& workload)
{
    if (workload.size != 0)
    {
        return workload.size;
    }
    switch (KindOf(workload))
    {
    case WorkloadKind::Ping:
        return 56;
    case WorkloadKind::TcpBulk:
        return 1000000;
    case WorkloadKind::Traceroute:
        return 32;
    case WorkloadKind::UdpEcho:
    case WorkloadKind::Tcp:
        break;
    }
    return 64;
}

uint16_t
PortOf(const Workload& workload)
{
    switch (KindOf(workload))
    {
    case WorkloadKind::Ping:
    case WorkloadKind::Traceroute:
        return 0;
    case WorkloadKind::UdpEcho:
        return workload.port != 0 ? workload.port : 7;
    case WorkloadKind::Tcp:
    case WorkloadKind::TcpBulk:
        break;
    }
    return workload.port != 0 ? workload.port : 80;
}

Time
TimeOf(const Workload& workload, const char* field, const std::string& text)
{
    return ReadDuration(text, fmt::format("workload {}: {}", workload.name, field));
}

} // namespace ns3::v6lab
