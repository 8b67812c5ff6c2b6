// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/metrics/balancer-metrics.h"

#include "model/core/packet-facts.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using azure::Index;

constexpr const char* BALANCER_TYPE = "Microsoft.Network/loadBalancers";
constexpr const char* NAT_TYPE = "Microsoft.Network/natGateways";

const char*
WordOf(azure::BalancedProtocol protocol)
{
    switch (protocol)
    {
    case azure::BalancedProtocol::Tcp:
        return "TCP";
    case azure::BalancedProtocol::Udp:
        return "UDP";
    default:
        return "All";
    }
}

/** What a rule carried, and whether its frontend serves. */
void
RegisterRule(const Ptr<VnetFabric>& fabric,
             const azure::BalancerPlace& place,
             Index balancer,
             Index rule,
             Monitor& monitor)
{
    const auto& settings = place.settings.rules[rule];
    const std::string frontend =
        fmt::format("FrontendIPAddress={}, FrontendPort={}",
                    place.settings.frontends[settings.frontend].address.ToString(),
                    settings.frontendPort);
    const std::string flows = frontend + ", ProtocolType=" + WordOf(settings.protocol);
    const std::pair<const char*, uint64_t azure::BalancerCounters::*> counters[] = {
        {"ByteCount", &azure::BalancerCounters::bytes},
        {"PacketCount", &azure::BalancerCounters::packets},
        {"SYNCount", &azure::BalancerCounters::syns}};
    for (const auto& entry : counters)
    {
        const auto member = entry.second;
        monitor.Register(
            {place.name, BALANCER_TYPE, entry.first, flows, Aggregation::Total, [=] {
                 const auto* all = fabric->GetBalancers();
                 return all ? static_cast<double>(all->Get(balancer).GetCounters(rule).*member) : 0;
             }});
    }
    monitor.Register(
        {place.name, BALANCER_TYPE, "VipAvailability", frontend, Aggregation::Average, [=] {
             const auto* all = fabric->GetBalancers(); // null: nothing was asked of any
             const bool serves = !all || !all->Get(balancer).GetPools().GetEligible(rule).empty();
             return serves ? 100.0 : 0.0;
         }});
}

/** Of the probes that ended in a minute those that succeeded; without any, what the last said. */
std::function<double()>
DipAvailability(const Ptr<VnetFabric>& fabric, size_t instance)
{
    return [fabric, instance, ended = uint64_t{0}, successes = uint64_t{0}]() mutable {
        const auto& health = fabric->GetProber()->GetInstances()[instance].health;
        const uint64_t news = health.GetEnded() - ended;
        const uint64_t good = health.GetSuccesses() - successes;
        ended = health.GetEnded();
        successes = health.GetSuccesses();
        return news > 0        ? 100.0 * static_cast<double>(good) / static_cast<double>(news)
               : health.IsUp() ? 100.0
                               : 0.0;
    };
}

void
RegisterProbes(const Ptr<VnetFabric>& fabric, Monitor& monitor)
{
    if (!fabric->GetProber())
    {
        return;
    }
    const auto& instances = fabric->GetProber()->GetInstances();
    for (size_t i = 0; i < instances.size(); ++i)
    {
        const auto& place = fabric->GetEstate().loadBalancers[instances[i].balancer];
        const auto& probe = place.settings.probes[instances[i].probe];
        monitor.Register({place.name,
                          BALANCER_TYPE,
                          "DipAvailability",
                          fmt::format("BackendIPAddress={}, BackendPort={}",
                                      instances[i].member.address.ToString(),
                                      probe.port),
                          Aggregation::Average,
                          DipAvailability(fabric, i)});
    }
}

/** A figure of a shared method; 0 until something used it. */
template <class Read>
std::function<double()>
OfTable(const Ptr<VnetFabric>& fabric, Index method, const Read& read)
{
    return [fabric, method, read] {
        const auto* table = fabric->GetSharedSources().GetTable(method);
        return table ? static_cast<double>(read(*table)) : 0.0;
    };
}

void
RegisterConnections(const Ptr<VnetFabric>& fabric,
                    const std::string& resource,
                    const char* type,
                    const char* metric,
                    Index method,
                    Monitor& monitor)
{
    monitor.Register({resource,
                      type,
                      metric,
                      "ConnectionState=Successful",
                      Aggregation::Total,
                      OfTable(fabric, method, [](const azure::SnatTable& table) {
                          return table.GetSuccesses();
                      })});
    monitor.Register({resource,
                      type,
                      metric,
                      "ConnectionState=Failed",
                      Aggregation::Total,
                      OfTable(fabric, method, [](const azure::SnatTable& table) {
                          return table.GetFailures();
                      })});
}

void
RegisterOutbound(const Ptr<VnetFabric>& fabric,
                 const azure::BalancerPlace& place,
                 const azure::OutboundRulePlace& rule,
                 Index method,
                 Monitor& monitor)
{
    RegisterConnections(fabric, place.name, BALANCER_TYPE, "SnatConnectionCount", method, monitor);
    for (const uint8_t number : {protocol::TCP, protocol::UDP})
    {
        monitor.Register({place.name,
                          BALANCER_TYPE,
                          "UsedSnatPorts",
                          number == protocol::TCP ? "ProtocolType=TCP" : "ProtocolType=UDP",
                          Aggregation::Average,
                          OfTable(fabric, method, [number](const azure::SnatTable& table) {
                              return table.GetUsedPorts(number);
                          })});
    }
    const auto& members = place.settings.pools[rule.pool].members;
    for (Index instance = 0; instance < members.size(); ++instance)
    {
        monitor.Register({place.name,
                          BALANCER_TYPE,
                          "AllocatedSnatPorts",
                          "BackendIPAddress=" + members[instance].address.ToString(),
                          Aggregation::Average,
                          [=] {
                              auto& sources = fabric->GetSharedSources();
                              return static_cast<double>(sources.CountAllocated(method, instance));
                          }});
    }
}

} // namespace

void
RegisterBalancers(const Installation& installation, Monitor& monitor)
{
    const auto& fabric = installation.fabric;
    const auto& estate = fabric->GetEstate();
    auto method = static_cast<Index>(1 + estate.natGateways.size()); // as OutboundMap counts
    for (Index balancer = 0; balancer < estate.loadBalancers.size(); ++balancer)
    {
        const auto& place = estate.loadBalancers[balancer];
        for (Index rule = 0; rule < place.settings.rules.size(); ++rule)
        {
            RegisterRule(fabric, place, balancer, rule, monitor);
        }
        for (const auto& rule : place.outboundRules)
        {
            RegisterOutbound(fabric, place, rule, method++, monitor);
        }
    }
    RegisterProbes(fabric, monitor);
}

void
RegisterNatGateways(const Installation& installation, Monitor& monitor)
{
    const auto& fabric = installation.fabric;
    const auto& gateways = fabric->GetEstate().natGateways;
    for (Index i = 0; i < gateways.size(); ++i)
    {
        const Index method = 1 + i; // as OutboundMap counts
        const std::string& name = gateways[i].name;
        RegisterConnections(fabric, name, NAT_TYPE, "SNATConnectionCount", method, monitor);
        monitor.Register({name,
                          NAT_TYPE,
                          "TotalConnectionCount",
                          "",
                          Aggregation::Average,
                          OfTable(fabric, method, [](const azure::SnatTable& table) {
                              return table.GetFlowCount();
                          })});
    }
}

} // namespace ns3::v6lab
