// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/rss-hash.h"
#include "model/core/benchmark/service-cost.h"
#include "model/core/benchmark/service-forecast.h"
#include "test/support/table.h"

#include <array>
#include <cmath>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

PacketFacts
Tuple(const char* from, uint16_t fromPort, const char* to, uint16_t toPort, uint8_t protocol)
{
    PacketFacts facts;
    facts.source = *IpAddress::Parse(from);
    facts.destination = *IpAddress::Parse(to);
    facts.family = facts.source.GetFamily();
    facts.sourcePort = fromPort;
    facts.destinationPort = toPort;
    facts.protocol = protocol;
    return facts;
}

bool
Near(double a, double b)
{
    return std::abs(a - b) < 1e-9 * std::max(1.0, std::abs(b));
}

ServiceCost
Cost()
{
    ServiceCost cost;
    cost.forwardNs = 400;
    cost.to4Ns = 900;
    cost.to6Ns = 800;
    cost.localNs = 3000;
    cost.byteNs = 0.5;
    cost.lookupNs = 50;
    cost.missNs = 100;
    cost.cachedStates = 1000;
    cost.newStateNs = 1500;
    return cost;
}

const std::vector<Row> ROWS{
    {"the hash is that of network cards, with ports",
     "receive-side scaling, verification suite",
     [](Verdict& v) {
         v.Equal(RssHash(Tuple("66.9.149.187", 2794, "161.142.100.80", 1766, protocol::TCP)),
                 0x51ccc178u,
                 "IPv4");
         v.Equal(
             RssHash(
                 Tuple("3ffe:2501:200:1fff::7", 2794, "3ffe:2501:200:3::1", 1766, protocol::TCP)),
             0x40207d3du,
             "IPv6");
     }},
    {"packets without ports are hashed by their addresses, fragments too",
     "receive-side scaling, verification suite",
     [](Verdict& v) {
         auto packet = Tuple("66.9.149.187", 2794, "161.142.100.80", 1766, protocol::ICMPV4);
         v.Equal(RssHash(packet), 0x323e8fc2u, "ICMP");
         packet.protocol = protocol::UDP;
         packet.fragment = true;
         v.Equal(RssHash(packet), 0x323e8fc2u, "a fragment");
     }},
    {"many flows are spread over the cores evenly",
     "receive-side scaling",
     [](Verdict& v) {
         std::array<int, 4> flows{};
         for (uint16_t port = 1024; port < 5024; ++port)
         {
             const auto tuple = Tuple("2001:2::2", port, "2001:2::3", 7, protocol::UDP);
             ++flows.at(RssCore(RssHash(tuple), 4));
         }
         for (const int count : flows)
         {
             v.True(std::abs(count - 1000) < 150, std::to_string(count) + " of 4000 on a core");
         }
     }},
    {"a packet's time is the sum of its parts",
     "service model",
     [](Verdict& v) {
         const auto cost = Cost();
         v.True(Near(ServiceNs(cost, {Operation::Forward, 100, 5000, true}), 450), "forwarded");
         v.True(Near(ServiceNs(cost, {Operation::To4, 100, 0, false}), 950), "IPv6 to IPv4");
         v.True(Near(ServiceNs(cost, {Operation::To6, 60, 0, false}), 830), "IPv4 to IPv6");
         v.True(Near(ServiceNs(cost, {Operation::To4, 100, 500, false}), 1000), "with a lookup");
         v.True(Near(ServiceNs(cost, {Operation::To4, 100, 500, true}), 2500), "with a new state");
         v.True(Near(ServiceNs(cost, {Operation::Local, 100, 5000, true}), 3050),
                "for the node itself, which needs no state");
     }},
    {"lookups miss the cache in 1 - c/n of all cases",
     "service model",
     [](Verdict& v) {
         const auto cost = Cost();
         v.True(Near(ServiceNs(cost, {Operation::To4, 0, 1000, false}), 950), "at its size");
         v.True(Near(ServiceNs(cost, {Operation::To4, 0, 4000, false}), 1025), "four times that");
     }},
    {"with a serial part f, c cores are 1 / (f + (1 - f)/c) times as fast as one",
     "Amdahl's law",
     [](Verdict& v) {
         v.True(Near(CapacityOf(1000, 1, 0.3), 1e6), "one core");
         v.True(Near(CapacityOf(1000, 4, 0), 4e6), "four cores without a serial part");
         v.True(Near(CapacityOf(1000, 4, 0.25), 1e6 / (0.25 + 0.75 / 4)), "a quarter serial");
         v.True(Near(CapacityOf(1000, 16, 1), 1e6), "all serial");
     }},
    {"a packet waits for those in front of it",
     "Lindley's recursion",
     [](Verdict& v) {
         // One every 6, served in 10: the waits are 0, 4, 8.
         const auto out = ForecastDepartures({{0, 0, 10}, {6, 0, 10}, {12, 0, 10}}, 1, 10);
         v.True(out == std::vector<int64_t>{10, 20, 30}, "busy");
         const auto idle = ForecastDepartures({{0, 0, 10}, {15, 0, 10}}, 1, 10);
         v.True(idle == std::vector<int64_t>{10, 25}, "idle in between");
     }},
    {"one that finds the queue full is lost, and takes no time",
     "Lindley's recursion, tail drop",
     [](Verdict& v) {
         const auto out =
             ForecastDepartures({{0, 0, 10}, {1, 0, 10}, {2, 0, 10}, {10, 0, 10}}, 1, 1);
         v.True(out == std::vector<int64_t>{10, 20, FORECAST_LOST, 30}, "queue of one");
     }},
    {"cores do not wait for each other",
     "Lindley's recursion",
     [](Verdict& v) {
         const auto out = ForecastDepartures({{0, 0, 10}, {0, 1, 10}, {1, 0, 10}}, 2, 1);
         v.True(out == std::vector<int64_t>{10, 10, 20}, "two cores");
     }},
};

V6LAB_SUITE("v6lab-core-service", ROWS);

} // namespace
