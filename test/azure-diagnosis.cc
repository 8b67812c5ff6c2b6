// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/diagnosis.h"
#include "model/core/azure/rule-evaluation.h"
#include "test/support/security.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** "type address table prefix issue" for the subnet of spoke 1. */
Row
Hop(const std::string& sentence,
    const std::string& clause,
    const WorldChange& change,
    const std::string& destination,
    const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                const auto hop = azure::NextHop(world.estate, world.subnet1, Address(destination));
                v.Equal(hop.nextHopType +
                            (hop.nextHopIpAddress ? " " + hop.nextHopIpAddress->ToString() : "") +
                            (hop.routeTable == world.table ? " table" : " System Route") +
                            (hop.found ? " " + hop.prefix.ToString() : " no route") +
                            (hop.issue == Reason::None
                                 ? ""
                                 : " " + std::string(Describe(hop.issue).word)),
                        expected,
                        destination);
            }};
}

Row
Flow(const std::string& sentence,
     const std::string& clause,
     const WorldChange& change,
     RuleDirection direction,
     const std::string& packet,
     const std::string& expected,
     bool fromInternet = false)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                const auto answer = azure::VerifyIpFlow(world.estate,
                                                        World::APP,
                                                        direction,
                                                        Tuple(packet),
                                                        fromInternet);
                v.Equal(std::string(answer.verdict.Passes() ? "Allow " : "Deny ") +
                            answer.ruleName + " of " + answer.group,
                        expected,
                        packet);
            }};
}

/** "subnet AllowVnetInBound Allow; " for each stage that was asked, in order. */
Row
Asked(const std::string& sentence,
      const std::string& clause,
      const WorldChange& change,
      RuleDirection direction,
      const std::string& packet,
      const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                std::string text;
                for (const auto& stage :
                     azure::EvaluateRules(world.estate, World::APP, direction, Tuple(packet)))
                {
                    const auto* matched = stage.Matched();
                    text += std::string(ToWord(stage.stage)) + " " +
                            (matched ? matched->rule->name + " " + ToWord(matched->rule->access)
                                     : "-") +
                            "; ";
                }
                v.Equal(text, expected, packet);
            }};
}

/** A load balancer whose frontends in the hub are 10.0.0.100 and 2001:db8::64. */
void
AddBalancer(World& w)
{
    azure::BalancerPlace balancer;
    balancer.settings.frontends = {{"four", Address("10.0.0.100")},
                                   {"six", Address("2001:db8::64")}};
    balancer.frontendVnets = {w.hub, w.hub};
    w.estate.loadBalancers.push_back(balancer);
}

/** A user's route to an appliance, which is one of those frontends. */
WorldChange
ViaBalancer(const std::string& prefix, const std::string& appliance)
{
    return [=](World& w) {
        AddBalancer(w);
        w.Route(Via(prefix, appliance));
    };
}

/** The same, asked of rows that the estate does not have: a route that a gateway lost. */
Row
HopByRows(const std::string& sentence,
          const std::string& clause,
          const std::string& destination,
          const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                world.estate.vnets[world.spoke1].gatewayRoutes = {Learned("192.168.0.0/16")};
                auto routes = azure::EffectiveRoutes(world.estate, world.subnet1);
                world.estate.vnets[world.spoke1].gatewayRoutes.clear();
                const auto hop =
                    azure::NextHop(world.estate, world.subnet1, routes, Address(destination));
                v.Equal(hop.nextHopType + " " + hop.prefix.ToString(), expected, destination);
            }};
}

const std::vector<Row> ROWS{
    Hop("a load balancer's frontend is in reach as an appliance is",
        "R14, L5",
        ViaBalancer("0.0.0.0/0", "10.0.0.100"),
        "198.51.100.7",
        "VirtualAppliance 10.0.0.100 table 0.0.0.0/0"),
    Hop("and in IPv6",
        "R14, L5",
        ViaBalancer("::/0", "2001:db8::64"),
        "2001:db8:99::7",
        "VirtualAppliance 2001:db8::64 table ::/0"),
    Hop("an appliance's address that neither a NIC nor a frontend has is told as out of reach",
        "R14",
        ViaBalancer("0.0.0.0/0", "10.0.0.99"),
        "198.51.100.7",
        "VirtualAppliance 10.0.0.99 table 0.0.0.0/0 azure-next-hop-unreachable"),
    Hop("a frontend of the other IP version is out of reach",
        "R13, R14",
        ViaBalancer("::/0", "10.0.0.100"),
        "2001:db8:99::7",
        "VirtualAppliance 10.0.0.100 table ::/0 azure-next-hop-unreachable"),
    Hop("a route that another one beats is not judged",
        "R11, R14",
        ViaBalancer("0.0.0.0/0", "10.0.0.99"),
        "10.0.0.4",
        "VirtualNetworkPeering System Route 10.0.0.0/16"),
    HopByRows("the rows that are asked count, not those of the estate",
              "R7",
              "192.168.1.1",
              "VirtualNetworkGateway 192.168.0.0/16"),
    Hop("the network itself is VirtualNetwork by a system route",
        "R1",
        AsIs,
        "10.1.9.9",
        "VirtualNetwork System Route 10.1.0.0/16"),
    Hop("a peer is VirtualNetworkPeering",
        "R6",
        AsIs,
        "2001:db8::4",
        "VirtualNetworkPeering System Route 2001:db8::/48"),
    Hop(
        "across regions it is the same word",
        "R6",
        [](World& w) { w.estate.vnets[w.hub].location = "northeurope"; },
        "10.0.0.4",
        "VirtualNetworkPeering System Route 10.0.0.0/16"),
    Hop("the rest of the world is the Internet",
        "R2",
        AsIs,
        "198.51.100.7",
        "Internet System Route 0.0.0.0/0"),
    Hop("a private range is None", "R2", AsIs, "10.2.0.4", "None System Route 10.0.0.0/8"),
    Hop("no route leads Azure's own address elsewhere",
        "A7",
        With(Via("0.0.0.0/0", "10.0.0.4")),
        "168.63.129.16",
        "Internet System Route 168.63.129.16/32"),
    Hop("nor the other one",
        "A7",
        With(Via("169.254.0.0/16", "10.0.0.4")),
        "169.254.169.254",
        "Internet System Route 169.254.169.254/32"),
    Hop("a user-defined route tells the appliance and its table",
        "R11, R12",
        With(Via("10.2.0.0/16", "10.0.0.4")),
        "10.2.0.4",
        "VirtualAppliance 10.0.0.4 table 10.2.0.0/16"),
    Hop("the longest prefix counts, whoever made the route",
        "R11",
        With(To("10.1.0.0/24", azure::NextHopType::None)),
        "10.1.0.5",
        "None table 10.1.0.0/24"),
    Hop("a route that lost is not told",
        "R11",
        With(To("10.0.0.0/16", azure::NextHopType::None)),
        "10.0.0.4",
        "None table 10.0.0.0/16"),
    Hop(
        "a gateway route is VirtualNetworkGateway with the gateway's address",
        "R7",
        [](World& w) { w.estate.vnets[w.spoke1].gatewayRoutes = {Learned("192.168.0.0/16")}; },
        "192.168.1.1",
        "VirtualNetworkGateway 203.0.113.1 System Route 192.168.0.0/16"),
    Hop(
        "a network without IPv6 has no route for it",
        "R5",
        [](World& w) { w.estate.vnets[w.spoke1].prefixes.resize(1); },
        "2001:db8:99::7",
        "None System Route no route"),

    Flow("a flow that a default rule allows is told with its name",
         "S2",
         OnSubnet({}),
         RuleDirection::Outbound,
         "tcp 10.1.0.4:60000 > 198.51.100.7:80",
         "Allow defaultSecurityRules/AllowInternetOutBound of subnet-nsg"),
    Flow("one that a rule denies too",
         "S1",
         OnNic({In(100, Access::Deny)}),
         RuleDirection::Inbound,
         "tcp 10.1.0.5:60000 > 10.1.0.4:80",
         "Deny securityRules/r100 of nic-nsg"),
    Flow("of two groups the one that was asked last is told",
         "S1",
         Both(OnSubnet({}), OnNic({In(100, Access::Allow)})),
         RuleDirection::Inbound,
         "tcp 10.1.0.5:60000 > 10.1.0.4:80",
         "Allow securityRules/r100 of nic-nsg"),
    Flow("an admin rule is told by its name",
         "N4",
         OnNetwork({In(7, Access::Deny)}),
         RuleDirection::Inbound,
         "tcp 10.1.0.5:60000 > 10.1.0.4:80",
         "Deny r7 of baseline"),
    Flow("without a group there is no rule to tell",
         "S4",
         AsIs,
         RuleDirection::Inbound,
         "tcp 198.51.100.7:60000 > 10.1.0.4:80",
         "Allow  of ",
         true),

    Asked("inbound the subnet's rules are evaluated before the interface's",
          "S1",
          Both(OnSubnet({}), OnNic({In(100, Access::Allow)})),
          RuleDirection::Inbound,
          "tcp 10.1.0.5:60000 > 10.1.0.4:80",
          "subnet AllowVnetInBound Allow; network interface r100 Allow; "),
    Asked("outbound behind them",
          "S1",
          Both(OnSubnet({}), OnNic({In(100, Access::Allow)})),
          RuleDirection::Outbound,
          "tcp 10.1.0.4:60000 > 198.51.100.7:80",
          "network interface AllowInternetOutBound Allow; subnet AllowInternetOutBound Allow; "),
    Asked("what one group denies no other is asked about",
          "S1",
          Both(OnSubnet({In(100, Access::Deny)}), OnNic({In(100, Access::Allow)})),
          RuleDirection::Inbound,
          "tcp 10.1.0.5:60000 > 10.1.0.4:80",
          "subnet r100 Deny; "),
    Asked("nor what an admin rule always allows",
          "N4",
          Both(OnNetwork({In(7, Access::AlwaysAllow)}), OnSubnet({In(100, Access::Deny)})),
          RuleDirection::Inbound,
          "tcp 10.1.0.5:60000 > 10.1.0.4:80",
          "virtual network r7 AlwaysAllow; "),
    Asked("admin rules of which none matches leave it to the groups",
          "N4",
          Both(OnNetwork({In(7, Access::Deny)}), OnSubnet({})),
          RuleDirection::Outbound,
          "tcp 10.1.0.4:60000 > 198.51.100.7:80",
          "subnet AllowInternetOutBound Allow; "),
    Asked("the platform's own addresses are for rules that name them",
          "A7",
          OnSubnet({}),
          RuleDirection::Outbound,
          "udp 10.1.0.4:60000 > 168.63.129.16:53",
          ""),
};

V6LAB_SUITE("v6lab-azure-diagnosis", ROWS);

} // namespace
