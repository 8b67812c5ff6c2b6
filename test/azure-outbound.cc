// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/outbound-method.h"
#include "model/core/outbound/outbound-rule.h"
#include "model/core/packet-facts.h"
#include "test/support/azure.h"
#include "test/support/table.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::NatGatewaySettings;
using azure::NatGatewaySku;
using azure::OutboundChoices;
using azure::OutboundRuleSettings;

namespace
{

std::string
Chosen(Family family, const OutboundChoices& choices)
{
    return ToWord(ChooseOutbound(family, choices, azure::Assumptions().outboundOrder));
}

OutboundRuleSettings
Rule(uint32_t ports, size_t frontends = 1)
{
    OutboundRuleSettings rule;
    rule.allocatedOutboundPorts = ports;
    for (size_t i = 0; i < frontends; ++i)
    {
        rule.frontends.push_back(Address("192.0.2.1").Plus(i));
    }
    return rule;
}

std::string
FirstWord(const OutboundRuleSettings& rule, uint32_t instances)
{
    const auto faults = FindFaults(rule, instances);
    return faults.empty() ? "accepted" : faults[0].word;
}

NatGatewaySettings
Gateway(NatGatewaySku sku, size_t v4, size_t v6, int year = 2026)
{
    NatGatewaySettings settings;
    settings.sku = sku;
    settings.year = year;
    for (size_t i = 0; i < v4; ++i)
    {
        settings.publicAddresses.push_back(Address("192.0.2.1").Plus(i));
    }
    for (size_t i = 0; i < v6; ++i)
    {
        settings.publicAddresses.push_back(Address("2001:db8:ffff::1").Plus(i));
    }
    return settings;
}

std::string
FirstFault(const NatGatewaySettings& settings)
{
    const auto faults = FindFaults(settings);
    return faults.empty() ? "accepted" : ToString(faults[0]);
}

const std::vector<Row> METHODS{
    {"of all methods the first in Azure's order is taken, in both IP versions",
     "R20",
     [](Verdict& v) {
         for (const Family family : {Family::V4, Family::V6})
         {
             OutboundChoices choices{true, true, true, false, false};
             v.Equal(Chosen(family, choices), "nat-gateway", "all");
             choices.natGateway = false;
             v.Equal(Chosen(family, choices), "public-address", "without NAT gateway");
             choices.publicAddress = false;
             v.Equal(Chosen(family, choices), "outbound-rule", "without public address");
         }
     }},
    {"default outbound access is for IPv4 in subnets that are not private",
     "R20",
     [](Verdict& v) {
         OutboundChoices choices;
         v.Equal(Chosen(Family::V4, choices), "default-outbound", "IPv4");
         v.Equal(Chosen(Family::V6, choices), "none", "IPv6");
         choices.privateSubnet = true;
         v.Equal(Chosen(Family::V4, choices), "none", "private subnet");
     }},
    {"explicit methods work in private subnets",
     "R20",
     [](Verdict& v) {
         OutboundChoices choices;
         choices.privateSubnet = true;
         choices.natGateway = true;
         v.Equal(Chosen(Family::V4, choices), "nat-gateway", "NAT gateway");
     }},
    {"an internal Standard load balancer gives no outbound and takes the default away",
     "L5, R20",
     [](Verdict& v) {
         OutboundChoices choices;
         choices.internalPool = true;
         v.Equal(Chosen(Family::V4, choices), "none", "alone");
         choices.publicAddress = true;
         v.Equal(Chosen(Family::V4, choices), "public-address", "with a public address");
     }},
    {"subnets are private by default with API versions after 2026-03-31",
     "D9",
     [](Verdict& v) {
         v.True(!azure::DefaultsToPrivateSubnet("2024-05-01"), "before");
         v.True(!azure::DefaultsToPrivateSubnet("2026-03-31"), "the day itself");
         v.True(!azure::DefaultsToPrivateSubnet("2026-03-31-preview"), "its preview");
         v.True(azure::DefaultsToPrivateSubnet("2026-04-01"), "after");
         v.True(azure::DefaultsToPrivateSubnet("2027-01-01-preview"), "much later");
     }},
};

const std::vector<Row> RULES{
    {"default ports follow the size of the pool",
     "R20",
     [](Verdict& v) {
         const std::vector<std::pair<uint32_t, uint32_t>> table{{1, 1024},
                                                                {50, 1024},
                                                                {51, 512},
                                                                {100, 512},
                                                                {101, 256},
                                                                {200, 256},
                                                                {201, 128},
                                                                {400, 128},
                                                                {401, 64},
                                                                {800, 64},
                                                                {801, 32},
                                                                {1000, 32}};
         for (const auto& [instances, ports] : table)
         {
             v.Equal(PortsPerInstance(Rule(0), instances), ports, std::to_string(instances));
         }
     }},
    {"the table is a setting",
     "R20",
     [](Verdict& v) {
         auto rule = Rule(0);
         rule.tiers = {{10, 80}, {20, 40}};
         v.Equal(PortsPerInstance(rule, 10), 80u, "10");
         v.Equal(PortsPerInstance(rule, 11), 40u, "11");
     }},
    {"no two instances share a port, and all ports are among the frontends' 64,000",
     "R20",
     [](Verdict& v) {
         const auto rule = Rule(10000, 2);
         std::set<std::pair<int, int>> seen;
         for (uint32_t instance = 0; instance < 12; ++instance)
         {
             uint32_t count = 0;
             for (const auto& span : AllotmentOf(rule, 12, instance))
             {
                 for (const auto& ports : span.ports.Get())
                 {
                     v.True(ports.first >= 1024 && ports.last < 1024 + 64000, "in range");
                     for (int port = ports.first; port <= ports.last; ++port)
                     {
                         v.True(seen.emplace(span.address, port).second, "shared port");
                         ++count;
                     }
                 }
             }
             v.Equal(count, 10000u, "ports of an instance");
         }
         v.Equal(seen.size(), 120000u, "ports in all");
     }},
    {"a pool that outgrew its frontends leaves the last instances without ports",
     "R20",
     [](Verdict& v) {
         auto rule = Rule(0);
         rule.tiers = {{100, 1024}};
         v.Equal(AllotmentOf(rule, 63, 61).size(), 1u, "62nd");
         v.Equal(AllotmentOf(rule, 63, 62).size(), 0u, "63rd");
     }},
    {"Azure's refusals of port numbers",
     "R20",
     [](Verdict& v) {
         const std::string base = "SpecifiedAllocatedOutboundPortsForOutboundRule";
         v.Equal(FirstWord(Rule(1001), 1), base + "IsNotAMultipleOfEight", "1001");
         v.Equal(FirstWord(Rule(64008, 2), 1),
                 base + "ExceedsTotalNumberOfAllowedPortsPerRule",
                 "64,008");
         v.Equal(FirstWord(Rule(10000), 7),
                 base + "ExceedsTotalNumberOfAvailablePorts",
                 "7 x 10,000 on one address");
         v.Equal(FirstWord(Rule(10000), 6), "accepted", "6 x 10,000");
         v.Equal(FirstWord(Rule(10000, 2), 7), "accepted", "7 x 10,000 on two addresses");
         v.Equal(FirstWord(Rule(32000), 2), "accepted", "2 x 32,000");
     }},
    {"frontends of both IP versions in one rule are refused, so are bad timeouts",
     "A8, L4",
     [](Verdict& v) {
         auto mixed = Rule(0);
         mixed.frontends.push_back(Address("2001:db8:ffff::1"));
         v.Equal(FindFaults(mixed, 1).at(0).rule, "A8, L4", "mixed");
         auto slow = Rule(0);
         slow.idleTimeoutInMinutes = 121;
         v.Equal(FindFaults(slow, 1).at(0).path, "idleTimeoutInMinutes", "121 minutes");
         slow.idleTimeoutInMinutes = 120;
         v.Equal(FindFaults(slow, 1).size(), 0u, "120 minutes");
     }},
    {"a rule for TCP translates no UDP, and none translates ICMP",
     "R20",
     [](Verdict& v) {
         auto rule = Rule(0);
         rule.protocol = azure::BalancedProtocol::Tcp;
         v.True(Translates(rule, protocol::TCP) && !Translates(rule, protocol::UDP), "TCP");
         rule.protocol = azure::BalancedProtocol::All;
         v.True(Translates(rule, protocol::UDP), "All");
         v.True(!Translates(rule, protocol::ICMPV4), "ICMP");
     }},
};

const std::vector<Row> GATEWAYS{
    {"2023: a NAT gateway carries IPv4 only, and StandardV2 does not exist",
     "G4, D4",
     [](Verdict& v) {
         const auto standard = azure::ProfileOf(NatGatewaySku::Standard, 2023);
         v.True(standard.exists && standard.v4 && !standard.v6 && !standard.nat64, "Standard");
         v.True(!azure::ProfileOf(NatGatewaySku::StandardV2, 2023).exists, "StandardV2");
         v.Equal(FirstFault(Gateway(NatGatewaySku::StandardV2, 1, 0, 2023)),
                 "sku: StandardV2 came in 2026 [G4]",
                 "fault");
     }},
    {"2026: StandardV2 carries IPv6 and NAT64, Standard still IPv4 only",
     "G4, D4",
     [](Verdict& v) {
         const auto v2 = azure::ProfileOf(NatGatewaySku::StandardV2, 2026);
         v.True(v2.v4 && v2.v6 && v2.nat64, "StandardV2");
         const auto standard = azure::ProfileOf(NatGatewaySku::Standard, 2026);
         v.True(standard.v4 && !standard.v6 && !standard.nat64, "Standard");
     }},
    {"16 addresses of each IP version, not 17",
     "G4",
     [](Verdict& v) {
         v.Equal(FirstFault(Gateway(NatGatewaySku::StandardV2, 16, 16)), "accepted", "16 + 16");
         v.Equal(FirstFault(Gateway(NatGatewaySku::StandardV2, 17, 0)),
                 "publicIpAddresses[16]: at most 16 addresses of an IP version [G4]",
                 "17 IPv4");
         v.Equal(FirstFault(Gateway(NatGatewaySku::StandardV2, 0, 17)),
                 "publicIpAddresses[16]: at most 16 addresses of an IP version [G4]",
                 "17 IPv6");
         v.Equal(FirstFault(Gateway(NatGatewaySku::Standard, 1, 1)),
                 "publicIpAddresses[1]: this SKU carries no IPv6 [G4]",
                 "IPv6 on Standard");
     }},
    {"an idle timeout is 4 to 120 minutes, and an address is needed",
     "R20",
     [](Verdict& v) {
         auto settings = Gateway(NatGatewaySku::Standard, 1, 0);
         settings.idleTimeoutInMinutes = 3;
         v.Equal(FirstFault(settings), "idleTimeoutInMinutes: 4 to 120 minutes", "3");
         settings.idleTimeoutInMinutes = 120;
         v.Equal(FirstFault(settings), "accepted", "120");
         v.Equal(FirstFault(Gateway(NatGatewaySku::Standard, 0, 0)),
                 "publicIpAddresses: without one nothing leaves [R20]",
                 "no address");
     }},
    {"64,512 ports for each address",
     "R20",
     [](Verdict& v) {
         uint32_t ports = 0;
         for (const auto& span : azure::EveryPort(16))
         {
             ports += span.ports.Count(Parity::Any);
         }
         v.Equal(ports, 16u * 64512u, "ports");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&METHODS, &RULES, &GATEWAYS})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-outbound", All());
