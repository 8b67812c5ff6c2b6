// SPDX-License-Identifier: GPL-2.0-only
// Public addresses, outputs, and what only the deployed resource could tell.
#include "helper/install/azure-plan.h"
#include "helper/topology/validate.h"
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

#include <functional>

using namespace ns3::v6lab;
using test::Configuration;
using test::Contains;
using test::Id;
using test::InSubnet;
using test::INTERFACE;
using test::INTERFACE_ADDRESS;
using test::LeftOutText;
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

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look,
     const std::string& sections = "")
{
    return test::Imported(sentence, CLAUSE, TemplateOf("[" + resources + "]", sections), look);
}

Row
Refuses(const std::string& sentence, const std::string& resources, const std::string& fault)
{
    return test::Refused(sentence, CLAUSE, TemplateOf("[" + resources + "]"), fault);
}

const std::string ADDRESS_OF_P =
    "reference(resourceId('Microsoft.Network/publicIPAddresses', 'p')).ipAddress";

const std::vector<Row> ROWS{
    With("a public address is the one that its user has",
         NETWORK + "," + PublicAddress("p") + "," +
             Resource("networkInterfaces",
                      "n",
                      R"("ipConfigurations": [)" +
                          Configuration("c", InSubnet("a") + WithPublic("p")) + "]") +
             "," + SiteAt(ADDRESS_OF_P),
         [](Verdict& v, const Topology& t) {
             const auto plan = PlanAzure(t);
             const auto& own = plan.estate.nics.at(plan.nics.at("n")).ipConfigurations.at(0);
             v.True(own.publicAddress.has_value(), "the interface has one");
             v.Equal(t.localNetworkGateways.at(0).gatewayIpAddress,
                     own.publicAddress->ToString(),
                     "site");
         }),
    With("a public address that nothing uses has one of its own all the same",
         NETWORK + "," + INTERFACE + "," + PublicAddress("p") + "," + PublicAddress("q") + "," +
             SiteAt("reference('q').ipAddress"),
         [](Verdict& v, const Topology& t) {
             const auto plan = PlanAzure(t);
             v.Equal(t.localNetworkGateways.at(0).gatewayIpAddress,
                     plan.publicAddresses.at("q").ToString(),
                     "site");
             v.True(plan.publicAddresses.at("q") != plan.publicAddresses.at("p"), "not another's");
             v.True(plan.publicAddresses.at("q") != plan.estate.sharedOutbound,
                    "nor the shared one");
         }),
    With("a DNAT rule names the firewall's public address",
         NETWORK + "," + PublicAddress("p") + "," +
             Resource("azureFirewalls",
                      "fw",
                      R"("natRuleCollections": [{"name": "d", "properties": {"priority": 100,
             "action": {"type": "Dnat"}, "rules": [{"name": "web", "protocols": ["TCP"],
             "sourceAddresses": ["*"], "destinationPorts": ["80"], "translatedAddress": "10.0.0.4",
             "translatedPort": "80", "destinationAddresses": ["[)" +
                          ADDRESS_OF_P + R"(]"]}]}}], "ipConfigurations": [)" +
                          Configuration("c", InSubnet("AzureFirewallSubnet") + WithPublic("p")) +
                          "]"),
         [](Verdict& v, const Topology& t) {
             const auto plan = PlanAzure(t);
             const auto& own = plan.estate.nics.at(plan.nics.at("fw-nic")).ipConfigurations.at(0);
             const auto& rules = t.azureFirewalls.at(0).natRuleCollections.at(0).rules;
             v.True(own.publicAddress.has_value(), "the firewall has one");
             v.Equal(test::Words(rules.at(0).destinationAddresses),
                     own.publicAddress->ToString(),
                     "destination");
         }),
    With("it is said that such addresses are those that v6lab gives",
         NETWORK + "," + INTERFACE + "," + RouteTo(INTERFACE_ADDRESS),
         [](Verdict& v, const Topology& t) {
             v.True(Contains(test::Words(t.assumptions), "lowest free one of the subnet (A3)"),
                    test::Words(t.assumptions));
         }),
    With(
        "outputs with such addresses have a value, and those whose condition is false are none",
        NETWORK + "," + INTERFACE,
        [](Verdict& v, const Topology& t) {
            v.Equal(LeftOutText(t), "", "left out");
            v.True(!Contains(test::Words(t.assumptions), "utcNow"), test::Words(t.assumptions));
        },
        R"("outputs": {"ip": {"type": "string", "value": "[)" + INTERFACE_ADDRESS +
            R"(]"}, "none": {"condition": "[equals(1, 2)]", "type": "string",
             "value": "[reference('elsewhere').dnsName]"}},)"),
    With(
        "an output whose condition is true is one",
        NETWORK,
        [](Verdict& v, const Topology& t) {
            v.True(Contains(LeftOutText(t), "some output value"), LeftOutText(t));
        },
        R"("outputs": {"some": {"condition": true, "type": "string",
             "value": "[reference('elsewhere').dnsName]"}},)"),
    Refuses("what is no address stays a run-time value",
            NETWORK + "," + PublicAddress("p") + "," + SiteAt("reference('p').dnsSettings.fqdn"),
            "the object has no property \"dnsSettings\"; only the deployed resource could have it"),
    Refuses("so does what the template does not deploy",
            NETWORK + "," + SiteAt("reference('far').ipAddress"),
            "\"far\" is not in this template"),
    Refuses("addresses that depend on themselves are refused, not guessed",
            NETWORK + "," + INTERFACE + "," +
                Resource("networkInterfaces",
                         "m",
                         R"("ipConfigurations": [)" +
                             Configuration("c",
                                           InSubnet("a") + R"(, "privateIPAddress": "[)" +
                                               INTERFACE_ADDRESS + R"(]")") +
                             "]"),
            "the addresses that the template asks for depend on themselves"),
    {"a design in which no address can be assigned is told by its place",
     CLAUSE,
     [](Verdict& v) {
         std::string faults;
         const Topology t =
             test::ImportText(TemplateOf("[" +
                                         Resource("virtualNetworks",
                                                  "v",
                                                  R"("addressSpace": {"addressPrefixes":
                    ["10.0.0.0/16"]}, "subnets": [{"name": "a", "properties": {"addressPrefix":
                    "192.168.0.0/24"}}])") +
                                         "," +
                                         Resource("networkInterfaces",
                                                  "n",
                                                  R"("ipConfigurations": [)" +
                                                      Configuration("c", InSubnet("a")) + "]") +
                                         "," + RouteTo(INTERFACE_ADDRESS) + "]"),
                              faults);
         v.Equal(faults, "", "faults of the import");
         const auto found = Validate(t);
         v.True(!found.empty() &&
                    found.at(0).path == "virtualNetworks[0].subnets[0].addressPrefixes[0]",
                found.empty() ? "valid" : ToString(found.at(0)));
     }},
};

V6LAB_SUITE("v6lab-arm-run-time", ROWS);

} // namespace
