// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/load-balancer.h"
#include "test/support/azure.h"
#include "test/support/table.h"

#include <algorithm>
#include <map>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::FrontendFlow;
using azure::LoadBalancer;
using azure::LoadBalancingRule;
using azure::LoadDistribution;
using Refusal = azure::LoadBalancer::Refusal;

namespace
{

constexpr int64_t SECOND = 1'000'000'000;
constexpr uint8_t TCP = 6;
constexpr uint8_t UDP = 17;

LoadBalancingRule
Rule(const std::vector<std::string>& backends = {"10.0.0.4", "10.0.0.5", "10.0.0.6"})
{
    LoadBalancingRule rule;
    rule.frontend = Address("10.0.0.100");
    rule.backendPort = 8080;
    for (const auto& backend : backends)
    {
        rule.backends.push_back(Address(backend));
    }
    return rule;
}

/** Of one of many clients and ports. */
FrontendFlow
Flow(uint16_t port, uint32_t client = 0, uint8_t protocol = TCP, uint16_t to = 80)
{
    return {protocol, port, to, IpAddress::V4(0xc6336401 + client), Address("10.0.0.100")};
}

/** Where flows from ports 1000 on went, per backend. */
std::map<size_t, int>
Spread(LoadBalancer& balancer, int flows, bool clients)
{
    std::map<size_t, int> counts;
    for (int i = 0; i < flows; ++i)
    {
        const auto flow =
            clients ? Flow(1000, static_cast<uint32_t>(i)) : Flow(static_cast<uint16_t>(1000 + i));
        ++counts[balancer.Choose(flow, 0).backend];
    }
    return counts;
}

/** Within ten points of even. */
void
IsEven(Verdict& v, const std::map<size_t, int>& counts, size_t backends, int flows)
{
    v.Equal(counts.size(), backends, "backends in use");
    for (const auto& [backend, count] : counts)
    {
        const double share = 100.0 * count / flows;
        const double even = 100.0 / static_cast<double>(backends);
        v.True(share > even - 10 && share < even + 10,
               std::to_string(backend) + " has " + std::to_string(share) + " percent");
    }
}

/** How many backends the flows of one client go to, with other ports and protocols. */
size_t
BackendsOf(LoadDistribution distribution, bool ports, bool protocols)
{
    auto rule = Rule({"10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7"});
    rule.distribution = distribution;
    rule.protocol = 0;
    rule.frontendPort = 0;
    std::set<size_t> all;
    for (uint32_t client = 0; client < 40; ++client)
    {
        LoadBalancer balancer(rule);
        std::set<size_t> of;
        for (uint16_t i = 0; i < (ports ? 40 : 1); ++i)
        {
            for (const uint8_t protocol : {TCP, protocols ? UDP : TCP})
            {
                of.insert(balancer
                              .Choose(Flow(static_cast<uint16_t>(1000 + i),
                                           client,
                                           protocol,
                                           static_cast<uint16_t>(80 + i)),
                                      0)
                              .backend);
            }
        }
        all.insert(of.size());
    }
    return *all.rbegin();
}

/** A port whose flow goes to that backend. */
uint16_t
PortTo(LoadBalancer& balancer, size_t backend, uint8_t protocol = TCP)
{
    for (uint16_t port = 2000; port < 3000; ++port)
    {
        if (balancer.Choose(Flow(port, 0, protocol), 0).backend == backend)
        {
            return port;
        }
    }
    return 0;
}

const std::vector<Row> ROWS{
    {"a thousand flows of one client are spread within ten points of even",
     "L1",
     [](Verdict& v) {
         for (const size_t backends : {2u, 3u, 5u})
         {
             std::vector<std::string> pool;
             for (size_t i = 0; i < backends; ++i)
             {
                 pool.push_back("10.0.0." + std::to_string(4 + i));
             }
             LoadBalancer balancer(Rule(pool));
             IsEven(v, Spread(balancer, 1000, false), backends, 1000);
         }
     }},
    {"so are those of a thousand clients, by their addresses alone",
     "L1",
     [](Verdict& v) {
         auto rule = Rule();
         rule.distribution = LoadDistribution::SourceIP;
         LoadBalancer balancer(rule);
         IsEven(v, Spread(balancer, 1000, true), 3, 1000);
     }},
    {"IPv6 flows are spread as well",
     "L1, L4",
     [](Verdict& v) {
         LoadBalancingRule rule = Rule({"fd00::4", "fd00::5", "fd00::6"});
         rule.frontend = Address("fd00::100");
         LoadBalancer balancer(rule);
         std::map<size_t, int> counts;
         for (uint16_t port = 1000; port < 2000; ++port)
         {
             ++counts[balancer.Choose({TCP, port, 80, Address("2001:db8::7"), rule.frontend}, 0)
                          .backend];
         }
         IsEven(v, counts, 3, 1000);
     }},
    {"the default looks at ports",
     "L1",
     [](Verdict& v) { v.True(BackendsOf(LoadDistribution::Default, true, false) > 1, "ports"); }},
    {"SourceIP keeps a client at one backend, whatever port and protocol",
     "L1",
     [](Verdict& v) {
         v.Equal(BackendsOf(LoadDistribution::SourceIP, true, true), 1u, "backends");
     }},
    {"SourceIPProtocol keeps a client's TCP at one backend and its UDP at another",
     "L1",
     [](Verdict& v) {
         v.Equal(BackendsOf(LoadDistribution::SourceIPProtocol, true, false), 1u, "TCP");
         v.Equal(BackendsOf(LoadDistribution::SourceIPProtocol, false, true), 2u, "both");
     }},
    {"the words are Azure's",
     "L1",
     [](Verdict& v) {
         for (const char* word : {"Default", "SourceIP", "SourceIPProtocol"})
         {
             const auto found = azure::LoadDistributionFromWord(word);
             v.Equal(found ? ToWord(*found) : std::string("none"), word, "word");
         }
         v.True(!azure::LoadDistributionFromWord("sourceip"), "no other");
     }},
    {"packets go to the backend's address and port",
     "L1",
     [](Verdict& v) {
         LoadBalancer balancer(Rule({"10.0.0.4"}));
         const auto choice = balancer.Choose(Flow(1000), 0);
         v.Equal(choice.address.ToString(), "10.0.0.4", "address");
         v.Equal(choice.port, 8080, "port");
         v.True(choice.fresh && !balancer.Choose(Flow(1000), 1).fresh, "the first packet is");
     }},
    {"with floating IP they keep the frontend's",
     "L1",
     [](Verdict& v) {
         auto rule = Rule({"10.0.0.4"});
         rule.floatingIp = true;
         const auto choice = LoadBalancer(rule).Choose(Flow(1000), 0);
         v.Equal(choice.address.ToString(), "10.0.0.100", "address");
         v.Equal(choice.port, 80, "port");
     }},
    {"a rule is for its frontend, protocol and port",
     "L4",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         auto other = Flow(1000);
         other.destination = Address("10.0.0.101");
         v.True(balancer.Choose(other, 0).refusal == Refusal::NoRule, "another frontend");
         v.True(balancer.Choose(Flow(1000, 0, UDP), 0).refusal == Refusal::NoRule, "UDP");
         v.True(balancer.Choose(Flow(1000, 0, TCP, 81), 0).refusal == Refusal::NoRule, "port");
         v.Equal(balancer.Size(), 0u, "flows");
     }},
    {"an IPv6 flow is none of an IPv4 frontend's",
     "L4, A8",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         const FrontendFlow flow{TCP, 1000, 80, Address("2001:db8::7"), Address("::a00:64")};
         v.True(balancer.Choose(flow, 0).refusal == Refusal::NoRule, "no rule");
     }},
    {"HA ports take every port of TCP and UDP, and leave it as it is",
     "L5",
     [](Verdict& v) {
         auto rule = Rule({"10.0.0.4"});
         rule.protocol = 0;
         rule.frontendPort = rule.backendPort = 0;
         LoadBalancer balancer(rule);
         v.Equal(balancer.Choose(Flow(1000, 0, TCP, 443), 0).port, 443, "TCP");
         v.Equal(balancer.Choose(Flow(1000, 0, UDP, 53), 0).port, 53, "UDP");
         v.True(balancer.Choose(Flow(0, 0, 1, 0), 0).refusal == Refusal::NoRule, "ICMP");
     }},

    // Stickiness, health and membership.
    {"a flow stays where it is when the pool grows",
     "L1",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         std::vector<size_t> before;
         for (uint16_t port = 1000; port < 1100; ++port)
         {
             before.push_back(balancer.Choose(Flow(port), 0).backend);
         }
         auto more = Rule().backends;
         more.push_back(Address("10.0.0.7"));
         balancer.SetBackends(more);
         size_t moved = 0;
         size_t used = 0;
         for (uint16_t port = 1000; port < 1100; ++port)
         {
             moved += balancer.Choose(Flow(port), 1).backend != before[port - 1000u];
             used += balancer.Choose(Flow(static_cast<uint16_t>(port + 5000)), 1).backend == 3;
         }
         v.Equal(moved, 0u, "moved");
         v.True(used > 0, "new flows use the new one");
     }},
    {"a flow leaves a backend that is no more in the pool",
     "L1",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         const uint16_t port = PortTo(balancer, 0);
         balancer.SetBackends({Address("10.0.0.5"), Address("10.0.0.6")});
         const auto choice = balancer.Choose(Flow(port), 1);
         v.True(choice.fresh && choice.address != Address("10.0.0.4"), "elsewhere");
     }},
    {"new flows avoid a backend that is down",
     "L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         balancer.SetHealth(1, false);
         const auto counts = Spread(balancer, 1000, false);
         v.Equal(counts.count(1), 0u, "flows of the one that is down");
         IsEven(v, counts, 2, 1000);
     }},
    {"established TCP continues to it",
     "L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         const uint16_t port = PortTo(balancer, 1);
         balancer.SetHealth(1, false);
         v.Equal(balancer.Choose(Flow(port), 1).backend, 1u, "backend");
     }},
    {"UDP flows move",
     "L3",
     [](Verdict& v) {
         auto rule = Rule();
         rule.protocol = UDP;
         LoadBalancer balancer(rule);
         const uint16_t port = PortTo(balancer, 1, UDP);
         balancer.SetHealth(1, false);
         const auto moved = balancer.Choose(Flow(port, 0, UDP), 1);
         v.True(moved.backend != 1 && moved.fresh, "elsewhere");
         balancer.SetHealth(1, true);
         v.Equal(balancer.Choose(Flow(port, 0, UDP), 2).backend, moved.backend, "and stay there");
     }},
    {"with all down there are no new flows, and established TCP continues",
     "L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule({"10.0.0.4", "10.0.0.5"}));
         const uint16_t port = PortTo(balancer, 1);
         balancer.SetHealth(0, false);
         balancer.SetHealth(1, false);
         v.True(balancer.Choose(Flow(9), 1).refusal == Refusal::NoBackend, "new");
         v.Equal(balancer.Choose(Flow(port), 1).backend, 1u, "established");
     }},
    {"with the only backend down established TCP ends",
     "L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule({"10.0.0.4"}));
         balancer.Choose(Flow(1000), 0);
         balancer.SetHealth(0, false);
         v.True(balancer.Choose(Flow(1000), 1).refusal == Refusal::NoBackend, "refused");
     }},
    {"AllProbedUp takes all for up when all are down, not before",
     "L3",
     [](Verdict& v) {
         auto rule = Rule();
         rule.allProbedUp = true;
         LoadBalancer balancer(rule);
         balancer.SetHealth(0, false);
         v.Equal(Spread(balancer, 1000, false).count(0), 0u, "one down");
         balancer.SetHealth(1, false);
         balancer.SetHealth(2, false);
         IsEven(v, Spread(balancer, 1000, true), 3, 1000);
     }},
    {"a pool without backends takes nothing",
     "L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule(std::vector<std::string>()));
         v.True(balancer.Choose(Flow(1000), 0).refusal == Refusal::NoBackend, "refused");
     }},
    {"health is the backend's, wherever it stands in a changed pool",
     "L1, L3",
     [](Verdict& v) {
         LoadBalancer balancer(Rule());
         balancer.SetHealth(0, false);
         balancer.SetBackends({Address("10.0.0.6"), Address("10.0.0.4")});
         v.Equal(Spread(balancer, 100, false).count(1), 0u, "flows of the one that is down");
     }},
    {"an idle flow is chosen for anew",
     "L1",
     [](Verdict& v) {
         auto rule = Rule();
         rule.idleNs = 240 * SECOND;
         LoadBalancer balancer(rule);
         balancer.Choose(Flow(1000), 0);
         v.True(!balancer.Choose(Flow(1000), 239 * SECOND).fresh, "in use");
         v.True(!balancer.Choose(Flow(1000), 478 * SECOND).fresh, "since that use");
         v.True(balancer.Choose(Flow(1000), 718 * SECOND).fresh, "idle for 240 s");
     }},
    {"flows are remembered up to a limit, and the one idle for longest is forgotten",
     "L1",
     [](Verdict& v) {
         LoadBalancer balancer(Rule(), 3);
         for (uint16_t port = 1; port <= 3; ++port)
         {
             balancer.Choose(Flow(port), port);
         }
         balancer.Choose(Flow(1), 4);
         balancer.Choose(Flow(4), 5);
         v.Equal(balancer.Size(), 3u, "flows");
         v.True(!balancer.Choose(Flow(1), 6).fresh, "used again");
         v.True(balancer.Choose(Flow(2), 6).fresh, "forgotten");
     }},
};

V6LAB_SUITE("v6lab-azure-load-balancer", ROWS);

} // namespace
