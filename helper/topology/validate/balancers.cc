// SPDX-License-Identifier: GPL-2.0-only
// Load balancers (L1 to L7).
#include "helper/topology/validate/edge-uses.h"
#include "helper/topology/validate/subject-faults.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint64_t FIRST_USABLE = 4; // A3

class BalancerChecker : private SubjectFaults
{
  public:
    BalancerChecker(ValidationContext& context, EdgeUses& uses)
        : SubjectFaults(context),
          m_uses(uses),
          m_balancers(context.topology.loadBalancers)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.loadBalancers.size(); ++i)
        {
            CheckBalancer(m_topology.loadBalancers[i], Item("loadBalancers", i));
        }
        CheckMemberships();
    }

  private:
    template <class T>
    void Need(const std::vector<T>& list,
              const std::string& name,
              const std::string& path,
              const std::string& kind)
    {
        const bool known =
            std::any_of(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
        if (!known && !name.empty())
        {
            Add(path,
                "InvalidResourceReference",
                "",
                "this load balancer has no " + kind + " \"" + name + "\"");
        }
    }

    void CheckBalancer(const LoadBalancer& balancer, const std::string& path)
    {
        m_subject = balancer.name;
        if (balancer.sku == "Gateway")
        {
            Add(path + ".sku", "", "", "Gateway load balancers are not simulated");
        }
        if (m_context.HasNode(balancer.name))
        {
            Add(path + ".name", "", "", "a virtual machine or node has this name, too");
        }
        for (size_t i = 0; i < balancer.frontendIPConfigurations.size(); ++i)
        {
            CheckFrontend(balancer,
                          balancer.frontendIPConfigurations[i],
                          Item(path + ".frontendIPConfigurations", i));
        }
        const auto& frontends = balancer.frontendIPConfigurations;
        const auto& pools = balancer.backendAddressPools;
        for (size_t i = 0; i < balancer.loadBalancingRules.size(); ++i)
        {
            const auto& rule = balancer.loadBalancingRules[i];
            const std::string at = Item(path + ".loadBalancingRules", i);
            Need(frontends,
                 rule.frontendIPConfiguration,
                 at + ".frontendIPConfiguration",
                 "frontend");
            Need(pools, rule.backendAddressPool, at + ".backendAddressPool", "pool");
            Need(balancer.probes, rule.probe, at + ".probe", "probe");
            CheckMinutes(rule.idleTimeoutInMinutes, at);
        }
        for (size_t i = 0; i < balancer.inboundNatRules.size(); ++i)
        {
            const auto& rule = balancer.inboundNatRules[i];
            const std::string at = Item(path + ".inboundNatRules", i);
            Need(frontends,
                 rule.frontendIPConfiguration,
                 at + ".frontendIPConfiguration",
                 "frontend");
            CheckMinutes(rule.idleTimeoutInMinutes, at);
        }
        for (size_t i = 0; i < balancer.outboundRules.size(); ++i)
        {
            CheckOutbound(balancer, balancer.outboundRules[i], Item(path + ".outboundRules", i));
        }
    }

    /** Longer ones do not fit into what the core is told. */
    void CheckMinutes(uint32_t minutes, const std::string& path)
    {
        constexpr uint32_t LONGEST = 120;
        if (minutes > LONGEST)
        {
            Add(path + ".idleTimeoutInMinutes", "", "", "at most 120 minutes");
        }
    }

    void CheckOutbound(const LoadBalancer& balancer,
                       const OutboundRule& rule,
                       const std::string& path)
    {
        Need(balancer.backendAddressPools,
             rule.backendAddressPool,
             path + ".backendAddressPool",
             "pool");
        CheckMinutes(rule.idleTimeoutInMinutes, path);
        for (size_t i = 0; i < rule.frontendIPConfigurations.size(); ++i)
        {
            const std::string at = Item(path + ".frontendIPConfigurations", i);
            const std::string& name = rule.frontendIPConfigurations[i];
            Need(balancer.frontendIPConfigurations, name, at, "frontend");
            for (const auto& frontend : balancer.frontendIPConfigurations)
            {
                if (frontend.name == name && frontend.publicIPAddress.empty())
                {
                    Add(at, "", "R20", "outbound rules need public frontends");
                }
            }
        }
        for (const auto& other : balancer.loadBalancingRules)
        {
            if (other.backendAddressPool == rule.backendAddressPool && !other.disableOutboundSnat &&
                Shares(rule, other.frontendIPConfiguration))
            {
                Add(path,
                    "LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIs"
                    "ReferencedByOutboundRule",
                    "R20",
                    "load balancing rule " + other.name +
                        " has this pool and frontend, so that it needs disableOutboundSnat");
            }
        }
    }

    static bool Shares(const OutboundRule& rule, const std::string& frontend)
    {
        const auto& own = rule.frontendIPConfigurations;
        return std::count(own.begin(), own.end(), frontend) != 0;
    }

    void CheckFrontend(const LoadBalancer& balancer,
                       const FrontendIpConfiguration& frontend,
                       const std::string& path)
    {
        if (frontend.subnet.empty() == frontend.publicIPAddress.empty())
        {
            Add(path, "", "L4", "a frontend has either a subnet or a public IP address");
            return;
        }
        if (!frontend.publicIPAddress.empty())
        {
            m_uses.UsePublic(
                {frontend.publicIPAddress, path + ".publicIPAddress", m_subject, balancer.sku},
                frontend.privateIPAddressVersion,
                "DifferentSkuLoadBalancersAndPublicIPAddressNotAllowed");
            return;
        }
        const auto place = m_context.FindSubnet(frontend.subnet);
        if (!place)
        {
            Add(path + ".subnet",
                "InvalidResourceReference",
                "",
                "there is no subnet \"" + frontend.subnet +
                    "\" (write \"virtual network/subnet\")");
            return;
        }
        const Family family = FamilyOf(frontend.privateIPAddressVersion);
        if (!m_context.subnetSpaces[place->vnet][place->subnet].Has(family))
        {
            Add(path + ".subnet",
                "",
                "L4",
                "the subnet " + frontend.subnet + " has no " + Named(family) + " prefix");
        }
        if (!frontend.privateIPAddress.empty())
        {
            CheckPrivate(frontend, *place, path + ".privateIPAddress");
        }
    }

    void CheckPrivate(const FrontendIpConfiguration& frontend,
                      const SubnetPlace& place,
                      const std::string& path)
    {
        const std::string& text = frontend.privateIPAddress;
        const auto address = IpAddress::Parse(text);
        if (!address || address->GetFamily() != FamilyOf(frontend.privateIPAddressVersion))
        {
            Add(path,
                "",
                "L4",
                "\"" + text + "\" is not an " + frontend.privateIPAddressVersion + " address");
            return;
        }
        const Claim* around = m_context.subnetSpaces[place.vnet][place.subnet].Containing(*address);
        if (!around)
        {
            Add(path,
                "PrivateIPAddressNotInSubnet",
                "A5",
                text + " is not in subnet " + frontend.subnet);
            return;
        }
        const Prefix& prefix = around->prefix;
        if (*address < prefix.GetAddress().Plus(FIRST_USABLE) || *address == prefix.Last())
        {
            Add(path,
                "PrivateIPAddressInReservedRange",
                "A3",
                text + " is reserved by Azure in " + prefix.ToString());
        }
        const std::string owner = m_uses.UsePrivate(place.vnet, *address, m_subject);
        if (!owner.empty())
        {
            Add(path, "PrivateIPAddressIsAllocated", "", text + " already belongs to " + owner);
        }
    }

    /** The load balancer and what of it "load balancer/what" names. */
    template <class T>
    const LoadBalancer* Owner(const std::string& reference,
                              std::vector<T> LoadBalancer::*list,
                              const std::string& path)
    {
        const auto slash = reference.find('/');
        const auto place = m_balancers.Find(reference.substr(0, slash));
        const LoadBalancer* balancer = place ? &m_topology.loadBalancers[*place] : nullptr;
        const bool known =
            balancer && slash != std::string::npos &&
            std::any_of((balancer->*list).begin(), (balancer->*list).end(), [&](const T& one) {
                return one.name == reference.substr(slash + 1);
            });
        if (!known)
        {
            Add(path,
                "InvalidResourceReference",
                "",
                "there is no \"" + reference + "\" (write \"load balancer/name\")");
        }
        return known ? balancer : nullptr;
    }

    void CheckMemberships()
    {
        for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
        {
            const auto& nic = m_topology.networkInterfaces[i];
            m_subject = nic.name;
            for (size_t j = 0; j < nic.ipConfigurations.size(); ++j)
            {
                CheckMembership(nic.ipConfigurations[j],
                                Item(Item("networkInterfaces", i) + ".ipConfigurations", j));
            }
        }
    }

    void CheckMembership(const IpConfiguration& configuration, const std::string& path)
    {
        const auto& pools = configuration.loadBalancerBackendAddressPools;
        for (size_t i = 0; i < pools.size(); ++i)
        {
            const std::string at = Item(path + ".loadBalancerBackendAddressPools", i);
            const auto* balancer = Owner(pools[i], &LoadBalancer::backendAddressPools, at);
            if (balancer)
            {
                CheckNetwork(*balancer, configuration, at);
            }
        }
        const auto& rules = configuration.loadBalancerInboundNatRules;
        for (size_t i = 0; i < rules.size(); ++i)
        {
            const std::string at = Item(path + ".loadBalancerInboundNatRules", i);
            Owner(rules[i], &LoadBalancer::inboundNatRules, at);
            const auto [first, fresh] = m_natUsers.emplace(rules[i], m_subject);
            if (!fresh)
            {
                Add(at, "", "", rules[i] + " already leads to " + first->second);
            }
        }
    }

    /** Frontends and instances of a load balancer are in one virtual network. */
    void CheckNetwork(const LoadBalancer& balancer,
                      const IpConfiguration& configuration,
                      const std::string& path)
    {
        const auto own = m_context.FindSubnet(configuration.subnet);
        if (!own)
        {
            return;
        }
        auto [home, fresh] = m_homes.emplace(balancer.name, own->vnet);
        bool apart = home->second != own->vnet;
        for (const auto& frontend : balancer.frontendIPConfigurations)
        {
            const auto place = m_context.FindSubnet(frontend.subnet);
            apart = apart || (place && place->vnet != own->vnet);
        }
        if (apart)
        {
            Add(path,
                "",
                "L4",
                "instances and internal frontends of " + balancer.name +
                    " must be in one virtual network");
        }
    }

    EdgeUses& m_uses;
    NameIndex m_balancers;
    std::map<std::string, std::string> m_natUsers;
    std::map<std::string, size_t> m_homes;
};

} // namespace

void
ValidateBalancers(ValidationContext& context)
{
    EdgeUses uses(context);
    BalancerChecker(context, uses).Check();
    ValidateNatGateways(context, uses);
    const bool any =
        !context.topology.loadBalancers.empty() || !context.topology.natGateways.empty();
    if (any && context.faults.empty())
    {
        ValidateBalancerPlan(context);
    }
}

} // namespace ns3::v6lab
