// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/name-words.h"
#include "helper/draw/picture-parts.h"

#include <algorithm>
#include <optional>

namespace ns3::v6lab
{

namespace
{

class MachineMaker
{
  public:
    explicit MachineMaker(PictureParts& parts)
        : m_topology(parts.topology),
          m_context(parts.context),
          m_translators(parts.translators),
          m_picture(parts.picture)
    {
    }

    void Add()
    {
        for (const auto& vm : m_topology.virtualMachines)
        {
            AddMachine(vm);
        }
        for (const auto& balancer : m_topology.loadBalancers)
        {
            AddBalancer(balancer);
        }
        AddEndpoints();
    }

  private:
    /** A machine stands in the subnet of its first configuration and names the others it is in. */
    void AddMachine(const VirtualMachine& vm)
    {
        MachineView view;
        view.name = vm.name;
        view.appliance = vm.guestForwarding;
        view.translators = m_translators[vm.name];
        std::optional<SubnetPlace> home;
        for (const auto& name : vm.networkInterfaces)
        {
            const auto nic = m_context.nics.Find(name);
            const size_t count =
                nic ? m_topology.networkInterfaces[*nic].ipConfigurations.size() : 0;
            for (size_t i = 0; i < count; ++i)
            {
                const auto& configuration = m_topology.networkInterfaces[*nic].ipConfigurations[i];
                const auto place = m_context.FindSubnet(configuration.subnet);
                home = home ? home : place;
                const bool elsewhere = place && *place != *home;
                AddAddress(configuration, elsewhere, view);
            }
            if (nic && !m_topology.networkInterfaces[*nic].networkSecurityGroup.empty())
            {
                view.lines.push_back("NSG " +
                                     m_topology.networkInterfaces[*nic].networkSecurityGroup);
            }
        }
        AddFilterLines(vm, view);
        const auto names = NameLines(m_topology, vm.name);
        view.lines.insert(view.lines.end(), names.begin(), names.end());
        auto& machines = home ? m_picture.networks[home->vnet].subnets[home->subnet].machines
                              : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** A load balancer stands in the subnet of its first frontend, or of its first instance. */
    void AddBalancer(const LoadBalancer& balancer)
    {
        MachineView view;
        view.name = balancer.name;
        view.lines.push_back("load balancer");
        std::optional<SubnetPlace> home;
        for (const auto& frontend : balancer.frontendIPConfigurations)
        {
            view.dual = view.dual || frontend.privateIPAddressVersion == "IPv6";
            const auto place = m_context.publicIps.Find(frontend.publicIPAddress);
            const std::string own =
                place ? m_topology.publicIPAddresses[*place].ipAddress : frontend.privateIPAddress;
            if (!frontend.publicIPAddress.empty())
            {
                view.publics.push_back(own.empty() ? frontend.publicIPAddress : own);
                m_picture.internet = true;
                continue;
            }
            view.lines.push_back(own.empty() ? frontend.privateIPAddressVersion + " next free"
                                             : own);
            home = home ? home : m_context.FindSubnet(frontend.subnet);
        }
        for (const auto& rule : balancer.loadBalancingRules)
        {
            view.lines.push_back(rule.protocol == "All"
                                     ? "HA ports → " + rule.backendAddressPool
                                     : rule.protocol + " " + std::to_string(rule.frontendPort) +
                                           " → " + rule.backendAddressPool + " " +
                                           std::to_string(rule.backendPort));
        }
        for (const auto& pool : balancer.backendAddressPools)
        {
            const auto members = MembersOf(balancer.name + "/" + pool.name, home);
            view.lines.push_back(pool.name + ": " + (members.empty() ? "empty" : members));
        }
        auto& machines = home ? m_picture.networks[home->vnet].subnets[home->subnet].machines
                              : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** The interfaces in a pool; the first one's subnet becomes the home that is still missing. */
    std::string MembersOf(const std::string& pool, std::optional<SubnetPlace>& home) const
    {
        std::string words;
        for (const auto& nic : m_topology.networkInterfaces)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                const auto& pools = configuration.loadBalancerBackendAddressPools;
                if (std::count(pools.begin(), pools.end(), pool) != 0)
                {
                    words += (words.empty() ? "" : ", ") + nic.name;
                    home = home ? home : m_context.FindSubnet(configuration.subnet);
                }
            }
        }
        return words;
    }

    void AddFilterLines(const VirtualMachine& vm, MachineView& view) const
    {
        const auto counted = [](size_t count) {
            return std::to_string(count) + (count == 1 ? " rule" : " rules");
        };
        for (const auto& firewall : m_topology.azureFirewalls)
        {
            size_t rules = 0;
            for (const auto& collection : firewall.natRuleCollections)
            {
                rules += collection.rules.size();
            }
            for (const auto& collection : firewall.networkRuleCollections)
            {
                rules += collection.rules.size();
            }
            if (firewall.name == vm.name)
            {
                view.lines.push_back("Azure Firewall, " + counted(rules));
            }
        }
        if (vm.firewall)
        {
            view.lines.push_back("packet filter, " + counted(vm.firewall->rules.size()));
            for (const auto& version : vm.firewall->masquerade)
            {
                view.lines.push_back("masquerades " + version);
            }
        }
    }

    void AddAddress(const IpConfiguration& configuration, bool elsewhere, MachineView& view)
    {
        const bool v6 = configuration.privateIPAddressVersion == "IPv6";
        view.dual = view.dual || v6;
        const std::string address = configuration.privateIPAddress.empty()
                                        ? configuration.privateIPAddressVersion + " next free"
                                        : configuration.privateIPAddress;
        const std::string subnet = configuration.subnet.substr(configuration.subnet.find('/') + 1);
        view.lines.push_back(address + (elsewhere ? " in " + subnet : ""));
        if (configuration.publicIPAddress.empty())
        {
            return;
        }
        const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
        const std::string known = place ? m_topology.publicIPAddresses[*place].ipAddress : "";
        view.publics.push_back(known.empty() ? configuration.publicIPAddress : known);
        m_picture.internet = true;
    }

    void AddAtSubnet(const std::string& subnet, MachineView view)
    {
        const auto place = m_context.FindSubnet(subnet);
        auto& machines = place ? m_picture.networks[place->vnet].subnets[place->subnet].machines
                               : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** Private endpoints and Bastions, in their subnets. */
    void AddEndpoints()
    {
        for (const auto& endpoint : m_topology.privateEndpoints)
        {
            MachineView view;
            view.name = endpoint.name;
            view.lines = {
                endpoint.privateIPAddress.empty() ? "IPv4 next free" : endpoint.privateIPAddress,
                "private endpoint" + (endpoint.service.empty() ? "" : " of " + endpoint.service)};
            AddAtSubnet(endpoint.subnet, std::move(view));
        }
        for (const auto& bastion : m_topology.bastionHosts)
        {
            for (const auto& configuration : bastion.ipConfigurations)
            {
                MachineView view;
                view.name = bastion.name;
                view.lines = {"Bastion"};
                const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
                const std::string known =
                    place ? m_topology.publicIPAddresses[*place].ipAddress : "";
                view.publics = {known.empty() ? configuration.publicIPAddress : known};
                m_picture.internet = true;
                AddAtSubnet(configuration.subnet, std::move(view));
            }
        }
    }

    const Topology& m_topology;
    const ValidationContext& m_context;
    std::map<std::string, std::vector<TranslatorView>>& m_translators;
    Picture& m_picture;
};

} // namespace

void
AddMachines(PictureParts& parts)
{
    MachineMaker(parts).Add();
}

} // namespace ns3::v6lab
