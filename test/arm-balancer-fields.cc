// SPDX-License-Identifier: GPL-2.0-only
// Every property of load balancers and NAT gateways that the import reads, with values that are no
// defaults.
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::ImportText;
using test::Row;
using test::TemplateOf;
using test::Verdict;
using test::Words;

namespace
{

constexpr const char* SYNTAX = "ARM template reference: Microsoft.Network/loadBalancers";

/** Public frontend "front" and internal frontend "inner", a pool, and a rule of each kind. */
constexpr const char* RESOURCES = R"([
 {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
  "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
  "subnets": [{"name": "s", "properties": {"addressPrefix": "10.0.1.0/24"}}]}},
 {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "pip",
  "sku": {"name": "Standard"}, "properties": {"publicIPAllocationMethod": "Static"}},
 {"type": "Microsoft.Network/publicIPPrefixes", "apiVersion": "2025-01-01", "name": "block",
  "sku": {"name": "StandardV2"}, "properties": {"prefixLength": 30}},
 {"type": "Microsoft.Network/natGateways", "apiVersion": "2025-01-01", "name": "natgw",
  "sku": {"name": "StandardV2"}, "properties": {"idleTimeoutInMinutes": 10, "publicIpPrefixes": [
  {"id": "[resourceId('Microsoft.Network/publicIPPrefixes', 'block')]"}]}},
 {"type": "Microsoft.Network/loadBalancers", "apiVersion": "2023-09-01", "name": "lb",
  "sku": {"name": "Standard"}, "properties": {
  "frontendIPConfigurations": [
   {"name": "front", "properties": {"publicIPAddress": {"id":
    "[resourceId('Microsoft.Network/publicIPAddresses', 'pip')]"}}},
   {"name": "inner", "properties": {"privateIPAddress": "10.0.1.100", "subnet": {"id":
    "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')]"}}}],
  "backendAddressPools": [{"name": "pool"}, {"name": "other"}],
  "probes": [{"name": "alive", "properties": {"protocol": "http", "port": 8080,
   "requestPath": "/health", "intervalInSeconds": 15, "numberOfProbes": 4,
   "noHealthyBackendsBehavior": "allprobedup"}}],
  "loadBalancingRules": [
   {"name": "web", "properties": {
    "frontendIPConfiguration": {"id": "[resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', 'front')]"},
    "backendAddressPool": {"id": "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'pool')]"},
    "probe": {"id": "[resourceId('Microsoft.Network/loadBalancers/probes', 'lb', 'alive')]"},
    "protocol": "tcp", "frontendPort": 80, "backendPort": 8080, "loadDistribution": "sourceip",
    "idleTimeoutInMinutes": 9, "enableFloatingIP": true, "enableTcpReset": true,
    "disableOutboundSnat": true}},
   {"name": "list", "properties": {
    "frontendIPConfiguration": {"id": "[resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', 'front')]"},
    "backendAddressPools": [{"id": "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'other')]"}],
    "protocol": "udp", "frontendPort": 53, "backendPort": 53}}],
  "outboundRules": [{"name": "out", "properties": {
   "frontendIPConfigurations": [{"id": "[resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', 'front')]"}],
   "backendAddressPool": {"id": "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'pool')]"},
   "protocol": "tcp", "allocatedOutboundPorts": 1024, "idleTimeoutInMinutes": 15,
   "enableTcpReset": true}}]}},
 {"type": "Microsoft.Network/loadBalancers/inboundNatRules", "apiVersion": "2023-09-01",
  "name": "lb/ssh", "properties": {
  "frontendIPConfiguration": {"id": "[resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', 'front')]"},
  "protocol": "tcp", "frontendPort": 2222, "backendPort": 22, "idleTimeoutInMinutes": 7,
  "enableFloatingIP": true, "enableTcpReset": true}}])";

Topology
Imported(Verdict& v)
{
    std::string faults;
    const auto topology = ImportText(TemplateOf(RESOURCES), faults);
    v.Equal(faults, "", "faults of the import");
    return topology;
}

void
Probes(Verdict& v)
{
    const auto probe = Imported(v).loadBalancers.at(0).probes.at(0);
    v.Equal(probe.protocol, "Http", "protocol");
    v.Equal(probe.port, uint16_t{8080}, "port");
    v.Equal(probe.requestPath, "/health", "requestPath");
    v.Equal(probe.intervalInSeconds, 15u, "intervalInSeconds");
    v.Equal(probe.numberOfProbes, 4u, "numberOfProbes");
    v.Equal(probe.noHealthyBackendsBehavior, "AllProbedUp", "noHealthyBackendsBehavior");
}

void
Rules(Verdict& v)
{
    const auto lb = Imported(v).loadBalancers.at(0);
    v.Equal(lb.frontendIPConfigurations.at(1).privateIPAddress, "10.0.1.100", "privateIPAddress");
    const auto& rule = lb.loadBalancingRules.at(0);
    v.Equal(rule.frontendIPConfiguration, "front", "frontend");
    v.Equal(rule.backendAddressPool, "pool", "pool");
    v.Equal(rule.probe, "alive", "probe");
    v.Equal(rule.protocol, "Tcp", "protocol");
    v.Equal(rule.frontendPort, uint16_t{80}, "frontendPort");
    v.Equal(rule.backendPort, uint16_t{8080}, "backendPort");
    v.Equal(rule.loadDistribution, "SourceIP", "loadDistribution");
    v.Equal(rule.idleTimeoutInMinutes, 9u, "idleTimeoutInMinutes");
    v.True(rule.enableFloatingIP, "enableFloatingIP");
    v.True(rule.enableTcpReset, "enableTcpReset");
    v.True(rule.disableOutboundSnat, "disableOutboundSnat");
    v.Equal(lb.loadBalancingRules.at(1).backendAddressPool, "other", "pool of a list of one");
}

void
NatRules(Verdict& v)
{
    const auto lb = Imported(v).loadBalancers.at(0);
    v.Equal(lb.inboundNatRules.size(), size_t{1}, "rules");
    const auto& rule = lb.inboundNatRules.at(0);
    v.Equal(rule.name, "ssh", "name of a child resource");
    v.Equal(rule.frontendIPConfiguration, "front", "frontend");
    v.Equal(rule.frontendPort, uint16_t{2222}, "frontendPort");
    v.Equal(rule.backendPort, uint16_t{22}, "backendPort");
    v.Equal(rule.idleTimeoutInMinutes, 7u, "idleTimeoutInMinutes");
    v.True(rule.enableFloatingIP, "enableFloatingIP");
    v.True(rule.enableTcpReset, "enableTcpReset");
}

void
OutboundRules(Verdict& v)
{
    const auto lb = Imported(v).loadBalancers.at(0);
    v.Equal(lb.outboundRules.size(), size_t{1}, "rules");
    const auto& rule = lb.outboundRules.at(0);
    v.Equal(rule.name, "out", "name");
    v.Equal(Words(rule.frontendIPConfigurations), "front", "frontends");
    v.Equal(rule.backendAddressPool, "pool", "pool");
    v.Equal(rule.protocol, "Tcp", "protocol");
    v.Equal(rule.allocatedOutboundPorts, 1024u, "allocatedOutboundPorts");
    v.Equal(rule.idleTimeoutInMinutes, 15u, "idleTimeoutInMinutes");
    v.True(rule.enableTcpReset, "enableTcpReset");
}

void
Gateways(Verdict& v)
{
    const auto t = Imported(v);
    v.Equal(t.publicIPPrefixes.at(0).sku, "StandardV2", "SKU of the prefix");
    v.Equal(t.natGateways.at(0).sku, "StandardV2", "SKU of the gateway");
    v.Equal(t.natGateways.at(0).idleTimeoutInMinutes, 10u, "idleTimeoutInMinutes");
    v.Equal(Words(t.natGateways.at(0).publicIpPrefixes), "block", "prefixes");
}

const std::vector<Row> ROWS{
    {"a probe", SYNTAX, Probes},
    {"frontends and balancing rules", SYNTAX, Rules},
    {"an inbound NAT rule that is a resource of its own", SYNTAX, NatRules},
    {"an outbound rule", SYNTAX, OutboundRules},
    {"a NAT gateway and its prefix", SYNTAX, Gateways},
};

V6LAB_SUITE("v6lab-arm-balancer-fields", ROWS);

} // namespace
