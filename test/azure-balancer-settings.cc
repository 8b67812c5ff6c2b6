// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balancer-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::BalancedProtocol;
using azure::LoadBalancerSettings;

namespace
{

using Edit = std::function<void(LoadBalancerSettings&)>;

std::string
FirstFault(const Edit& change)
{
    auto settings = WebBalancer();
    change(settings);
    try
    {
        azure::LoadBalancer balancer(settings);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "accepted";
}

/** The change is refused with a text that begins so, and has the word or rule. */
Row
Refused(const std::string& sentence,
        const std::string& rule,
        const std::string& path,
        const std::string& word,
        const Edit& change)
{
    return {sentence, rule, [=](Verdict& v) {
                const std::string text = FirstFault(change);
                v.Equal(text.substr(0, path.size() + 2), path + ": ", "place");
                v.True(text.find(word) != std::string::npos, "says " + word + ": " + text);
            }};
}

Row
Accepted(const std::string& sentence, const std::string& rule, const Edit& change)
{
    return {sentence, rule, [=](Verdict& v) {
                v.Equal(FirstFault(change), "accepted", "outcome");
            }};
}

void
HaPorts(azure::BalancingRule& rule)
{
    rule.protocol = BalancedProtocol::All;
    rule.frontendPort = rule.backendPort = 0;
}

const char* const SAME_POOL = "RulesUseSameBackendPortProtocolAndPool";

const std::vector<Row> ROWS{
    Accepted("a dual-stack load balancer with one probe for both versions", "L4", [](auto&) {}),
    Refused("a load balancer without frontends",
            "L1",
            "frontendIPConfigurations",
            "LoadBalancerWithoutFrontendIPCantHaveChildResources",
            [](auto& s) { s.frontends.clear(); }),
    Refused("one that is public and internal",
            "L1",
            "frontendIPConfigurations[1]",
            "public or internal",
            [](auto& s) { s.frontends[1].isPublic = true; }),
    Refused("two frontends with one address",
            "L1",
            "frontendIPConfigurations[1]",
            "10.1.0.100",
            [](auto& s) { s.frontends[1].address = s.frontends[0].address; }),
    Refused("a pool of both IP versions",
            "A8, L4",
            "backendAddressPools[0]",
            "[A8, L4]",
            [](auto& s) { s.pools[0].members[1].address = Address("fd00:1::5"); }),
    Refused("an instance that is twice in a pool",
            "L4",
            "backendAddressPools[0]",
            "twice",
            [](auto& s) { s.pools[0].members[1] = s.pools[0].members[0]; }),
    Refused("an IPv6 frontend over an IPv4 pool",
            "A8, L4",
            "loadBalancingRules[1]",
            "[A8, L4]",
            [](auto& s) { s.rules[1].pool = 0; }),
    Refused("a pool that does not exist",
            "L1",
            "loadBalancingRules[0]",
            "does not exist",
            [](auto& s) { s.rules[0].pool = 7; }),
    Refused("an idle timeout of 3 minutes",
            "L1",
            "loadBalancingRules[0].idleTimeoutInMinutes",
            "4 to 30",
            [](auto& s) { s.rules[0].idleTimeoutInMinutes = 3; }),
    Refused("an idle timeout of 31 minutes",
            "L1",
            "loadBalancingRules[0].idleTimeoutInMinutes",
            "4 to 30",
            [](auto& s) { s.rules[0].idleTimeoutInMinutes = 31; }),
    Accepted("an idle timeout of 30 minutes",
             "L1",
             [](auto& s) { s.rules[0].idleTimeoutInMinutes = 30; }),
    Refused("floating IP for IPv6 on an internal load balancer",
            "L6",
            "loadBalancingRules[1].enableFloatingIP",
            "[L6]",
            [](auto& s) { s.rules[1].enableFloatingIp = true; }),
    Accepted("floating IP for IPv6 on a public one",
             "L6",
             [](auto& s) {
                 s.frontends[0].isPublic = s.frontends[1].isPublic = true;
                 s.rules[1].enableFloatingIp = true;
             }),
    Accepted("HA ports in both IP versions on an internal load balancer",
             "L5",
             [](auto& s) { s = ApplianceBalancer(); }),
    Refused("HA ports on a public load balancer",
            "L5",
            "loadBalancingRules[0].protocol",
            "internal",
            [](auto& s) {
                s = ApplianceBalancer();
                s.frontends[0].isPublic = s.frontends[1].isPublic = true;
            }),
    Refused("protocol All with a port",
            "L5",
            "loadBalancingRules[0]",
            "frontendPort 0",
            [](auto& s) { s.rules[0].protocol = BalancedProtocol::All; }),
    Refused("port 0 with TCP",
            "L5",
            "loadBalancingRules[0]",
            "1 to 65535",
            [](auto& s) { s.rules[0].backendPort = 0; }),
    Refused("HA ports beside another rule over the same pool",
            "L5",
            "loadBalancingRules[2]",
            SAME_POOL,
            [](auto& s) {
                s.frontends.push_back({"other", Address("10.1.0.101")});
                HaPorts(s.rules[2]);
                s.rules[2].frontend = 2;
            }),
    Refused("two rules to one backend port of a pool",
            "L1",
            "loadBalancingRules[3]",
            SAME_POOL,
            [](auto& s) {
                s.rules.push_back(s.rules[0]);
                s.rules[3].frontendPort = 81;
            }),
    Accepted("two rules to one backend port, one for TCP and one for UDP",
             "L1",
             [](auto& s) { s.rules[2].backendPort = 8080; }),
    Refused("two rules with floating IP to one backend port of a pool and frontend",
            "L6",
            "loadBalancingRules[3]",
            "RulesUseSameBackendPortProtocolAndPoolAndFrontendIPWithFloatingIPEnabled",
            [](auto& s) {
                s.rules[0].enableFloatingIp = true;
                s.rules.push_back(s.rules[0]);
                s.rules[3].frontendPort = 81;
            }),
    Accepted("two frontends with floating IP over one pool",
             "L6",
             [](auto& s) {
                 s.frontends.push_back({"other", Address("10.1.0.101")});
                 s.rules[0].enableFloatingIp = true;
                 s.rules.push_back(s.rules[0]);
                 s.rules[3].frontend = 2;
             }),
    Refused("two pools with one instance and rules to its same port",
            "L1",
            "loadBalancingRules[3]",
            "RulesUseSameBackendPortProtocolAndIPConfig",
            [](auto& s) {
                s.pools.push_back(s.pools[0]);
                s.rules.push_back(s.rules[0]);
                s.rules[3].pool = 2;
                s.rules[3].frontendPort = 81;
            }),
    Refused("two rules with one frontend port",
            "L1",
            "loadBalancingRules[3].frontendPort",
            "web4",
            [](auto& s) {
                s.rules.push_back(s.rules[0]);
                s.rules[3].backendPort = 81;
            }),
    Refused("no room for flows", "L1", "flows", "at least 1", [](auto& s) { s.flows = 0; }),
    Refused("a probe more often than every 5 s",
            "L2",
            "probes[0].intervalInSeconds",
            "at least 5",
            [](auto& s) { s.probes[0].intervalInSeconds = 4; }),
    Refused("a probe without a threshold",
            "L2",
            "probes[0].numberOfProbes",
            "at least 1",
            [](auto& s) { s.probes[0].numberOfProbes = 0; }),
    Refused("an HTTP probe without a path",
            "L2",
            "probes[0].requestPath",
            "begins with /",
            [](auto& s) { s.probes[0].protocol = azure::ProbeProtocol::Http; }),
    Refused("a TCP probe with a path",
            "L2",
            "probes[0].requestPath",
            "has none",
            [](auto& s) { s.probes[0].requestPath = "/"; }),
    Refused("an HTTP probe to the port of mail",
            "L2",
            "probes[0].port",
            "25",
            [](auto& s) {
                s.probes[0] = {"p", azure::ProbeProtocol::Http, 25, "/"};
            }),
    {"all faults are found at once",
     "L1, L2",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[0].idleTimeoutInMinutes = 99;
         settings.rules[2].idleTimeoutInMinutes = 1;
         settings.probes[0].port = 0;
         v.Equal(azure::FindFaults(settings).size(), 3u, "faults");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-balancer-settings", ROWS);
