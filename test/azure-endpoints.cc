// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-plan.h"
#include "test/support/azure.h"
#include "test/support/fabric-lab.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using build::EndpointIn;
using build::TopologyBuilder;
using build::Udr;
using build::Vm;
using build::Vnet;

namespace
{

/** A network with a private endpoint at 10.1.2.5 of the node "store", a peer, and a third one. */
Topology
Lab()
{
    const auto a = Vnet("a")
                       .Space("10.1.0.0/16", "2001:db8:1::/48")
                       .Subnet("app", "10.1.1.0/24", "2001:db8:1:1::/64")
                       .Subnet("ends", "10.1.2.0/24");
    const auto b = Vnet("b").Space("10.2.0.0/16").Subnet("app", "10.2.1.0/24").Uses("table");
    const auto c = Vnet("c").Space("10.3.0.0/16").Subnet("app", "10.3.1.0/24").Private();
    Topology t = TopologyBuilder("ends")
                     .Add(a)
                     .Add(b)
                     .Add(c)
                     .Add(Udr("table"))
                     .Peer(a, b)
                     .Add(Vm("near").Nic("a/app", "v4", "v6"))
                     .Add(Vm("peer").Nic("b/app"))
                     .Add(Vm("far").Nic("c/app"))
                     .Add(Vm("fw").Nic("a/ends", "10.1.2.4").Forwarding())
                     .Add(EndpointIn("pe", "a/ends", "store", "10.1.2.5"))
                     .Build();
    t.nodes = {InternetNode("store", {"198.51.100.10", "2001:db8:99::10"}),
               InternetNode("blob", {"203.0.113.9"})};
    return t;
}

Topology
With(const std::function<void(Topology&)>& change)
{
    Topology t = Lab();
    change(t);
    return t;
}

/** Adds routes to the peer's table. */
Topology
Routed(const Udr& table, bool policies)
{
    return With([&](Topology& t) {
        t.routeTables[0] = table.Get();
        t.virtualNetworks[0].subnets[1].privateEndpointNetworkPolicies = policies;
    });
}

std::string
RowsOf(const Topology& topology, const std::string& subnet, const std::string& type)
{
    const auto plan = PlanAzure(topology);
    std::string text;
    for (const auto& [route, prefixes] :
         azure::ShownRoutes(azure::EffectiveRoutes(plan.estate, plan.subnets.at(subnet))))
    {
        if (ToWord(route.nextHopType) == type)
        {
            text += std::string(ToWord(route.source)) + " " + ToWord(route.state) + " " + prefixes +
                    " " + type + "\n";
        }
    }
    return text;
}

Row
Table(const std::string& sentence,
      const std::string& clause,
      const Topology& topology,
      const std::string& subnet,
      const std::string& type,
      const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(RowsOf(topology, subnet, type), expected, "rows of " + subnet);
            }};
}

const std::string SHOWN = "Default Active 10.1.2.5/32 InterfaceEndpoint\n";
const std::string BEATEN = "Default Invalid 10.1.2.5/32 InterfaceEndpoint\n";

/** One datagram, and what became of it. */
Row
Sent(const std::string& sentence,
     const std::string& clause,
     const Topology& topology,
     const std::string& from,
     const std::string& to,
     int answers,
     const std::string& drops,
     const std::string& seen = "")
{
    return {sentence, clause, [=](Verdict& v) {
                FabricLab lab(topology);
                for (const char* service : {"store", "blob"})
                {
                    lab.Echo(service, 7, Family::V4);
                }
                lab.Send(from, to, 7);
                lab.Run();
                v.Equal(lab.answers, answers, "answers");
                v.Equal(lab.drops, drops, "drops");
                v.True(lab.walk.find(seen) != std::string::npos,
                       "no \"" + seen + "\" in\n" + lab.walk);
                v.Equal(lab.badChecksums, "", "checksums");
            }};
}

Topology
Serviced(const std::string& service, const std::string& subnet = "c")
{
    return With([&](Topology& t) {
        auto& network = t.virtualNetworks[subnet == "c" ? 2 : 1];
        network.subnets[0].serviceEndpoints = {service};
    });
}

PrivateEndpoint&
First(Topology& t)
{
    return t.privateEndpoints[0];
}

/** The group of the endpoint's subnet lets in network a's machines only. */
Topology
Guarded(bool policies)
{
    return With([&](Topology& t) {
        t.virtualNetworks[0].subnets[1].privateEndpointNetworkPolicies = policies;
        t.virtualNetworks[0].subnets[1].networkSecurityGroup = "ends-nsg";
        t.networkSecurityGroups = {
            build::Nsg("ends-nsg").AllowIn("*", {"10.1.1.0/24"}, {"*"}).DenyIn("*", {"*"}).Get()};
    });
}

const std::vector<Row> ROWS{
    Table("the network has a /32 for the private endpoint",
          "R8",
          Lab(),
          "a/app",
          "InterfaceEndpoint",
          SHOWN),
    Table("so has a peered network", "R8", Lab(), "b/app", "InterfaceEndpoint", SHOWN),
    Table("a network without a peering has none", "R8", Lab(), "c/app", "InterfaceEndpoint", ""),
    Table("it shows in spite of a user's 0.0.0.0/0",
          "R8",
          Routed(Udr("table").Via("0.0.0.0/0", "10.1.2.4"), true),
          "b/app",
          "InterfaceEndpoint",
          SHOWN),
    Table(
        "a user's route of the network's own space covers it where its subnet has network policies",
        "R8",
        Routed(Udr("table").Via("10.1.0.0/16", "10.1.2.4"), true),
        "b/app",
        "InterfaceEndpoint",
        BEATEN),
    Table("a wider one does not",
          "R8",
          Routed(Udr("table").Via("10.0.0.0/8", "10.1.2.4"), true),
          "b/app",
          "InterfaceEndpoint",
          SHOWN),
    Table("nor any without network policies",
          "R8",
          Routed(Udr("table").Via("10.1.2.5/32", "10.1.2.4"), false),
          "b/app",
          "InterfaceEndpoint",
          SHOWN),
    Sent("the service answers a machine of the network, which it sees by its private address",
         "R8",
         Lab(),
         "near",
         "10.1.2.5",
         1,
         "",
         "store/internet 10.1.1.4 > 198.51.100.10"),
    Sent("its answers come from the private endpoint",
         "R8",
         Lab(),
         "peer",
         "10.1.2.5",
         1,
         "",
         "peer-nic 10.1.2.5 > 10.2.1.4"),
    Sent("a private endpoint behind which there is nothing has a reason",
         "R8",
         With([](Topology& t) { First(t).service.clear(); }),
         "near",
         "10.1.2.5",
         0,
         "azure-endpoint-no-service near near\n"),
    Sent("without a peering it is not reached",
         "R8",
         Lab(),
         "far",
         "10.1.2.5",
         0,
         "azure-none-route near far\n"),
    Sent("a firewall in between is passed with network policies",
         "R8",
         Routed(Udr("table").Via("10.1.0.0/16", "10.1.2.4"), true),
         "peer",
         "10.1.2.5",
         1,
         "",
         "fw-nic 10.2.1.4 > 10.1.2.5"),
    Sent("the group of its subnet is asked where that has network policies",
         "R8, S2",
         Guarded(true),
         "peer",
         "10.1.2.5",
         0,
         "azure-nsg-deny-inbound near peer by ends-nsg/securityRules/rule-2\n"),
    Sent("a rule of it that allows lets the packet in, and the answer out",
         "R8, S1",
         Guarded(true),
         "near",
         "10.1.2.5",
         1,
         "",
         "store/internet 10.1.1.4 > 198.51.100.10"),
    Sent("without network policies it is not asked",
         "R8",
         Guarded(false),
         "peer",
         "10.1.2.5",
         1,
         ""),
    Sent("security admin rules do not concern it",
         "R8, N4",
         With([](Topology& t) {
             t = Guarded(true);
             SecurityAdminRuleCollection collection;
             collection.name = "company";
             collection.virtualNetworks = {"a"};
             SecurityRule rule;
             rule.name = "nothing";
             rule.priority = 1;
             rule.direction = "Inbound";
             rule.access = "Deny";
             rule.protocol = "*";
             rule.sourceAddressPrefixes = {"*"};
             rule.sourcePortRanges = {"*"};
             rule.destinationAddressPrefixes = {"*"};
             rule.destinationPortRanges = {"*"};
             collection.rules = {rule};
             t.securityAdminRuleCollections = {collection};
         }),
         "near",
         "10.1.2.5",
         1,
         ""),
    {"a dynamic address is the next free one after those of interfaces",
     "R8, A3",
     [](Verdict& v) {
         const auto plan = PlanAzure(With([](Topology& t) { First(t).privateIPAddress.clear(); }));
         v.Equal(plan.estate.privateEndpoints[0].address.ToString(), "10.1.2.5", "address");
     }},
    Table("a service endpoint shows in its subnet",
          "R9",
          Serviced("Microsoft.Storage"),
          "c/app",
          "VirtualNetworkServiceEndpoint",
          "Default Active 203.0.113.0/28 VirtualNetworkServiceEndpoint\n"),
    Table("and in no other",
          "R9",
          Serviced("Microsoft.Storage"),
          "b/app",
          "VirtualNetworkServiceEndpoint",
          ""),
    Table("a node may be the service, with its IPv4 addresses and prefixes in one row",
          "R9",
          With([](Topology& t) {
              t.nodes[0].internet->prefixes = {"192.0.2.0/25"};
              t.virtualNetworks[2].subnets[0].serviceEndpoints = {"store"};
          }),
          "c/app",
          "VirtualNetworkServiceEndpoint",
          "Default Active 192.0.2.0/25 198.51.100.10/32 VirtualNetworkServiceEndpoint\n"),
    Sent("a private subnet reaches its service without an outbound method, by its private address",
         "R9",
         Serviced("Microsoft.Storage"),
         "far",
         "203.0.113.9",
         1,
         "",
         "blob/internet 10.3.1.4 > 203.0.113.9"),
    Sent("and without the service endpoint it does not",
         "R9, R20",
         Lab(),
         "far",
         "203.0.113.9",
         0,
         "azure-no-outbound-method near far\n"),
    {"it is preferred over a gateway's more specific route",
     "R9, R11a",
     [](Verdict& v) {
         auto plan = PlanAzure(Serviced("Microsoft.Storage"));
         plan.estate.vnets[2].gatewayRoutes = {Learned("203.0.113.8/29")};
         azure::Delivery delivery(plan.estate);
         const auto decision =
             delivery.FromNic(plan.nics.at("far-nic"), Address("10.3.1.4"), Address("203.0.113.9"));
         v.True(!decision.keepsPrivate && ToText(decision) == "internet-no-such-host",
                ToText(decision)); // no node is attached yet
     }},
    Accepted(
        "the lab is valid",
        "R8",
        [](Topology&) {},
        Lab),
    Refused(
        "a subnet that does not exist is refused",
        "R8",
        "privateEndpoints[0].subnet",
        "InvalidResourceReference",
        [](Topology& t) { First(t).subnet = "a/no"; },
        Lab),
    Refused(
        "an address outside the subnet is refused",
        "A5",
        "privateEndpoints[0].privateIPAddress",
        "PrivateIPAddressNotInSubnet",
        [](Topology& t) { First(t).privateIPAddress = "10.1.9.9"; },
        Lab),
    Refused(
        "an address that Azure keeps is refused",
        "A3",
        "privateEndpoints[0].privateIPAddress",
        "PrivateIPAddressInReservedRange",
        [](Topology& t) { First(t).privateIPAddress = "10.1.2.3"; },
        Lab),
    Refused(
        "an address that an interface has is refused",
        "R8",
        "privateEndpoints[0].privateIPAddress",
        "PrivateIPAddressIsAllocated",
        [](Topology& t) { First(t).privateIPAddress = "10.1.2.4"; },
        Lab),
    Refused(
        "an IPv6 address is refused",
        "R8",
        "privateEndpoints[0].privateIPAddress",
        "",
        [](Topology& t) { First(t).privateIPAddress = "2001:db8:1:1::9"; },
        Lab),
    Refused(
        "a service that is no node of the internet is refused",
        "R8",
        "privateEndpoints[0].service",
        "InvalidResourceReference",
        [](Topology& t) { First(t).service = "near"; },
        Lab),
    Refused(
        "an endpoint of an unknown service is refused",
        "R9",
        "virtualNetworks[2].subnets[0].serviceEndpoints[0]",
        "",
        [](Topology& t) {
            t.virtualNetworks[2].subnets[0].serviceEndpoints = {"Microsoft.Nothing"};
        },
        Lab),
    Refused(
        "a flow log of nothing is refused",
        "",
        "flowLogs[0].target",
        "InvalidResourceReference",
        [](Topology& t) { t.flowLogs = {build::LogFlows("log", "a/no")}; },
        Lab),
};

V6LAB_SUITE("v6lab-azure-endpoints", ROWS);

} // namespace
