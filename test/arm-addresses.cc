// SPDX-License-Identifier: GPL-2.0-only
// Addresses that only the deployed resource has in Azure, and that v6lab knows as well.
#include "helper/install/azure-plan.h"
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

#include <functional>

using namespace ns3::v6lab;
using test::Configuration;
using test::Id;
using test::InSubnet;
using test::INTERFACE;
using test::INTERFACE_ADDRESS;
using test::NETWORK;
using test::PublicAddress;
using test::Resource;
using test::RouteTo;
using test::Row;
using test::SiteAt;
using test::TemplateOf;
using test::Verdict;
using test::WithPublic;

namespace
{

constexpr const char* CLAUSE = "A3; ARM template functions: reference";

std::string
Firewall(const std::string& more = "")
{
    return Resource("azureFirewalls",
                    "fw",
                    more + R"("ipConfigurations": [)" +
                        Configuration("c", InSubnet("AzureFirewallSubnet") + WithPublic("fwip")) +
                        "]");
}

const std::string FIREWALL_ADDRESS =
    "reference(resourceId('Microsoft.Network/azureFirewalls', 'fw'), "
    "'2023-11-01').ipConfigurations[0].properties.privateIPAddress";

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look,
     const std::string& sections = "")
{
    return test::Imported(sentence, CLAUSE, TemplateOf("[" + resources + "]", sections), look);
}

/** The next hop of the only route. */
Row
Leads(const std::string& sentence, const std::string& resources, const std::string& address)
{
    return With(sentence, resources, [=](Verdict& v, const Topology& t) {
        v.Equal(t.routeTables.at(0).routes.at(0).nextHopIpAddress, address, "next hop");
    });
}

std::string
Balancer()
{
    return Resource("loadBalancers",
                    "lb",
                    R"("frontendIPConfigurations": [)" + Configuration("f", InSubnet("a")) + "]");
}

std::string
Gateway()
{
    return Resource("virtualNetworkGateways",
                    "gw",
                    R"("gatewayType": "Vpn", "vpnType": "RouteBased", "activeActive": true,
    "enableBgp": true, "sku": {"name": "VpnGw2AZ", "tier": "VpnGw2AZ"}, "ipConfigurations": [)" +
                        Configuration("x", InSubnet("GatewaySubnet") + WithPublic("one")) + ", " +
                        Configuration("y", InSubnet("GatewaySubnet") + WithPublic("two")) + "]");
}

std::string
Nested(const std::string& name, const std::string& resources, const std::string& outputs)
{
    return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": ")" +
           name + R"(", "properties": {"mode": "Incremental", "expressionEvaluationOptions":
        {"scope": "inner"}, "template": {"$schema":
        "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "resources": )" +
           resources + R"(, "outputs": )" + outputs + "}}}";
}

const std::vector<Row> ROWS{
    Leads("a route leads to a firewall's address, which is the first of its subnet",
          NETWORK + "," + PublicAddress("fwip") + "," + Firewall() + "," +
              RouteTo(FIREWALL_ADDRESS),
          "10.0.1.4"),
    Leads("an interface without an address of its own has the first free one",
          NETWORK + "," + INTERFACE + "," + RouteTo(INTERFACE_ADDRESS),
          "10.0.0.4"),
    Leads("and of IPv6 likewise",
          NETWORK + "," + INTERFACE + "," +
              RouteTo("reference('n').ipConfigurations[1].properties.privateIPAddress", "::/0"),
          "2001:db8:a::4"),
    Leads("an interface with an address of its own keeps it",
          NETWORK + "," +
              Resource(
                  "networkInterfaces",
                  "n",
                  R"("ipConfigurations": [)" +
                      Configuration("c", InSubnet("a") + R"(, "privateIPAddress": "10.0.0.77")") +
                      "]") +
              "," + RouteTo(INTERFACE_ADDRESS),
          "10.0.0.77"),
    Leads("a frontend's address is the next one after those of the machines",
          NETWORK + "," + INTERFACE + "," + Balancer() + "," +
              RouteTo("reference('lb').frontendIPConfigurations[0].properties.privateIPAddress"),
          "10.0.0.5"),
    Leads("machines that v6lab adds leave it the first one",
          NETWORK + "," + Balancer() + "," +
              RouteTo("reference('lb').frontendIPConfigurations[0].properties.privateIPAddress"),
          "10.0.0.4"),
    Leads("functions work on such an address as on any other",
          NETWORK + "," + INTERFACE + "," +
              RouteTo("format('{0}.9', join(take(split(" + INTERFACE_ADDRESS + ", '.'), 3), '.'))"),
          "10.0.0.9"),
    Leads("a private endpoint has its address among its DNS settings",
          NETWORK + "," + Resource("privateEndpoints", "pe", InSubnet("a")) + "," +
              RouteTo("reference('pe').customDnsConfigs[0].ipAddresses[0]"),
          "10.0.0.4"),
    Leads("it comes through the outputs of a nested deployment",
          NETWORK + "," + PublicAddress("fwip") + "," +
              Nested("hub",
                     "[" + Firewall() + "]",
                     R"({"ip": {"type": "string", "value": "[)" + FIREWALL_ADDRESS + R"(]"}})") +
              "," + RouteTo("reference('hub').outputs.ip.value"),
          "10.0.1.4"),
    Leads(
        "and from a resource that is existing here and deployed by another part of the template",
        NETWORK + "," + INTERFACE + "," +
            R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
              "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
              "template": {"$schema":
              "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": {
              "known": {"existing": true, "type": "Microsoft.Network/networkInterfaces",
               "apiVersion": "2023-11-01", "name": "n"}, "t": )" +
            RouteTo("reference('known').ipConfigurations[0].properties.privateIPAddress") + "}}}}",
        "10.0.0.4"),
    With(
        "both instances of a gateway speak BGP from their addresses",
        NETWORK + "," + PublicAddress("one") + "," + PublicAddress("two") + "," + Gateway() + "," +
            RouteTo("reference('gw').bgpSettings.bgpPeeringAddresses[1].defaultBgpIpAddresses[0]") +
            "," + SiteAt("reference('gw').bgpSettings.bgpPeeringAddresses[1].tunnelIpAddresses[0]"),
        [](Verdict& v, const Topology& t) {
            v.Equal(t.routeTables.at(0).routes.at(0).nextHopIpAddress, "10.0.255.5", "BGP");
            v.Equal(t.localNetworkGateways.at(0).gatewayIpAddress,
                    PlanAzure(t).publicAddresses.at("two").ToString(),
                    "tunnel");
        }),
    Leads("where a gateway has two, its peering address is both, with a comma",
          NETWORK + "," + PublicAddress("one") + "," + PublicAddress("two") + "," + Gateway() +
              "," + RouteTo("last(split(reference('gw').bgpSettings.bgpPeeringAddress, ','))"),
          "10.0.255.5"),
};

V6LAB_SUITE("v6lab-arm-addresses", ROWS);

} // namespace
