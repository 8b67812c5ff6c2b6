// SPDX-License-Identifier: GPL-2.0-only
// Modules in other resource groups, and parts of resources, as reference() and dependsOn name them.
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Id;
using test::NETWORK;
using test::Resource;
using test::Row;
using test::SiteAt;
using test::TemplateOf;
using test::Verdict;

namespace
{

constexpr const char* CLAUSE = "ARM template functions: reference, resourceId";

/** A module as Bicep writes it: into a group, with a network of the same name and one output. */
std::string
Module(const std::string& name, const std::string& group, const std::string& needs = "")
{
    const std::string network =
        Resource("virtualNetworks",
                 "net-" + group,
                 R"("addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [])");
    return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": ")" +
           name + R"(", "resourceGroup": ")" + group + R"(", "dependsOn": [)" + needs +
           R"(], "properties": {"mode": "Incremental",
             "expressionEvaluationOptions": {"scope": "inner"}, "template": )" +
           TemplateOf("[" + network + "]",
                      R"("outputs": {"address": {"type": "string", "value": "10.9.)" +
                          std::string(group == "rg1" ? "1" : "2") + R"(.9"}},)") +
           "}}";
}

std::string
InGroup(const std::string& group, const std::string& name)
{
    return "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', "
           "subscription().subscriptionId, '" +
           group + "'), 'Microsoft.Resources/deployments', '" + name + "')";
}

/** What a site's address comes to. */
Row
Gives(const std::string& sentence,
      const std::string& resources,
      const std::string& expression,
      const std::string& address)
{
    return {sentence, CLAUSE, [=](Verdict& v) {
                std::string faults;
                const Topology t =
                    test::ImportText(TemplateOf("[" + resources + "," + SiteAt(expression) + "]"),
                                     faults);
                v.Equal(faults, "", "faults");
                v.Equal(faults.empty() ? t.localNetworkGateways.at(0).gatewayIpAddress : "",
                        address,
                        "address");
            }};
}

Row
Refuses(const std::string& sentence, const std::string& resources, const std::string& fault)
{
    return test::Refused(sentence, CLAUSE, TemplateOf("[" + resources + "]"), fault);
}

std::string
Address(const std::string& id)
{
    return "reference(" + id + ", '2022-09-01').outputs.address.value";
}

const std::string BALANCER = Resource(
    "loadBalancers",
    "lb",
    R"("frontendIPConfigurations": [{"name": "f", "properties": {"privateIPAddress": "10.0.0.50",
       "privateIPAllocationMethod": "Static", "subnet": {"id": ")" +
        Id("virtualNetworks/subnets", "'v', 'a'") + R"("}}}])");

const std::vector<Row> ROWS{
    Gives("a module in another group is found by its id there, as Bicep writes it",
          Module("m", "rg1"),
          Address(InGroup("rg1", "m")),
          "10.9.1.9"),
    Gives("and by resourceId() with the group's name",
          Module("m", "rg1"),
          Address("resourceId('rg1', 'Microsoft.Resources/deployments', 'm')"),
          "10.9.1.9"),
    Gives("and, as no other has its name, without it",
          Module("m", "rg1"),
          Address("resourceId('Microsoft.Resources/deployments', 'm')"),
          "10.9.1.9"),
    Gives("modules of one name in two groups are two",
          Module("m", "rg1") + "," + Module("m", "rg2"),
          Address(InGroup("rg2", "m")),
          "10.9.2.9"),
    Gives("one may wait for the other, which is no circle",
          Module("m", "rg1") + "," + Module("m", "rg2", "\"[" + InGroup("rg1", "m") + "]\""),
          Address(InGroup("rg2", "m")),
          "10.9.2.9"),
    Refuses("two that wait for each other are one",
            Module("m", "rg1", "\"[" + InGroup("rg2", "m") + "]\"") + "," +
                Module("m", "rg2", "\"[" + InGroup("rg1", "m") + "]\""),
            "circular dependency"),
    Refuses("two of one name in one group are refused",
            Module("m", "rg1") + "," + Module("m", "rg1"),
            "\"m\" is defined twice"),
    Refuses("a group without such a module has none",
            Module("m", "rg1") + "," + SiteAt(Address(InGroup("rg3", "m"))),
            "is not in this template"),
    Gives("a frontend that stands in its load balancer is found by its own id",
          NETWORK + "," + BALANCER,
          "reference(resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', "
          "'F')).privateIPAddress",
          "10.0.0.50"),
    {"so is a subnet that is said to exist and stands in its network",
     CLAUSE,
     [](Verdict& v) {
         std::string faults;
         const std::string existing =
             R"({"existing": true, "type": "Microsoft.Network/virtualNetworks/subnets",
                 "apiVersion": "2023-11-01", "name": "v/AzureFirewallSubnet"})";
         const Topology t = test::ImportText(
             TemplateOf("{\"v\": " + NETWORK + ", \"part\": " + existing + ", \"t\": " +
                            Resource("routeTables",
                                     "t",
                                     R"("routes": [{"name": "r", "properties": {"addressPrefix":
                                        "[reference('part').addressPrefix]",
                                        "nextHopType": "None"}}])") +
                            "}",
                        "\"languageVersion\": \"2.0\","),
             faults);
         v.Equal(faults, "", "faults");
         v.Equal(faults.empty() ? t.routeTables.at(0).routes.at(0).addressPrefix : "",
                 "10.0.1.0/26",
                 "prefix");
     }},
    Refuses("a part that its parent does not have stays a run-time value",
            NETWORK + "," + BALANCER + "," +
                SiteAt("reference(resourceId('Microsoft.Network/loadBalancers/"
                       "frontendIPConfigurations', 'lb', 'g')).privateIPAddress"),
            "is not in this template"),
};

} // namespace

V6LAB_SUITE("v6lab-arm-modules", ROWS);
