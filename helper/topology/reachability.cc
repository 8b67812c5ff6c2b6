// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/reachability.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

struct Families
{
    bool v4{false};
    bool v6{false};
};

/** What the primary interface of a machine speaks. */
Families
FamiliesOf(const VirtualMachine& machine, const std::map<std::string, Families>& interfaces)
{
    const auto found = machine.networkInterfaces.empty()
                           ? interfaces.end()
                           : interfaces.find(machine.networkInterfaces.front());
    return found == interfaces.end() ? Families{} : found->second;
}

/** Hands out the workloads' start times. */
class Mesh
{
  public:
    explicit Mesh(Topology& topology)
        : m_topology(topology)
    {
        for (const auto& nic : topology.networkInterfaces)
        {
            Families& families = m_interfaces[nic.name];
            for (const auto& configuration : nic.ipConfigurations)
            {
                const bool v6 = configuration.privateIPAddressVersion == "IPv6";
                (v6 ? families.v6 : families.v4) = true;
            }
        }
    }

    void Call(const VirtualMachine& from, const VirtualMachine& to)
    {
        const Families a = FamiliesOf(from, m_interfaces);
        const Families b = FamiliesOf(to, m_interfaces);
        for (const char* family : {"v4", "v6"})
        {
            if (family[1] == '4' ? a.v4 && b.v4 : a.v6 && b.v6)
            {
                Add("ping", family, from.name, to.name);
                Add("tcp", family, from.name, to.name);
            }
        }
    }

  private:
    void Add(const std::string& kind,
             const std::string& family,
             const std::string& from,
             const std::string& to)
    {
        Workload workload;
        workload.name = kind + " " + family + " " + from + " → " + to;
        workload.kind = kind;
        workload.from = from;
        workload.to = to;
        workload.family = family;
        workload.start = std::to_string(m_started++) + "ms";
        workload.count = 1;
        workload.replySize = kind == "tcp" ? 64 : 0;
        m_topology.workloads.push_back(workload);
    }

    Topology& m_topology;
    std::map<std::string, Families> m_interfaces;
    size_t m_started{0};
};

} // namespace

void
AddReachabilityWorkloads(Topology& topology)
{
    const std::vector<VirtualMachine> machines = topology.virtualMachines;
    const size_t count = machines.size();
    Mesh mesh(topology);
    if (count <= MAX_FULL_MESH)
    {
        for (size_t a = 0; a < count; ++a)
        {
            for (size_t b = 0; b < count; ++b)
            {
                if (a != b)
                {
                    mesh.Call(machines[a], machines[b]);
                }
            }
        }
        return;
    }
    const size_t partners = std::max<size_t>(MAX_FULL_MESH * (MAX_FULL_MESH - 1) / count, 1);
    const size_t stride = (count - 1) / partners;
    for (size_t a = 0; a < count; ++a)
    {
        for (size_t i = 0; i < partners; ++i)
        {
            mesh.Call(machines[a], machines[(a + 1 + i * stride) % count]);
        }
    }
    topology.assumptions.push_back("The design has " + std::to_string(count) +
                                   " machines, more than " + std::to_string(MAX_FULL_MESH) +
                                   ": each calls " + std::to_string(partners) +
                                   " others, evenly spread, instead of all.");
}

} // namespace ns3::v6lab
