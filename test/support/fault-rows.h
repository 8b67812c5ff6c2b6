// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FAULT_ROWS_H
#define V6LAB_TEST_FAULT_ROWS_H

#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include <functional>
#include <string>
#include <vector>

/** Rows that change a valid topology a little and say what Validate() must find. */
namespace ns3::v6lab::test
{

using Edit = std::function<void(Topology&)>;

inline std::string
Shown(const std::vector<Fault>& faults)
{
    std::string text;
    for (const auto& fault : faults)
    {
        text += ToString(fault) + "\n";
    }
    return text;
}

/** The change leaves the base topology valid. */
inline Row
Accepted(const std::string& sentence,
         const std::string& rule,
         const Edit& change,
         const std::function<Topology()>& base = TwoNetworks)
{
    return {sentence, rule, [=](Verdict& v) {
                Topology topology = base();
                change(topology);
                v.Equal(Shown(Validate(topology)), "", "faults");
            }};
}

/** The change causes exactly one fault: at this path, with this word, under this rule. */
inline Row
Refused(const std::string& sentence,
        const std::string& rule,
        const std::string& path,
        const std::string& word,
        const Edit& change,
        const std::function<Topology()>& base = TwoNetworks)
{
    return {sentence, rule, [=](Verdict& v) {
                Topology topology = base();
                change(topology);
                const auto faults = Validate(topology);
                if (faults.size() != 1)
                {
                    v.Equal(Shown(faults), "one fault", "faults");
                    return;
                }
                v.Equal(faults[0].path, path, "path");
                v.Equal(faults[0].word, word, "word");
                v.Equal(faults[0].rule, rule, "rule");
            }};
}

// Places in TwoNetworks().
inline VirtualNetwork&
A(Topology& t)
{
    return t.virtualNetworks.at(0);
}

inline VirtualNetwork&
B(Topology& t)
{
    return t.virtualNetworks.at(1);
}

inline Subnet&
SubnetA(Topology& t)
{
    return A(t).subnets.at(0);
}

inline VirtualNetworkPeering&
PeeringA(Topology& t)
{
    return A(t).virtualNetworkPeerings.at(0);
}

inline VirtualNetworkPeering&
PeeringB(Topology& t)
{
    return B(t).virtualNetworkPeerings.at(0);
}

inline IpConfiguration&
Config(Topology& t, size_t place)
{
    return t.networkInterfaces.at(0).ipConfigurations.at(place);
}

inline void
AddNetwork(Topology& t, const build::Vnet& vnet)
{
    t.virtualNetworks.push_back(vnet.Get());
}

/** One side of a peering. */
inline VirtualNetworkPeering
Side(const std::string& name, const std::string& remote, bool useRemoteGateways = false)
{
    VirtualNetworkPeering side;
    side.name = name;
    side.remoteVirtualNetwork = remote;
    side.useRemoteGateways = useRemoteGateways;
    return side;
}

/** An interface with one IPv4 configuration "c", dynamic if no address is given. */
inline NetworkInterface
PlainNic(const std::string& name, const std::string& subnet, const std::string& address = "")
{
    IpConfiguration configuration;
    configuration.name = "c";
    configuration.subnet = subnet;
    configuration.privateIPAddress = address;
    return {name, false, "", {configuration}};
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_FAULT_ROWS_H
