// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/balancer-plan.h"

#include "helper/install/address-text.h"
#include "helper/install/plan-names.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

template <class T>
T
WordOf(const std::string& word,
       const std::vector<std::pair<const char*, T>>& words,
       const std::string& where)
{
    for (const auto& [known, value] : words)
    {
        if (word == known)
        {
            return value;
        }
    }
    throw std::invalid_argument(where + ": \"" + word + "\" is not allowed here");
}

azure::BalancedProtocol
ProtocolOf(const std::string& word, const std::string& where)
{
    return WordOf<azure::BalancedProtocol>(word,
                                           {{"Tcp", azure::BalancedProtocol::Tcp},
                                            {"Udp", azure::BalancedProtocol::Udp},
                                            {"All", azure::BalancedProtocol::All}},
                                           where);
}

/** Plans one load balancer. */
class BalancerPlanner
{
  public:
    BalancerPlanner(const Topology& topology,
                    const LoadBalancer& balancer,
                    const EdgeAddresses& addresses,
                    const AzurePlan& plan)
        : m_topology(topology),
          m_balancer(balancer),
          m_addresses(addresses),
          m_plan(plan),
          m_frontends(NamesOf(balancer.frontendIPConfigurations)),
          m_pools(NamesOf(balancer.backendAddressPools)),
          m_probes(NamesOf(balancer.probes))
    {
    }

    azure::BalancerPlace Run()
    {
        m_place.name = m_balancer.name;
        m_place.basic = m_balancer.sku == "Basic";
        PlanFrontends();
        PlanPools();
        PlanProbes();
        PlanRules();
        PlanNatRules();
        PlanOutboundRules();
        PlanImpliedOutbound();
        return std::move(m_place);
    }

  private:
    void PlanFrontends()
    {
        for (const auto& frontend : m_balancer.frontendIPConfigurations)
        {
            const bool isPublic = !frontend.publicIPAddress.empty();
            const Family family =
                frontend.privateIPAddressVersion == "IPv6" ? Family::V6 : Family::V4;
            azure::Index subnet = azure::NOTHING;
            IpAddress address;
            if (isPublic)
            {
                address = m_addresses.publicAddress(frontend.publicIPAddress, m_balancer.name);
            }
            else
            {
                subnet = Resolve(m_plan.subnets, frontend.subnet, m_balancer.name);
                address = frontend.privateIPAddress.empty()
                              ? m_addresses.privateAddress(subnet, family)
                              : ReadAddress(frontend.privateIPAddress, m_balancer.name);
            }
            m_place.settings.frontends.push_back({frontend.name, address, isPublic});
            m_place.frontendVnets.push_back(isPublic ? azure::NOTHING
                                                     : m_plan.estate.subnets[subnet].vnet);
        }
    }

    /** The ipConfigurations that name "load balancer/what" in their list. */
    std::vector<azure::PoolMember> MembersOf(const std::string& what,
                                             std::vector<std::string> IpConfiguration::*list) const
    {
        const std::string reference = m_balancer.name + "/" + what;
        std::vector<azure::PoolMember> members;
        for (const auto& nic : m_topology.networkInterfaces)
        {
            const auto index = m_plan.nics.at(nic.name);
            for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
            {
                const auto& names = nic.ipConfigurations[i].*list;
                if (std::count(names.begin(), names.end(), reference) != 0)
                {
                    members.push_back(
                        {index, m_plan.estate.nics[index].ipConfigurations[i].address});
                }
            }
        }
        return members;
    }

    void PlanPools()
    {
        for (const auto& pool : m_balancer.backendAddressPools)
        {
            m_place.settings.pools.push_back(
                {pool.name,
                 MembersOf(pool.name, &IpConfiguration::loadBalancerBackendAddressPools)});
        }
    }

    void PlanProbes()
    {
        for (const auto& probe : m_balancer.probes)
        {
            azure::ProbeSettings settings;
            settings.name = probe.name;
            settings.protocol =
                WordOf<azure::ProbeProtocol>(probe.protocol,
                                             {{"Tcp", azure::ProbeProtocol::Tcp},
                                              {"Http", azure::ProbeProtocol::Http},
                                              {"Https", azure::ProbeProtocol::Https}},
                                             probe.name);
            settings.port = probe.port;
            settings.requestPath = probe.requestPath;
            settings.intervalInSeconds = probe.intervalInSeconds;
            settings.numberOfProbes = probe.numberOfProbes;
            settings.noHealthyBackendsBehavior = WordOf<azure::NoHealthyBackends>(
                probe.noHealthyBackendsBehavior,
                {{"AllProbedDown", azure::NoHealthyBackends::AllProbedDown},
                 {"AllProbedUp", azure::NoHealthyBackends::AllProbedUp}},
                probe.name);
            m_place.settings.probes.push_back(settings);
        }
    }

    void PlanRules()
    {
        for (const auto& rule : m_balancer.loadBalancingRules)
        {
            const std::string where = m_balancer.name + ", rule " + rule.name;
            azure::BalancingRule planned;
            planned.name = rule.name;
            planned.frontend = Resolve(m_frontends, rule.frontendIPConfiguration, where);
            planned.pool = Resolve(m_pools, rule.backendAddressPool, where);
            planned.probe =
                rule.probe.empty() ? azure::NOTHING : Resolve(m_probes, rule.probe, where);
            planned.protocol = ProtocolOf(rule.protocol, where);
            planned.frontendPort = rule.frontendPort;
            planned.backendPort = rule.backendPort;
            planned.idleTimeoutInMinutes = static_cast<uint16_t>(rule.idleTimeoutInMinutes);
            planned.enableFloatingIp = rule.enableFloatingIP;
            planned.enableTcpReset = rule.enableTcpReset;
            planned.disableOutboundSnat = rule.disableOutboundSnat;
            planned.loadDistribution = WordOf<azure::LoadDistribution>(
                rule.loadDistribution,
                {{"Default", azure::LoadDistribution::Default},
                 {"SourceIP", azure::LoadDistribution::SourceIP},
                 {"SourceIPProtocol", azure::LoadDistribution::SourceIPProtocol}},
                where);
            m_place.settings.rules.push_back(planned);
        }
    }

    /** An inbound NAT rule is a balancing rule over a pool of one. */
    void PlanNatRules()
    {
        for (const auto& rule : m_balancer.inboundNatRules)
        {
            const std::string where = m_balancer.name + ", inbound NAT rule " + rule.name;
            azure::BalancingRule planned;
            planned.name = rule.name;
            planned.frontend = Resolve(m_frontends, rule.frontendIPConfiguration, where);
            planned.pool = static_cast<azure::Index>(m_place.settings.pools.size());
            planned.protocol = ProtocolOf(rule.protocol, where);
            planned.frontendPort = rule.frontendPort;
            planned.backendPort = rule.backendPort;
            planned.idleTimeoutInMinutes = static_cast<uint16_t>(rule.idleTimeoutInMinutes);
            planned.enableFloatingIp = rule.enableFloatingIP;
            planned.enableTcpReset = rule.enableTcpReset;
            planned.disableOutboundSnat = true; // that is for balancing rules
            m_place.settings.pools.push_back(
                {rule.name, MembersOf(rule.name, &IpConfiguration::loadBalancerInboundNatRules)});
            m_place.settings.rules.push_back(planned);
        }
    }

    void PlanOutboundRules()
    {
        for (const auto& rule : m_balancer.outboundRules)
        {
            const std::string where = m_balancer.name + ", outbound rule " + rule.name;
            azure::OutboundRulePlace planned;
            planned.pool = Resolve(m_pools, rule.backendAddressPool, where);
            planned.settings.name = rule.name;
            for (const auto& frontend : rule.frontendIPConfigurations)
            {
                planned.settings.frontends.push_back(
                    m_place.settings.frontends[Resolve(m_frontends, frontend, where)].address);
            }
            planned.settings.protocol = ProtocolOf(rule.protocol, where);
            planned.settings.allocatedOutboundPorts = rule.allocatedOutboundPorts;
            planned.settings.idleTimeoutInMinutes =
                static_cast<uint16_t>(rule.idleTimeoutInMinutes);
            planned.settings.enableTcpReset = rule.enableTcpReset;
            m_place.outboundRules.push_back(planned);
        }
    }

    void PlanImpliedOutbound()
    {
        std::set<azure::Index> served;
        for (const auto& rule : m_place.outboundRules)
        {
            served.insert(rule.pool);
        }
        for (const auto& rule : m_place.settings.rules)
        {
            const auto& frontend = m_place.settings.frontends[rule.frontend];
            if (frontend.isPublic && !rule.disableOutboundSnat && served.insert(rule.pool).second)
            {
                azure::OutboundRulePlace implied;
                implied.pool = rule.pool;
                implied.settings.name = rule.name;
                implied.settings.frontends = {frontend.address};
                m_place.outboundRules.push_back(implied);
            }
        }
    }

    const Topology& m_topology;
    const LoadBalancer& m_balancer;
    const EdgeAddresses& m_addresses;
    const AzurePlan& m_plan;
    Names m_frontends;
    Names m_pools;
    Names m_probes;
    azure::BalancerPlace m_place;
};

azure::NatGatewayPlace
PlanNatGateway(const Topology& topology,
               const NatGateway& gateway,
               const EdgeAddresses& addresses,
               const AzurePlan& plan)
{
    azure::NatGatewayPlace place;
    place.name = gateway.name;
    place.settings.sku =
        WordOf<azure::NatGatewaySku>(gateway.sku,
                                     {{"Standard", azure::NatGatewaySku::Standard},
                                      {"StandardV2", azure::NatGatewaySku::StandardV2}},
                                     gateway.name);
    place.settings.idleTimeoutInMinutes = static_cast<uint16_t>(gateway.idleTimeoutInMinutes);
    place.settings.year = std::stoi(topology.azure);
    auto& all = place.settings.publicAddresses;
    for (const auto& name : gateway.publicIpAddresses)
    {
        all.push_back(addresses.publicAddress(name, gateway.name));
    }
    for (const auto& name : gateway.publicIpPrefixes)
    {
        const auto more = addresses.publicPrefix(name, gateway.name);
        all.insert(all.end(), more.begin(), more.end());
    }
    for (const auto& vnet : topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            if (subnet.natGateway == gateway.name)
            {
                place.subnets.push_back(plan.subnets.at(vnet.name + "/" + subnet.name));
            }
        }
    }
    return place;
}

} // namespace

void
PlanBalancers(const Topology& topology, const EdgeAddresses& addresses, AzurePlan& plan)
{
    for (const auto& balancer : topology.loadBalancers)
    {
        plan.estate.loadBalancers.push_back(
            BalancerPlanner(topology, balancer, addresses, plan).Run());
    }
    for (const auto& gateway : topology.natGateways)
    {
        plan.estate.natGateways.push_back(PlanNatGateway(topology, gateway, addresses, plan));
    }
}

} // namespace ns3::v6lab
