// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_INTERNET_LAB_H
#define V6LAB_TEST_INTERNET_LAB_H

#include "test/support/fabric-lab.h"

/** Topologies for rows about ways from and to the internet. */
namespace ns3::v6lab::test
{

/** A machine with public addresses, one without, one in a private subnet; two internet hosts. */
inline Topology
WithInternet()
{
    Topology t;
    t.virtualNetworks = {
        Network("a",
                {"10.1.0.0/16", "2001:db8:1::/48"},
                {Part("s", {"10.1.0.0/24", "2001:db8:1::/64"}), Part("p", {"10.1.1.0/24"})})};
    t.virtualNetworks[0].subnets[1].defaultOutboundAccess = false;
    t.publicIPAddresses = {{"pip4", "IPv4", "192.0.2.10"}, {"pip6", "IPv6", ""}};
    auto web = Nic("web", "a/s", {"", "v6"}, "pip4");
    web.ipConfigurations[1].publicIPAddress = "pip6";
    AddMachine(t, web);
    AddMachine(t, Nic("batch", "a/s", {"", "v6"}));
    AddMachine(t, Nic("vault", "a/p", {""}));
    t.nodes = {InternetNode("user", {"198.51.100.7", "2001:db8:99::7"}),
               InternetNode("other", {"198.51.100.8"})};
    return t;
}

/** The default routes of the machines' subnet lead to an appliance in another, in both families. */
inline Topology
WithForcedTunnel()
{
    auto t = WithInternet();
    t.routeTables = {{"forced",
                      false,
                      {{"r4", "0.0.0.0/0", "VirtualAppliance", "10.1.2.4"},
                       {"r6", "::/0", "VirtualAppliance", "2001:db8:1:2::4"}}}};
    t.virtualNetworks[0].subnets[0].routeTable = "forced";
    t.virtualNetworks[0].subnets.push_back(Part("n", {"10.1.2.0/24", "2001:db8:1:2::/64"}));
    AddMachine(t, Nic("nva", "a/n", {"", "v6"}, "", true));
    return t;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_INTERNET_LAB_H
