// SPDX-License-Identifier: GPL-2.0-only
// Effective routes over time: what v_effective_route_change is made of.
#include "helper/install/route-watch.h"
#include "test/support/gateway-watch.h"

namespace ns3::v6lab::test
{

namespace
{

/** "6.2 removed Active 192.168.10.2; ": changes of a NIC's rows to a prefix, times in s. */
std::string
Changes(const RouteWatch& watch, const std::string& nic, const std::string& prefix)
{
    std::string text;
    for (const auto& [time, added, row] : watch.GetChanges())
    {
        if (row.nic == nic && row.addressPrefix == prefix)
        {
            text += std::to_string(time / 1'000'000'000) + (added ? " added " : " removed ") +
                    row.state + " " + row.nextHopIp + "; ";
        }
    }
    return text;
}

void
CutAndBack(Verdict& v)
{
    Topology t = CircuitSite();
    t.expressRouteCircuits[0].primaryOutages = {{"3s", "4s", false}};
    GatewayWatch run(t, "vm1", "pc");
    const RouteWatch watch(run.in);
    run.Run(20);
    v.Equal(run.faults, "", "faults");
    v.Equal(Changes(watch, "vm1", "172.16.0.0/16"),
            "0 added Active 192.168.10.2; 0 added Active 192.168.10.6; "
            "3 removed Active 192.168.10.2; 13 added Active 192.168.10.2; ",
            "rows to the site");
    v.Equal(Changes(watch, "vm1", "10.0.0.0/16"), "", "the peer's row stays all the time");
}

void
Loses(Verdict& v)
{
    Topology t = CircuitSite();
    t.routeTables = {{"table", false, {{"r", "172.16.0.0/16", "None", ""}}}};
    t.virtualNetworks[0].subnets[0].routeTable = "table";
    GatewayWatch run(t, "vm2", "pc");
    const RouteWatch watch(run.in);
    run.Run(6);
    v.Equal(Changes(watch, "vm1", "172.16.0.0/16"),
            "0 added Invalid 192.168.10.2; 0 added Invalid 192.168.10.6; ",
            "rows that lose");
}

void
Static(Verdict& v)
{
    GatewayWatch run(VpnSite(), "vm1", "pc");
    const RouteWatch watch(run.in);
    run.Run(6);
    v.Equal(watch.GetChanges().size(), size_t{0}, "changes");
}

const std::vector<Row> ROWS{
    {"rows of a circuit come with its sessions, and go with the link that is cut",
     "R7",
     CutAndBack},
    {"rows that lose come as Invalid", "R11", Loses},
    {"without BGP no table changes", "R7", Static},
};

} // namespace

V6LAB_SUITE("v6lab-azure-route-changes", ROWS);

} // namespace ns3::v6lab::test
