// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-plan.h"
#include "helper/topology/validate/edge-uses.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Inbound NAT rules stand behind the others in what the core is told. */
std::string
RulePath(const std::string& path, size_t rules)
{
    const std::string list = "loadBalancingRules[";
    if (path.compare(0, list.size(), list) != 0)
    {
        return path;
    }
    const size_t end = path.find(']');
    const size_t place = std::stoul(path.substr(list.size(), end - list.size()));
    return place < rules ? path : Item("inboundNatRules", place - rules) + path.substr(end + 1);
}

} // namespace

void
ValidateBalancerPlan(ValidationContext& context)
{
    AzurePlan plan;
    try
    {
        plan = PlanAzure(context.topology);
    }
    catch (const std::invalid_argument&)
    {
        return; // said elsewhere, or by the installation
    }
    const auto add =
        [&](const std::string& path, const std::string& subject, const azure::SettingFault& fault) {
            context.Add({path + "." + fault.path, subject, fault.word, fault.rule, fault.sentence});
        };
    for (size_t i = 0; i < plan.estate.loadBalancers.size(); ++i)
    {
        const auto& balancer = plan.estate.loadBalancers[i];
        const auto& authored = context.topology.loadBalancers[i];
        const std::string path = Item("loadBalancers", i);
        for (auto fault : azure::FindFaults(balancer.settings))
        {
            fault.path = RulePath(fault.path, authored.loadBalancingRules.size());
            add(path, balancer.name, fault);
        }
        for (size_t j = 0; j < authored.outboundRules.size(); ++j)
        {
            const auto& rule = balancer.outboundRules[j];
            const auto instances =
                static_cast<uint32_t>(balancer.settings.pools[rule.pool].members.size());
            for (const auto& fault : azure::FindFaults(rule.settings, instances))
            {
                add(path + "." + Item("outboundRules", j), balancer.name, fault);
            }
        }
    }
    for (size_t i = 0; i < plan.estate.natGateways.size(); ++i)
    {
        const auto& gateway = plan.estate.natGateways[i];
        for (const auto& fault : azure::FindFaults(gateway.settings))
        {
            add(Item("natGateways", i), gateway.name, fault);
        }
    }
}

} // namespace ns3::v6lab
