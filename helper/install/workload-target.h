// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WORKLOAD_TARGET_H
#define V6LAB_WORKLOAD_TARGET_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Whom a workload calls. */
struct WorkloadTarget
{
    std::vector<std::string> nodes;   //!< those that have the addresses
    std::vector<IpAddress> addresses; //!< best first
    bool pooled{false};               //!< a load balancer chooses one for each request
    uint16_t port{0};                 //!< where they listen, if not where they are called
    std::function<std::vector<IpAddress>()> late{}; //!< addresses that come later; null: none do
};

/** The only family that a workload may use; nothing: the best one. */
std::optional<Family> OnlyFamily(const Workload& workload);

/** Finds whom the workloads of one topology call. */
class WorkloadTargets
{
  public:
    WorkloadTargets(const Topology& topology, const Installation& installation);

    WorkloadTarget Resolve(const Workload& workload) const;
    /** Whether it calls a name of the DNS, whose addresses only its resolver can tell. */
    bool CallsName(const Workload& workload) const;
    /** The virtual interface that its sockets are bound to; null: none. */
    Ptr<NetDevice> DeviceOf(const Workload& workload) const;

  private:
    /** A machine or node by its name. */
    WorkloadTarget NodeOf(const Workload& workload) const;
    /** The frontends that are called, by name or address; no addresses if none is. */
    WorkloadTarget FrontendOf(const Workload& workload,
                              const std::optional<IpAddress>& literal) const;
    /** Also one that has no frontend of the flow's IP version: then there is none to call. */
    bool IsBalancer(const std::string& name) const;
    /** A machine, or all those behind a load balancer. */
    std::vector<std::string> ServersOf(const std::string& name) const;
    /** Outside Azure a virtual machine is known by its public addresses, where it has some. */
    std::vector<IpAddress> AddressesFor(const Workload& workload, Family family) const;
    /** All that have the address: unconnected networks may use the same ones. */
    std::vector<std::string> OwnersOf(const Workload& workload, const IpAddress& address) const;

    const Topology& m_topology;
    const Installation& m_installation;
};

} // namespace ns3::v6lab

#endif // V6LAB_WORKLOAD_TARGET_H
