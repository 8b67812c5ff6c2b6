// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/loadBalancers, natGateways and publicIPPrefixes.
#include "helper/install/azure-plan.h"
#include "helper/topology/frontend-calls.h"
#include "helper/topology/validate.h"
#include "test/support/arm.h"
#include "test/support/balanced-cloud.h"
#include "test/support/source-folder.h"

#include <filesystem>

using namespace ns3::v6lab;
using test::CloudRun;
using test::Contains;
using test::ImportText;
using test::LeftOutText;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

namespace fs = std::filesystem;

const fs::path REAL = fs::path(test::SourceFolder()) / ".." / "shared" / "azure-templates";

/** "lb Standard: 10.0.0.5; Tcp 80 to 80 over 1" for each load balancer as it is planned. */
std::string
Planned(const Topology& topology)
{
    std::string text;
    const auto plan = PlanAzure(topology);
    for (size_t i = 0; i < plan.estate.loadBalancers.size(); ++i)
    {
        const auto& settings = plan.estate.loadBalancers[i].settings;
        text += topology.loadBalancers[i].name + " " + topology.loadBalancers[i].sku + ":";
        for (const auto& frontend : settings.frontends)
        {
            text += " " + frontend.address.ToString();
        }
        for (const auto& rule : settings.rules)
        {
            text += "; " + rule.name + " " + std::to_string(rule.frontendPort) + " to " +
                    std::to_string(rule.backendPort) + " over " +
                    std::to_string(settings.pools[rule.pool].members.size());
        }
        text += "\n";
    }
    return text;
}

/** A template of Azure's quick start gallery: how it is planned, and that it runs. */
Row
Real(const std::string& name, const std::string& planned)
{
    if (!fs::exists(REAL))
    {
        return test::Skipped("the template " + name + " is valid, planned and runs", REAL.string());
    }
    return {"the template " + name + " is valid, planned and runs",
            "azure-templates",
            [=](Verdict& v) {
                const Topology t =
                    ImportArm((REAL / name / "azuredeploy.json").string(), std::nullopt);
                for (const auto& fault : Validate(t))
                {
                    v.True(false, ToString(fault));
                }
                v.Equal(Planned(t), planned, "plan");
                CloudRun run(t);
                run.Run(20);
                for (const auto& instance : run.In().fabric->GetProber()
                                                ? run.In().fabric->GetProber()->GetInstances()
                                                : std::vector<HealthProber::Instance>())
                {
                    v.True(instance.health.IsUp(), instance.member.address.ToString() + " is down");
                }
            }};
}

constexpr const char* NAT =
    R"({"type": "Microsoft.Network/publicIPPrefixes", "apiVersion": "2023-09-01", "name": "block",
        "sku": {"name": "Standard"}, "properties": {"prefixLength": 31}},
       {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": "pip",
        "sku": {"name": "standard"}, "properties": {"publicIPAllocationMethod": "Static"}},
       {"type": "Microsoft.Network/natGateways", "apiVersion": "2023-09-01", "name": "gw",
        "sku": {"name": "Standard"}, "properties": {"idleTimeoutInMinutes": 10,
        "publicIpAddresses": [{"id": "[resourceId('Microsoft.Network/publicIPAddresses', 'pip')]"}],
        "publicIpPrefixes": [{"id": "[resourceId('Microsoft.Network/publicIPPrefixes', 'block')]"}]}},
       {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "a",
        "properties": {"addressPrefix": "10.0.0.0/24", "natGateway": {"id":
        "[resourceId('Microsoft.Network/natGateways', 'gw')]"}}}]}})";

constexpr const char* ALL_BEHIND =
    R"({"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01", "name": "v",
        "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
        "subnets": [{"name": "a", "properties": {"addressPrefix": "10.0.0.0/24"}}]}},
       {"type": "Microsoft.Network/loadBalancers", "apiVersion": "2023-09-01", "name": "lb",
        "sku": {"name": "Standard"}, "properties": {"frontendIPConfigurations": [{"name": "f",
        "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]"}}}],
        "backendAddressPools": [{"name": "p"}], "loadBalancingRules": [{"name": "r", "properties": {
        "frontendIPConfiguration": {"id":
        "[resourceId('Microsoft.Network/loadBalancers/frontendIPConfigurations', 'lb', 'f')]"},
        "backendAddressPool": {"id":
        "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'p')]"},
        "protocol": "Tcp", "frontendPort": 80, "backendPort": 80}}]}},
       {"type": "Microsoft.Network/networkInterfaces", "apiVersion": "2023-09-01", "name": "n",
        "properties": {"ipConfigurations": [{"name": "c", "properties": {"subnet": {"id":
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]"},
        "loadBalancerBackendAddressPools": [{"id":
        "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'p')]"}]}}]}})";

/** "from > to family port; " of the workloads that call a load balancer. */
std::string
Calls(const Topology& topology)
{
    std::string text;
    for (const auto& one : topology.workloads)
    {
        if (one.to == topology.loadBalancers.at(0).name)
        {
            text += one.from + " > " + one.to + " " + one.family + " " + std::to_string(one.port) +
                    "; ";
        }
    }
    return text;
}

const std::vector<Row> ROWS{
    Real("101-internal-loadbalancer-create",
         "myLoadBalancer Standard: 10.0.0.5; myHTTPRule 80 to 80 over 1\n"),
    Real("101-internal-loadbalancer-create-haports",
         "myLoadBalancer Standard: 10.0.0.5; myHARule 0 to 0 over 1\n"),
    Real("201-load-balancer-ipv6-create",
         "myIPv4IPv6LB Basic: 192.0.2.1 2001:db8:ffff:ffff::1; LBRuleIPv4 80 to 80 over 2; "
         "LBRuleIPv6 80 to 8080 over 0; RDP-VM0 50001 to 3389 over 1; RDP-VM1 50002 to 3389 over "
         "1\n"),
    Real("ipv6-in-vnet",
         "loadBalancer Basic: 192.0.2.3 2001:db8:ffff:ffff::1; lbrule 80 to 80 over 2; lbrule-v6 "
         "80 to 80 over 2\n"),
    {"a tier that spans regions is left out, by name; the regional one is what is simulated",
     "ARM template reference: sku.tier",
     [](Verdict& v) {
         for (const std::string type :
              {"loadBalancers", "natGateways", "publicIPPrefixes", "publicIPAddresses"})
         {
             const auto left = [&](const std::string& tier) {
                 std::string faults;
                 const std::string one = R"([{"type": "Microsoft.Network/)" + type +
                                         R"(", "apiVersion": "2023-09-01", "name": "x",
                     "sku": {"name": "Standard", "tier": )" +
                                         tier + R"(}, "properties": {"prefixLength": 31}}])";
                 return LeftOutText(ImportText(TemplateOf(one), faults));
             };
             const std::string what = "x Microsoft.Network/" + type + " sku.tier (Global)";
             v.True(Contains(left("\"Global\""), what), left("\"Global\""));
             v.True(!Contains(left("\"regional\""), "sku"), left("\"regional\""));
         }
     }},
    {"an internal frontend is called by machines that are not behind it, on its rule's port",
     "L7",
     [](Verdict& v) {
         Topology t = test::Pool(2);
         t.loadBalancers[0].loadBalancingRules[1].frontendPort = 81;
         AddFrontendCalls(t);
         v.Equal(Calls(t), "client > lb v4 80; client > lb v6 81; ", "calls");
         CloudRun run(t);
         run.Run(8);
         v.Equal(ToWord(run.Flow(1).outcome), std::string("delivered"), "IPv4");
         v.Equal(ToWord(run.Flow(2).outcome), std::string("delivered"), "IPv6");
     }},
    {"a public frontend is called from the internet, over the versions that both have",
     "S4",
     [](Verdict& v) {
         Topology t = test::Pool(1);
         auto& front = t.loadBalancers[0].frontendIPConfigurations;
         front[0].publicIPAddress = "four";
         front[1].publicIPAddress = "six";
         OutsideNode user;
         user.name = "user";
         user.internet = InternetAttachment{{"198.51.100.9"}, {}};
         t.nodes = {user};
         AddFrontendCalls(t);
         v.Equal(Calls(t), "user > lb v4 80; ", "calls");
     }},
    {"HA ports are called on port 80, rules for UDP not at all, by 60 machines at most",
     "L5",
     [](Verdict& v) {
         Topology t = test::Pool(1);
         t.loadBalancers[0].loadBalancingRules[0].protocol = "All";
         t.loadBalancers[0].loadBalancingRules[0].frontendPort = 0;
         t.loadBalancers[0].loadBalancingRules[1].protocol = "Udp";
         Topology many = t;
         AddFrontendCalls(t);
         v.Equal(Calls(t), "client > lb v4 80; ", "calls");
         for (int i = 0; i < 120; ++i)
         {
             test::AddMachine(many, test::Nic("more" + std::to_string(i), "a/out", {""}));
         }
         AddFrontendCalls(many);
         v.Equal(many.workloads.size(), 41u, "each third of 121");
     }},
    {"a template whose machines are all behind a load balancer gets one that calls it",
     "L7",
     [](Verdict& v) {
         std::string faults;
         const Topology t = ImportText(TemplateOf("[" + std::string(ALL_BEHIND) + "]"), faults);
         v.Equal(faults, "", "faults");
         v.True(Contains(Calls(t), "v-a-probe > lb v4 80; "), Calls(t));
         v.True(!Contains(Calls(t), "n-vm > lb"), "an instance does not call its own");
         v.True(Contains(test::Words(t.assumptions), "\"v-a-probe\" calls it"), "assumed");
     }},
    {"a NAT gateway with address and prefix, and the subnet that names it",
     "ARM template reference: natGateways",
     [](Verdict& v) {
         std::string faults;
         const Topology t = test::ImportText(TemplateOf("[" + std::string(NAT) + "]"), faults);
         v.Equal(faults, "", "faults");
         v.Equal(t.natGateways.size(), 1u, "gateways");
         v.Equal(t.natGateways.at(0).idleTimeoutInMinutes, 10u, "timeout");
         v.Equal(t.virtualNetworks.at(0).subnets.at(0).natGateway, "gw", "subnet");
         v.Equal(PlanAzure(t).estate.natGateways.at(0).settings.publicAddresses.size(),
                 3u,
                 "addresses");
         v.Equal(Validate(t).size(), 0u, "faults");
     }},
};

V6LAB_SUITE("v6lab-arm-balancers", ROWS);

} // namespace
