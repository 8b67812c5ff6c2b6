// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balanced-cloud.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

const std::string LB = "loadBalancers[0]";
const std::string RULE = LB + ".loadBalancingRules[0]";
const std::string MEMBER = "networkInterfaces[0].ipConfigurations[0]";

Topology
Two()
{
    return Pool(2);
}

LoadBalancer&
Lb(Topology& t)
{
    return t.loadBalancers[0];
}

/** The pool behind a public frontend, with an outbound rule. */
Topology
Public()
{
    Topology t = Pool(1);
    t.publicIPAddresses = {{"pip4", "IPv4", "192.0.2.80", "Standard"}};
    Lb(t).frontendIPConfigurations = {{"front4", "", "IPv4", "", "pip4"}};
    Lb(t).loadBalancingRules.resize(1);
    Lb(t).loadBalancingRules[0].disableOutboundSnat = true;
    OutboundRule rule;
    rule.name = "out";
    rule.frontendIPConfigurations = {"front4"};
    rule.backendAddressPool = "pool4";
    Lb(t).outboundRules = {rule};
    return t;
}

Topology
Nat()
{
    Topology t = Pool(1);
    t.loadBalancers.clear();
    for (auto& configuration : t.networkInterfaces[0].ipConfigurations)
    {
        configuration.loadBalancerBackendAddressPools.clear();
    }
    t.publicIPAddresses = {{"nat4", "IPv4", "192.0.2.50", "Standard"}};
    t.publicIPPrefixes = {{"block", "IPv4", 30, "192.0.2.64/30"}};
    NatGateway gateway;
    gateway.name = "natgw";
    gateway.publicIpAddresses = {"nat4"};
    gateway.publicIpPrefixes = {"block"};
    t.natGateways = {gateway};
    t.virtualNetworks[0].subnets[0].natGateway = "natgw";
    return t;
}

const std::vector<Row> ROWS{
    Accepted(
        "an internal load balancer of both IP versions",
        "L4",
        [](Topology&) {},
        Two),
    Accepted(
        "a public one with an outbound rule",
        "R20",
        [](Topology&) {},
        Public),
    Accepted(
        "a NAT gateway with an address and a prefix",
        "R20",
        [](Topology&) {},
        Nat),
    Accepted(
        "outages one after the other",
        "L3",
        [](Topology& t) {
            t.virtualMachines[0].outages = {{"1s", "2s"}, {"2s", ""}};
        },
        Two),
    Refused(
        "an outage that ends before it begins",
        "",
        "virtualMachines[0].outages[0].to",
        "",
        [](Topology& t) {
            t.virtualMachines[0].outages = {{"2s", "1s"}};
        },
        Two),
    Refused(
        "an outage behind one without end",
        "",
        "virtualMachines[0].outages[1].from",
        "",
        [](Topology& t) {
            t.virtualMachines[0].outages = {{"1s", ""}, {"5s", ""}};
        },
        Two),
    Refused(
        "a frontend in a subnet that does not exist",
        "",
        LB + ".frontendIPConfigurations[0].subnet",
        "InvalidResourceReference",
        [](Topology& t) { Lb(t).frontendIPConfigurations[0].subnet = "a/nowhere"; },
        Two),
    Refused(
        "a frontend with subnet and public address",
        "L4",
        LB + ".frontendIPConfigurations[0]",
        "",
        [](Topology& t) { Lb(t).frontendIPConfigurations[0].publicIPAddress = "pip"; },
        Two),
    Refused(
        "a frontend's address outside its subnet",
        "A5",
        LB + ".frontendIPConfigurations[0].privateIPAddress",
        "PrivateIPAddressNotInSubnet",
        [](Topology& t) { Lb(t).frontendIPConfigurations[0].privateIPAddress = "10.1.9.9"; },
        Two),
    Refused(
        "a frontend's address that Azure keeps",
        "A3",
        LB + ".frontendIPConfigurations[0].privateIPAddress",
        "PrivateIPAddressInReservedRange",
        [](Topology& t) { Lb(t).frontendIPConfigurations[0].privateIPAddress = "10.1.0.1"; },
        Two),
    Refused(
        "a frontend with the address of an interface",
        "",
        LB + ".frontendIPConfigurations[0].privateIPAddress",
        "PrivateIPAddressIsAllocated",
        [](Topology& t) {
            t.networkInterfaces[0].ipConfigurations[0].privateIPAddress = "10.1.0.100";
        },
        Two),
    Refused(
        "a rule of a pool that does not exist",
        "",
        RULE + ".backendAddressPool",
        "InvalidResourceReference",
        [](Topology& t) { Lb(t).loadBalancingRules[0].backendAddressPool = "none"; },
        Two),
    Refused(
        "a rule that mixes IP versions",
        "A8, L4",
        RULE,
        "",
        [](Topology& t) {
            Lb(t).loadBalancingRules.resize(1);
            Lb(t).loadBalancingRules[0].backendAddressPool = "pool6";
        },
        Two),
    Refused(
        "floating IP for IPv6 on an internal load balancer",
        "L6",
        LB + ".loadBalancingRules[1].enableFloatingIP",
        "",
        [](Topology& t) { Lb(t).loadBalancingRules[1].enableFloatingIP = true; },
        Two),
    Refused(
        "an idle timeout of more than 30 minutes",
        "",
        RULE + ".idleTimeoutInMinutes",
        "",
        [](Topology& t) { Lb(t).loadBalancingRules[0].idleTimeoutInMinutes = 31; },
        Two),
    Refused(
        "HA ports on a public load balancer",
        "L5",
        RULE + ".protocol",
        "",
        [](Topology& t) {
            auto& rule = Lb(t).loadBalancingRules[0];
            rule.protocol = "All";
            rule.frontendPort = rule.backendPort = 0;
        },
        Public),
    Refused(
        "a pool that does not exist",
        "",
        MEMBER + ".loadBalancerBackendAddressPools[0]",
        "InvalidResourceReference",
        [](Topology& t) {
            t.networkInterfaces[0].ipConfigurations[0].loadBalancerBackendAddressPools = {"lb/x"};
        },
        Two),
    Refused(
        "two machines behind one inbound NAT rule",
        "",
        "networkInterfaces[1].ipConfigurations[0].loadBalancerInboundNatRules[0]",
        "",
        [](Topology& t) {
            InboundNatRule rule;
            rule.name = "ssh";
            rule.frontendIPConfiguration = "front4";
            rule.protocol = "Tcp";
            rule.frontendPort = 5001;
            rule.backendPort = 22;
            Lb(t).inboundNatRules = {rule};
            for (size_t i = 0; i < 2; ++i)
            {
                t.networkInterfaces[i].ipConfigurations[0].loadBalancerInboundNatRules = {"lb/ssh"};
            }
        },
        Two),
    Refused(
        "instances of two virtual networks",
        "L4",
        "networkInterfaces[3].ipConfigurations[0].loadBalancerBackendAddressPools[0]",
        "",
        [](Topology& t) {
            t.virtualNetworks.push_back(
                test::Network("b", {"10.2.0.0/16"}, {test::Part("s", {"10.2.0.0/24"})}));
            auto nic = Nic("far", "b/s", std::vector<std::string>{""});
            nic.ipConfigurations[0].loadBalancerBackendAddressPools = {"lb/pool4"};
            AddMachine(t, nic);
        },
        Two),
    Refused(
        "a Basic public address on a Standard load balancer",
        "",
        LB + ".frontendIPConfigurations[0].publicIPAddress",
        "DifferentSkuLoadBalancersAndPublicIPAddressNotAllowed",
        [](Topology& t) { t.publicIPAddresses[0].sku = "Basic"; },
        Public),
    Refused(
        "a public address that an interface has",
        "",
        LB + ".frontendIPConfigurations[0].publicIPAddress",
        "PublicIPAddressInUse",
        [](Topology& t) { t.networkInterfaces[1].ipConfigurations[0].publicIPAddress = "pip4"; },
        Public),
    Refused(
        "a balancing rule that translates sources beside an outbound rule of its frontend",
        "R20",
        LB + ".outboundRules[0]",
        "LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIsReferencedBy"
        "OutboundRule",
        [](Topology& t) { Lb(t).loadBalancingRules[0].disableOutboundSnat = false; },
        Public),
    Refused(
        "more ports than the frontends have",
        "",
        LB + ".outboundRules[0].allocatedOutboundPorts",
        "SpecifiedAllocatedOutboundPortsForOutboundRuleIsNotAMultipleOfEight",
        [](Topology& t) { Lb(t).outboundRules[0].allocatedOutboundPorts = 1001; },
        Public),
    Refused(
        "a Gateway load balancer",
        "",
        LB + ".sku",
        "",
        [](Topology& t) { Lb(t).sku = "Gateway"; },
        Two),
    Refused(
        "a subnet with a NAT gateway that does not exist",
        "",
        "virtualNetworks[0].subnets[1].natGateway",
        "InvalidResourceReference",
        [](Topology& t) { t.virtualNetworks[0].subnets[1].natGateway = "other"; },
        Nat),
    {"StandardV2 before 2026",
     "G4",
     [](Verdict& v) {
         Topology t = Nat();
         t.azure = "2023";
         t.natGateways[0].sku = "StandardV2";
         t.natGateways[0].publicIpPrefixes.clear();
         t.publicIPAddresses[0].sku = "StandardV2";
         const std::string faults = Shown(Validate(t));
         v.True(faults.find("natGateways[0].sku (natgw): StandardV2 came in 2026 [G4]") == 0,
                faults);
     }},
    Refused(
        "IPv6 at a Standard NAT gateway",
        "G4",
        "natGateways[0].publicIpAddresses[1]",
        "",
        [](Topology& t) {
            t.publicIPAddresses.push_back({"nat6", "IPv6", "2001:db8:ffff::50", "Standard"});
            t.natGateways[0].publicIpAddresses = {"nat4", "nat6"};
            t.natGateways[0].publicIpPrefixes.clear();
        },
        Nat),
    Refused(
        "a public IP prefix that is too long",
        "",
        "publicIPPrefixes[0].prefixLength",
        "",
        [](Topology& t) {
            t.publicIPPrefixes[0].prefixLength = 27;
            t.publicIPPrefixes[0].ipPrefix = "192.0.2.64/27";
        },
        Nat),
};

V6LAB_SUITE("v6lab-topology-validate-balancers", ROWS);

} // namespace
