// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/topology/validate.h"
#include "model/vpn/esp-endpoint.h"
#include "test/support/gateway-lab.h"
#include "test/support/gateway-run.h"
#include "test/support/table.h"

#include "ns3/config.h"
#include "ns3/data-rate.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::gateways;

namespace
{

const std::vector<Row> ROWS{
    Walks(
        "what leaves by a circuit goes straight to Microsoft's edge",
        "R7, G3",
        [] { return CircuitSite(); },
        {"vm1", "pc", "v4"},
        "vm1 send; er-secondary forward; edge2 forward; pc deliver; "),
    Walks(
        "what comes by it passes the gateway",
        "R18, D7, G3",
        [] { return CircuitSite(); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; erg forward; vm1 deliver; "),
    Walks(
        "IPv6 the same",
        "G3, D1",
        [] { return CircuitSite(); },
        {"pc", "vm2", "v6"},
        "pc send; edge1 forward; er-primary forward; erg forward; vm2 deliver; "),
    Walks(
        "with FastPath it goes past the gateway",
        "R18",
        [] { return CircuitSite("ErGw3AZ", true); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; vm1 deliver; "),
    Walks(
        "but through it where a route of GatewaySubnet wants an appliance",
        "R18",
        [] { return Inspected(CircuitSite("ErGw3AZ", true)); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; erg forward; nva forward; vm1 deliver; "),
    {"the table shows the IPv4 address of either edge, for IPv6 too",
     "R7, G3",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "vm1", "pc");
         v.Equal(run.faults, "", "faults");
         for (const std::string prefix : {"172.16.0.0/16", "2001:db8:aa::/48"})
         {
             v.Equal(run.Rows("vm1", prefix),
                     ROW + "192.168.10.2; " + ROW + "192.168.10.6; ",
                     prefix);
         }
         v.Equal(run.in.addresses.at("er-primary").at(1).ToString(),
                 "2001:db8:ee::2",
                 "Microsoft's side");
     }},
    {"packets over 1400 bytes are cut on the circuit, in both directions",
     "G2",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "vm1", "pc", "v4", 1472);
         v.Equal(run.answers, 1u, "answers");
         v.True(run.walk.find("er-secondary forward; er-secondary forward; ") != std::string::npos,
                "the request: " + run.walk);
         v.True(run.back.find("erg forward; erg forward; ") != std::string::npos,
                "the answer: " + run.back);
     }},
    {"what must not be cut is answered by the gateway, whose error takes the circuit as well",
     "G2, R7",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "pc", "vm1", "v6", 1452);
         v.Equal(run.drops, "packet-too-big at erg; ", "drops");
     }},
    {"the gateway of a circuit has the throughput of its SKU",
     "G2",
     [](Verdict& v) {
         GatewayRun run(CircuitSite("ErGw2AZ"), "vm1", "pc");
         ns3::DataRateValue rate;
         run.in.devices.at("erg")->GetAttribute("DataRate", rate);
         v.Equal(rate.Get().GetBitRate(), uint64_t{2'000'000'000}, "ErGw2AZ");
     }},
    {"a prefix that a circuit leads to is not sent into a tunnel",
     "D2",
     [](Verdict& v) {
         Topology t = CircuitSite();
         const Topology vpn = VpnSite();
         t.virtualNetworkGateways.push_back(vpn.virtualNetworkGateways[0]);
         t.publicIPAddresses = vpn.publicIPAddresses;
         t.localNetworkGateways = vpn.localNetworkGateways;
         t.connections.push_back(vpn.connections[0]);
         GatewayRun run(t, "vm1", "pc");
         v.Equal(run.faults, "", "faults");
         v.Equal(run.Rows("vm1", "172.16.0.0/16"),
                 ROW + "192.168.10.2; " + ROW + "192.168.10.6; ",
                 "rows");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-gateway-circuits", ROWS);
