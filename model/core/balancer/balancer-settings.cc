// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/balancer-settings.h"

#include <set>
#include <utility>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint16_t SHORTEST_IDLE = 4;
constexpr uint16_t LONGEST_IDLE = 30;

std::string
At(const char* list, size_t index)
{
    return std::string(list) + "[" + std::to_string(index) + "]";
}

/** Collects the faults of a load balancer. */
class Inspection
{
  public:
    explicit Inspection(const LoadBalancerSettings& settings)
        : m_settings(settings)
    {
    }

    std::vector<SettingFault> Run();

  private:
    void CheckFrontends();
    void CheckPools();
    void CheckRule(Index rule);
    void CheckPorts(const BalancingRule& rule, const std::string& path);
    void CheckFamily(const BalancingRule& rule, const std::string& path);
    void CheckFrontendConflicts(Index rule, const std::string& path);
    void CheckBackendConflicts(Index rule, const std::string& path);

    void Add(const std::string& path,
             const std::string& sentence,
             const std::string& rule = "",
             const std::string& word = "")
    {
        m_faults.push_back({path, word, rule, sentence});
    }

    const LoadBalancerSettings& m_settings;
    std::vector<SettingFault> m_faults;
};

std::vector<SettingFault>
Inspection::Run()
{
    CheckFrontends();
    CheckPools();
    for (size_t i = 0; i < m_settings.probes.size(); ++i)
    {
        AddFaults(m_settings.probes[i], At("probes", i), m_faults);
    }
    for (Index i = 0; i < m_settings.rules.size(); ++i)
    {
        CheckRule(i);
    }
    if (m_settings.flows == 0)
    {
        Add("flows", "at least 1");
    }
    return std::move(m_faults);
}

void
Inspection::CheckFrontends()
{
    const auto& frontends = m_settings.frontends;
    if (frontends.empty())
    {
        Add("frontendIPConfigurations",
            "a load balancer without a frontend balances nothing",
            "",
            "LoadBalancerWithoutFrontendIPCantHaveChildResources");
    }
    std::set<IpAddress> seen;
    for (size_t i = 0; i < frontends.size(); ++i)
    {
        const std::string path = At("frontendIPConfigurations", i);
        if (frontends[i].address.IsUnspecified() || frontends[i].address.IsMulticast())
        {
            Add(path, "needs the address of a single host");
        }
        if (!seen.insert(frontends[i].address).second)
        {
            Add(path, "another frontend has " + frontends[i].address.ToString());
        }
        if (frontends[i].isPublic != frontends[0].isPublic)
        {
            Add(path, "a load balancer is public or internal, not both");
        }
    }
}

void
Inspection::CheckPools()
{
    for (size_t i = 0; i < m_settings.pools.size(); ++i)
    {
        const auto& members = m_settings.pools[i].members;
        std::set<IpAddress> seen;
        for (const auto& member : members)
        {
            if (member.address.GetFamily() != members[0].address.GetFamily())
            {
                Add(At("backendAddressPools", i), "a pool is of one IP version", "A8, L4");
                break;
            }
            if (!seen.insert(member.address).second)
            {
                Add(At("backendAddressPools", i), member.address.ToString() + " is in it twice");
                break;
            }
        }
    }
}

void
Inspection::CheckRule(Index index)
{
    const BalancingRule& rule = m_settings.rules[index];
    const std::string path = At("loadBalancingRules", index);
    if (rule.frontend >= m_settings.frontends.size() || rule.pool >= m_settings.pools.size() ||
        (rule.probe != NOTHING && rule.probe >= m_settings.probes.size()))
    {
        Add(path, "names a frontend, pool or probe that does not exist");
        return;
    }
    if (rule.idleTimeoutInMinutes < SHORTEST_IDLE || rule.idleTimeoutInMinutes > LONGEST_IDLE)
    {
        Add(path + ".idleTimeoutInMinutes", "4 to 30 minutes");
    }
    CheckPorts(rule, path);
    CheckFamily(rule, path);
    CheckBackendConflicts(index, path); // first: Azure has a word for these
    CheckFrontendConflicts(index, path);
}

void
Inspection::CheckPorts(const BalancingRule& rule, const std::string& path)
{
    const bool zero = rule.frontendPort == 0 && rule.backendPort == 0;
    if (rule.IsHaPorts() && !zero)
    {
        Add(path, "protocol All goes with frontendPort 0 and backendPort 0", "L5");
    }
    if (!rule.IsHaPorts() && (rule.frontendPort == 0 || rule.backendPort == 0))
    {
        Add(path, "ports are 1 to 65535; 0 goes with protocol All", "L5");
    }
    if (rule.IsHaPorts() && m_settings.frontends[rule.frontend].isPublic)
    {
        Add(path + ".protocol", "HA ports need an internal load balancer", "L5");
    }
}

void
Inspection::CheckFamily(const BalancingRule& rule, const std::string& path)
{
    const Frontend& frontend = m_settings.frontends[rule.frontend];
    const auto& members = m_settings.pools[rule.pool].members;
    if (!members.empty() && members[0].address.GetFamily() != frontend.address.GetFamily())
    {
        Add(path, "frontend and pool are of different IP versions", "A8, L4");
    }
    if (rule.enableFloatingIp && frontend.address.IsV6() && !frontend.isPublic)
    {
        Add(path + ".enableFloatingIP", "not for IPv6 on an internal load balancer", "L6");
    }
}

void
Inspection::CheckFrontendConflicts(Index index, const std::string& path)
{
    const BalancingRule& rule = m_settings.rules[index];
    for (Index i = 0; i < index; ++i)
    {
        const BalancingRule& other = m_settings.rules[i];
        const bool same =
            other.protocol == rule.protocol && other.frontendPort == rule.frontendPort;
        if (other.frontend == rule.frontend && (same || other.IsHaPorts() || rule.IsHaPorts()))
        {
            Add(path + ".frontendPort", "rule " + other.name + " has this frontend and port");
            return;
        }
    }
}

void
Inspection::CheckBackendConflicts(Index index, const std::string& path)
{
    const BalancingRule& rule = m_settings.rules[index];
    const auto shares = [&](Index pool) {
        for (const auto& member : m_settings.pools[rule.pool].members)
        {
            for (const auto& other : m_settings.pools[pool].members)
            {
                if (member.address == other.address)
                {
                    return true;
                }
            }
        }
        return false;
    };
    for (Index i = 0; i < index; ++i)
    {
        const BalancingRule& other = m_settings.rules[i];
        if (other.enableFloatingIp != rule.enableFloatingIp ||
            other.pool >= m_settings.pools.size() ||
            (rule.enableFloatingIp && other.frontend != rule.frontend))
        {
            continue; // the instances can tell the flows apart by their destination
        }
        const bool same = other.protocol == rule.protocol && other.backendPort == rule.backendPort;
        if (!same && !other.IsHaPorts() && !rule.IsHaPorts())
        {
            continue;
        }
        const std::string sentence = "rule " + other.name + " leads to the same backend port";
        if (other.pool == rule.pool)
        {
            Add(path,
                sentence + " and pool",
                rule.IsHaPorts() || other.IsHaPorts() ? "L5" : "",
                rule.enableFloatingIp
                    ? "RulesUseSameBackendPortProtocolAndPoolAndFrontendIPWithFloatingIPEnabled"
                    : "RulesUseSameBackendPortProtocolAndPool");
            return;
        }
        if (shares(other.pool))
        {
            Add(path,
                sentence + " of the same instance",
                "",
                "RulesUseSameBackendPortProtocolAndIPConfig");
            return;
        }
    }
}

} // namespace

std::vector<SettingFault>
FindFaults(const LoadBalancerSettings& settings)
{
    return Inspection(settings).Run();
}

} // namespace ns3::v6lab::azure
