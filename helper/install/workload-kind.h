// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WORKLOAD_KIND_H
#define V6LAB_WORKLOAD_KIND_H

#include "helper/topology/topology.h"

#include "ns3/nstime.h"

namespace ns3::v6lab
{

/** The words of Workload::kind. */
enum class WorkloadKind : uint8_t
{
    Ping,
    UdpEcho,
    Tcp,
    TcpBulk,
    Traceroute,
};

/** Throws std::invalid_argument that names the workload for any other word. */
WorkloadKind KindOf(const Workload& workload);
/** What a workload asks for, its kind's default where it asks for nothing. */
uint32_t CountOf(const Workload& workload);
uint32_t SizeOf(const Workload& workload);
/** 0 for kinds without ports. */
uint16_t PortOf(const Workload& workload);
/** Throws std::invalid_argument that names workload and field. */
Time TimeOf(const Workload& workload, const char* field, const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_WORKLOAD_KIND_H
