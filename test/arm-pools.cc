// SPDX-License-Identifier: GPL-2.0-only
// Backend pools of load balancers: inside them, as their children, by address.
#include "helper/install/azure-plan.h"
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

#include <functional>

using namespace ns3::v6lab;
using test::Configuration;
using test::Contains;
using test::FaultsOf;
using test::Id;
using test::InSubnet;
using test::INTERFACE;
using test::LeftOutText;
using test::Names;
using test::NETWORK;
using test::Resource;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

constexpr const char* CLAUSE = "ARM template reference: loadBalancers/backendAddressPools";

const std::string OTHER = Resource("virtualNetworks",
                                   "w",
                                   R"("addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
    "subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.0.0/24"}}])");

std::string
OtherInterface()
{
    return Resource("networkInterfaces",
                    "other",
                    R"("ipConfigurations": [{"name": "c", "properties": {"subnet": {"id": ")" +
                        Id("virtualNetworks/subnets", "'w', 'a'") + "\"}}}]");
}

/** Of HA ports over pool "p", with that list of pools. */
std::string
Balancer(const std::string& pools = "")
{
    return Resource(
        "loadBalancers",
        "lb",
        R"("frontendIPConfigurations": [)" +
            Configuration("f", InSubnet("a") + R"(, "privateIPAddress": "10.0.0.200")") + "], " +
            pools +
            R"("loadBalancingRules": [{"name": "r", "properties": {"protocol": "All",
    "frontendPort": 0, "backendPort": 0, "frontendIPConfiguration": {"id": ")" +
            Id("loadBalancers/frontendIPConfigurations", "'lb', 'f'") +
            R"("}, "backendAddressPool": {"id": ")" +
            Id("loadBalancers/backendAddressPools", "'lb', 'p'") + "\"}}}]");
}

std::string
Pool(const std::string& name, const std::string& addresses = "")
{
    return Resource("loadBalancers/backendAddressPools",
                    name,
                    addresses.empty() ? ""
                                      : R"("loadBalancerBackendAddresses": [)" + addresses + "]");
}

std::string
Address(const std::string& address, const std::string& network = "")
{
    return R"({"name": "x", "properties": {"ipAddress": ")" + address + "\"" +
           (network.empty() ? ""
                            : R"(, "virtualNetwork": {"id": ")" +
                                  Id("virtualNetworks", "'" + network + "'") + "\"}") +
           "}}";
}

const std::string BEHIND =
    Resource("networkInterfaces",
             "m",
             R"("ipConfigurations": [{"name": "c", "properties": {)" + InSubnet("a") +
                 R"(, "loadBalancerBackendAddressPools": [{"id": ")" +
                 Id("loadBalancers/backendAddressPools", "'lb', 'p'") + "\"}]}}]");

/** The instances of the only rule, as they are planned. */
std::string
Instances(const Topology& topology)
{
    std::string text;
    const auto plan = PlanAzure(topology);
    const auto& settings = plan.estate.loadBalancers.at(0).settings;
    for (const auto& member : settings.pools.at(settings.rules.at(0).pool).members)
    {
        text += member.address.ToString() + " ";
    }
    return text;
}

Row
With(const std::string& sentence,
     const std::string& resources,
     const std::function<void(Verdict&, const Topology&)>& look)
{
    return test::Imported(sentence,
                          CLAUSE,
                          TemplateOf("[" + NETWORK + "," + resources + "]"),
                          look);
}

Row
Balances(const std::string& sentence, const std::string& resources, const std::string& instances)
{
    return With(sentence, resources, [=](Verdict& v, const Topology& t) {
        v.Equal(Instances(t), instances, "instances");
        v.Equal(LeftOutText(t), "", "left out");
    });
}

const std::vector<Row> ROWS{
    Balances("a pool that is a resource of its own is one of its load balancer",
             Balancer() + "," + Pool("lb/p") + "," + BEHIND,
             "10.0.0.4 "),
    With("a pool given inside its load balancer and again as its child is one",
         Balancer(R"("backendAddressPools": [{"name": "p"}], )") + "," + Pool("lb/P") + "," +
             BEHIND,
         [](Verdict& v, const Topology& t) {
             v.Equal(Names(t.loadBalancers.at(0).backendAddressPools), "p", "pools");
         }),
    Balances("a pool by address has the interface with it, which has no other word of the pool",
             Balancer() + "," + INTERFACE + "," + Pool("lb/p", Address("10.0.0.4", "v")),
             "10.0.0.4 "),
    Balances("so has one inside its load balancer",
             Balancer(R"("backendAddressPools": [{"name": "p", "properties": {
                 "loadBalancerBackendAddresses": [)" +
                      Address("10.0.0.4") + "]}}], ") +
                 "," + INTERFACE,
             "10.0.0.4 "),
    With("the network that is named decides between two interfaces of one address",
         OTHER + "," + OtherInterface() + "," + Balancer() + "," + INTERFACE + "," +
             Pool("lb/p", Address("10.0.0.4", "v")),
         [](Verdict& v, const Topology& t) {
             const auto pools = [&](size_t nic) {
                 return test::Words(t.networkInterfaces.at(nic)
                                        .ipConfigurations.at(0)
                                        .loadBalancerBackendAddressPools);
             };
             v.Equal(t.networkInterfaces.at(0).name + ": " + pools(0), "other: ", "in w");
             v.Equal(t.networkInterfaces.at(1).name + ": " + pools(1), "n: lb/p", "in v");
         }),
    Balances("an interface that names the pool and whose address it names is there once",
             Balancer() + "," + BEHIND + "," + Pool("lb/p", Address("10.0.0.4", "v")),
             "10.0.0.4 "),
    With("an address that no interface has is left out",
         Balancer() + "," + INTERFACE + "," + Pool("lb/p", Address("10.0.0.99", "v")),
         [](Verdict& v, const Topology& t) {
             v.Equal(Instances(t), "", "instances");
             v.True(Contains(LeftOutText(t),
                             "lb/p Microsoft.Network/loadBalancers/backendAddressPools pool "
                             "\"p\": address 10.0.0.99 (no network interface of this template "
                             "has it)"),
                    LeftOutText(t));
         }),
    With("so is one in a network of elsewhere",
         Balancer() + "," + INTERFACE + "," + Pool("lb/p", Address("10.0.0.4", "far")),
         [](Verdict& v, const Topology& t) {
             v.Equal(Instances(t), "", "instances");
             v.True(Contains(LeftOutText(t), "(\"far\" is not in this template)"), LeftOutText(t));
         }),
    With("and a pool whose load balancer is not here",
         INTERFACE + "," + Pool("far/p"),
         [](Verdict& v, const Topology& t) {
             v.True(Contains(LeftOutText(t), "does not describe its parent \"far\""),
                    LeftOutText(t));
         }),
    {"what is no address is refused with its place",
     CLAUSE,
     [](Verdict& v) {
         const auto faults = FaultsOf(TemplateOf("[" + NETWORK + "," + Balancer() + "," +
                                                 Pool("lb/p", Address("10.0.0.400")) + "]"));
         v.True(Contains(faults,
                         "properties.loadBalancerBackendAddresses[0].properties.ipAddress: "
                         "\"10.0.0.400\" is no IP address"),
                faults);
     }},
};

V6LAB_SUITE("v6lab-arm-pools", ROWS);

} // namespace
