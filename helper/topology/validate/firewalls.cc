// SPDX-License-Identifier: GPL-2.0-only
// Rules M2, D3, A6 and S6: Azure Firewall, its subnets and addresses.
#include "helper/topology/validate/firewall-rules.h"

#include <map>

namespace ns3::v6lab
{

namespace
{

constexpr const char* SUBNET = "AzureFirewallSubnet";
constexpr const char* MANAGEMENT_SUBNET = "AzureFirewallManagementSubnet";

class FirewallChecker : private FirewallFaults
{
  public:
    FirewallChecker(ValidationContext& context, size_t place)
        : FirewallFaults(context, place)
    {
    }

    void Check()
    {
        CheckAddresses();
        CheckManagement();
        CheckDualStack();
    }

  private:
    bool IsIpv6(const std::string& publicAddress) const
    {
        const auto place = m_context.publicIps.Find(publicAddress);
        return place &&
               m_context.topology.publicIPAddresses[*place].publicIPAddressVersion == "IPv6";
    }

    void CheckAddresses()
    {
        const auto& all = m_firewall.ipConfigurations;
        if (all.empty())
        {
            Add(".ipConfigurations", "", "A6", "needs one, in AzureFirewallSubnet");
            return;
        }
        if (CheckSubnet(all.front(), ".ipConfigurations[0]", SUBNET))
        {
            CheckPrivate(all.front(), ".ipConfigurations[0]");
        }
        for (size_t i = 1; i < all.size(); ++i)
        {
            if (!all[i].subnet.empty() && all[i].subnet != all.front().subnet)
            {
                Add(Item(".ipConfigurations", i) + ".subnet",
                    "",
                    "A6",
                    "all configurations are in the subnet of the first one");
            }
        }
        bool outside = m_firewall.managementIpConfiguration.has_value();
        for (size_t i = 0; i < all.size(); ++i)
        {
            CheckPublic(all[i], Item(".ipConfigurations", i));
            outside = outside || !all[i].publicIPAddress.empty();
        }
        if (!outside)
        {
            Add(".ipConfigurations",
                "",
                "M2",
                "needs a public IP address, unless managementIpConfiguration has one (forced "
                "tunnelling)");
        }
    }

    bool CheckSubnet(const ApplianceIpConfiguration& configuration,
                     const std::string& path,
                     const std::string& name)
    {
        const auto place = m_context.FindSubnet(configuration.subnet);
        if (!place)
        {
            Add(path + ".subnet",
                "InvalidResourceReference",
                "A6",
                "there is no subnet \"" + configuration.subnet + "\" (write \"virtual network/" +
                    name + "\")");
            return false;
        }
        const auto& subnet = m_context.topology.virtualNetworks[place->vnet].subnets[place->subnet];
        if (subnet.name != name)
        {
            Add(path + ".subnet", "", "A6", "the subnet must be named " + name);
        }
        if (!subnet.networkSecurityGroup.empty())
        {
            Add(path + ".subnet",
                "",
                "S6",
                subnet.name + " takes no network security group: the platform guards it");
        }
        return true;
    }

    void CheckPrivate(const ApplianceIpConfiguration& configuration, const std::string& path)
    {
        const std::string& text = configuration.privateIPAddress;
        const auto place = m_context.FindSubnet(configuration.subnet);
        const auto address = IpAddress::Parse(text);
        if (!text.empty() &&
            (!address || !m_context.subnetSpaces[place->vnet][place->subnet].Containing(*address)))
        {
            Add(path + ".privateIPAddress",
                "PrivateIPAddressNotInSubnet",
                "A3",
                "\"" + text + "\" is no address of " + configuration.subnet);
        }
    }

    void CheckPublic(const ApplianceIpConfiguration& configuration, const std::string& path)
    {
        const std::string& name = configuration.publicIPAddress;
        const auto place = m_context.publicIps.Find(name);
        if (!name.empty() && !place)
        {
            Add(path + ".publicIPAddress",
                "InvalidResourceReference",
                "",
                "there is no public IP address \"" + name + "\"");
        }
        if (place && m_context.topology.publicIPAddresses[*place].sku != "Standard")
        {
            Add(path + ".publicIPAddress",
                "",
                "M2",
                name + " must be of the SKU Standard, as all public addresses of a firewall");
        }
        if (IsIpv6(name) && !m_firewall.dualStack)
        {
            Add(path + ".publicIPAddress",
                "",
                "D3",
                name + " is IPv6, which only a dual-stack firewall has (dualStack)");
        }
    }

    /** Forced tunnelling; the Basic SKU cannot do without. */
    void CheckManagement()
    {
        if (!m_firewall.managementIpConfiguration)
        {
            if (m_firewall.sku == "Basic")
            {
                Add(".managementIpConfiguration", "", "M2", "the SKU Basic needs one");
            }
            return;
        }
        const auto& management = *m_firewall.managementIpConfiguration;
        CheckSubnet(management, ".managementIpConfiguration", MANAGEMENT_SUBNET);
        CheckPublic(management, ".managementIpConfiguration");
        if (management.publicIPAddress.empty())
        {
            Add(".managementIpConfiguration.publicIPAddress", "", "M2", "must be given");
        }
    }

    void CheckDualStack()
    {
        if (!m_firewall.dualStack)
        {
            return;
        }
        if (m_context.topology.azure != "2026")
        {
            Add(".dualStack", "", "D3", "is a preview of 2026: there is no such firewall before");
        }
        if (m_firewall.sku == "Basic")
        {
            Add(".dualStack", "", "D3", "is for the SKUs Standard and Premium");
        }
        const auto place = m_firewall.ipConfigurations.empty()
                               ? std::nullopt
                               : m_context.FindSubnet(m_firewall.ipConfigurations.front().subnet);
        if (place && !m_context.subnetSpaces[place->vnet][place->subnet].Has(Family::V6))
        {
            Add(".dualStack", "", "D3", "AzureFirewallSubnet has no IPv6 prefix");
        }
    }
};

/** A6: the subnets are for firewalls only, and one firewall each. */
void
CheckSubnets(ValidationContext& context)
{
    const auto& topology = context.topology;
    for (size_t i = 0; i < topology.networkInterfaces.size(); ++i)
    {
        const auto& configurations = topology.networkInterfaces[i].ipConfigurations;
        for (size_t j = 0; j < configurations.size(); ++j)
        {
            const std::string& subnet = configurations[j].subnet;
            const std::string name = subnet.substr(subnet.find('/') + 1);
            if (name == SUBNET || name == MANAGEMENT_SUBNET)
            {
                context.Add(
                    {Item(Item("networkInterfaces", i) + ".ipConfigurations", j) + ".subnet",
                     topology.networkInterfaces[i].name,
                     "",
                     "A6",
                     name + " is for firewalls only"});
            }
        }
    }
    std::map<std::string, std::string> users;
    for (size_t i = 0; i < topology.azureFirewalls.size(); ++i)
    {
        const auto& firewall = topology.azureFirewalls[i];
        const std::string subnet =
            firewall.ipConfigurations.empty() ? "" : firewall.ipConfigurations.front().subnet;
        const auto [first, fresh] = users.emplace(subnet, firewall.name);
        if (!fresh && !subnet.empty())
        {
            context.Add({Item("azureFirewalls", i) + ".ipConfigurations[0].subnet",
                         firewall.name,
                         "",
                         "A6",
                         subnet + " has the firewall " + first->second + " already"});
        }
    }
}

} // namespace

void
ValidateFirewalls(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.azureFirewalls.size(); ++i)
    {
        FirewallChecker(context, i).Check();
        CheckFirewallRules(context, i);
    }
    CheckSubnets(context);
}

} // namespace ns3::v6lab
