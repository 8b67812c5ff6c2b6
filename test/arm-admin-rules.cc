// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/networkManagers/securityAdminConfigurations and what is below.
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

#include <functional>

using namespace ns3::v6lab;
using test::Contains;
using test::Id;
using test::LeftOutText;
using test::Names;
using test::Resource;
using test::Row;
using test::TemplateOf;
using test::Verdict;
using test::Words;

namespace
{

constexpr const char* CLAUSE = "N4, N5";

std::string
Network(const std::string& name, const std::string& number)
{
    return Resource("virtualNetworks",
                    name,
                    R"("addressSpace": {"addressPrefixes": ["10.)" + number +
                        R"(.0.0/16"]}, "subnets": [{"name": "a", "properties":
        {"addressPrefix": "10.)" +
                        number + R"(.0.0/24"}}])");
}

std::string
Member(const std::string& name, const std::string& network)
{
    return Resource("networkManagers/networkGroups/staticMembers",
                    name,
                    R"("resourceId": ")" + Id("virtualNetworks", "'" + network + "'") + "\"");
}

const std::string GROUPS =
    Network("one", "1") + "," + Network("two", "2") + "," + Network("three", "3") + "," +
    Resource("networkManagers", "m", R"("networkManagerScopeAccesses": ["SecurityAdmin"])") + "," +
    Resource("networkManagers/networkGroups", "m/g", "") + "," + Member("m/g/x", "one") + "," +
    Member("m/g/y", "two") + "," + Resource("networkManagers/networkGroups", "m/h", "") + "," +
    Member("m/h/x", "two") + "," + Member("m/h/y", "three");

std::string
Collection(const std::string& path, const std::string& groups)
{
    std::string items;
    for (const char group : groups)
    {
        items += (items.empty() ? "" : ", ") + std::string(R"({"networkGroupId": ")") +
                 Id("networkManagers/networkGroups", std::string("'m', '") + group + "'") + "\"}";
    }
    return Resource("networkManagers/securityAdminConfigurations/ruleCollections",
                    path,
                    R"("appliesToGroups": [)" + items + "]");
}

std::string
Rule(const std::string& path, const std::string& more)
{
    return Resource("networkManagers/securityAdminConfigurations/ruleCollections/rules",
                    path,
                    R"("priority": 7, "direction": "inbound", "sourcePortRanges": ["0-65535"],
    "destinations": [{"addressPrefixType": "IPPrefix", "addressPrefix": "*"}], )" +
                        more);
}

const std::string DENY = Rule("m/c/r/deny",
                              R"("access": "deny", "protocol": "tcp", "description": "no web",
    "sources": [{"addressPrefixType": "ServiceTag", "addressPrefix": "virtualnetwork"}],
    "destinationPortRanges": ["80", "443"])");
const std::string ALWAYS = Rule("m/c/r/always",
                                R"("access": "AlwaysAllow", "protocol": "Any",
    "sources": [{"addressPrefixType": "IPPrefix", "addressPrefix": "10.0.0.0/8"},
                {"addressPrefixType": "IPPrefix", "addressPrefix": "192.168.0.0/16"}])");
const std::string CONFIGURATION =
    Resource("networkManagers/securityAdminConfigurations", "m/c", R"("description": "d")");

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return test::Imported(sentence, CLAUSE, TemplateOf("[" + GROUPS + "," + resources + "]"), look);
}

const std::vector<Row> ROWS{
    With("a collection has its rules in Azure's spelling, and its groups' networks once each",
         CONFIGURATION + "," + Collection("m/c/r", "gh") + "," + DENY + "," + ALWAYS,
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.securityAdminRuleCollections), "r", "collections");
             const auto& collection = t.securityAdminRuleCollections.at(0);
             v.Equal(Words(collection.virtualNetworks), "one two three", "networks");
             const SecurityRule& deny = collection.rules.at(0);
             v.Equal(deny.name + " " + deny.description + " " + deny.access + " " + deny.direction +
                         " " + deny.protocol + " " + std::to_string(deny.priority),
                     "deny no web Deny Inbound Tcp 7",
                     "rule");
             v.Equal(Words(deny.sourceAddressPrefixes) + " " + Words(deny.destinationPortRanges),
                     "VirtualNetwork 80 443",
                     "what it matches");
             const SecurityRule& always = collection.rules.at(1);
             v.Equal(always.access + " " + always.protocol + " " +
                         Words(always.sourceAddressPrefixes) + " " +
                         Words(always.destinationAddressPrefixes),
                     "AlwaysAllow * 10.0.0.0/8 192.168.0.0/16 *",
                     "the other");
             v.Equal(LeftOutText(t).find("securityAdmin"), std::string::npos, "nothing left out");
         }),
    With("it is said that a configuration counts as deployed",
         CONFIGURATION + "," + Collection("m/c/r", "g") + "," + DENY,
         [](Verdict& v, const Topology& t) {
             v.True(Contains(Words(t.assumptions),
                             "Security admin configuration \"c\" counts as deployed"),
                    Words(t.assumptions));
         }),
    With("collections of one name in two configurations have the names of their paths",
         CONFIGURATION + "," + Collection("m/c/r", "g") + "," + DENY + "," +
             Resource("networkManagers/securityAdminConfigurations", "m/d", "") + "," +
             Collection("m/d/r", "h") + "," +
             Rule("m/d/r/x", R"("access": "Allow", "protocol": "Tcp")"),
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.securityAdminRuleCollections), "r m.d.r", "collections");
             v.Equal(Words(t.securityAdminRuleCollections.at(1).virtualNetworks),
                     "two three",
                     "networks of the second");
         }),
    With("a group of elsewhere is left out, and so is a rule for more than prefixes and tags",
         CONFIGURATION + "," + Collection("m/c/r", "gz") + "," +
             Rule("m/c/r/odd",
                  R"("access": "Deny", "protocol": "Tcp", "sources": [{"addressPrefixType":
                  "NetworkGroup", "addressPrefix": "x"}])") +
             R"(,{"kind": "Default", "apiVersion": "2023-11-01", "name": "m/c/r/own", "type":
             "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules",
             "properties": {"flag": "AllowVnetInbound"}})",
         [](Verdict& v, const Topology& t) {
             v.Equal(t.securityAdminRuleCollections.size(), 0U, "collections");
             const std::string left = LeftOutText(t);
             v.True(Contains(left, "properties.appliesToGroups (\"m/z\" is not in this template)"),
                    left);
             v.True(Contains(left, "m/c/r/odd") && Contains(left, "prefixes and service tags"),
                    left);
             v.True(Contains(left, "m/c/r/own") && Contains(left, "kind Default"), left);
             v.True(Contains(left, "it has no rule that is simulated"), left);
         }),
    With("parts whose whole is in another template are left out",
         Resource("networkManagers/securityAdminConfigurations", "far/c", "") + "," +
             Collection("other/c/r", "g") + "," + Rule("third/c/r/x", R"("access": "Deny")"),
         [](Verdict& v, const Topology& t) {
             const std::string left = LeftOutText(t);
             v.Equal(t.securityAdminRuleCollections.size(), 0U, "collections");
             for (const char* name : {"far/c ", "other/c/r ", "third/c/r/x "})
             {
                 v.True(Contains(left, name), left);
             }
         }),
};

V6LAB_SUITE("v6lab-arm-admin-rules", ROWS);

} // namespace
