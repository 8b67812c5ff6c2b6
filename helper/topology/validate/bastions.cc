// SPDX-License-Identifier: GPL-2.0-only
// Rules A6 and D8 for Bastion hosts.
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

class BastionChecker
{
  public:
    explicit BastionChecker(ValidationContext& context)
        : m_context(context)
    {
    }

    void Check(const BastionHost& bastion, const std::string& path)
    {
        m_name = bastion.name;
        if (bastion.ipConfigurations.empty())
        {
            Add(path + ".ipConfigurations", "", "A6", "needs a subnet and a public IP address");
        }
        if (bastion.enableIPv6 && m_context.topology.azure < "2026")
        {
            Add(path + ".enableIPv6",
                "",
                "D8",
                "Bastion takes no IPv6 in the rules of " + m_context.topology.azure);
        }
        size_t v4 = 0;
        for (size_t i = 0; i < bastion.ipConfigurations.size(); ++i)
        {
            const std::string at = Item(path + ".ipConfigurations", i);
            CheckSubnet(bastion.ipConfigurations[i], at);
            const std::string version = CheckPublic(bastion.ipConfigurations[i], at);
            v4 += version == "IPv4" ? 1 : 0;
            if (version == "IPv6" && !bastion.enableIPv6)
            {
                Add(at + ".publicIPAddress", "", "D8", "an IPv6 address needs enableIPv6");
            }
            if (version == "IPv6" && !HasIp6(bastion.ipConfigurations[i].subnet))
            {
                Add(at + ".subnet", "", "D8", "IPv6 needs an AzureBastionSubnet that has it");
            }
        }
        if (v4 != 1 && !bastion.ipConfigurations.empty())
        {
            Add(path + ".ipConfigurations", "", "D8", "needs one public IPv4 address");
        }
    }

  private:
    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, m_name, word, rule, sentence});
    }

    bool HasIp6(const std::string& subnet) const
    {
        const auto place = m_context.FindSubnet(subnet);
        return !place || m_context.subnetSpaces[place->vnet][place->subnet].Has(Family::V6);
    }

    void CheckSubnet(const ApplianceIpConfiguration& configuration, const std::string& path)
    {
        const auto place = m_context.FindSubnet(configuration.subnet);
        if (!place)
        {
            Add(path + ".subnet",
                "InvalidResourceReference",
                "A6",
                "there is no subnet \"" + configuration.subnet + "\"");
            return;
        }
        const auto& subnet = m_context.topology.virtualNetworks[place->vnet].subnets[place->subnet];
        if (subnet.name != "AzureBastionSubnet")
        {
            Add(path + ".subnet", "", "A6", "a Bastion stands in AzureBastionSubnet only");
        }
        else if (!m_subnets.insert(*place).second && m_last != m_name)
        {
            Add(path + ".subnet", "", "A6", "the subnet has a Bastion already");
        }
        m_last = m_name;
    }

    /** The version of the address; empty if there is none. */
    std::string CheckPublic(const ApplianceIpConfiguration& configuration, const std::string& path)
    {
        const std::string& name = configuration.publicIPAddress;
        const auto place = m_context.publicIps.Find(name);
        if (!place)
        {
            Add(path + ".publicIPAddress",
                "InvalidResourceReference",
                "A6",
                "there is no public IP address \"" + name + "\"");
            return "";
        }
        for (const auto& nic : m_context.topology.networkInterfaces)
        {
            for (const auto& other : nic.ipConfigurations)
            {
                if (other.publicIPAddress == name)
                {
                    Add(path + ".publicIPAddress",
                        "PublicIPAddressInUse",
                        "A6",
                        name + " is already used by " + nic.name);
                }
            }
        }
        return m_context.topology.publicIPAddresses[*place].publicIPAddressVersion;
    }

    ValidationContext& m_context;
    std::string m_name;
    std::string m_last;
    std::set<SubnetPlace> m_subnets;
};

} // namespace

void
ValidateBastions(ValidationContext& context)
{
    BastionChecker checker(context);
    for (size_t i = 0; i < context.topology.bastionHosts.size(); ++i)
    {
        checker.Check(context.topology.bastionHosts[i], Item("bastionHosts", i));
    }
}

} // namespace ns3::v6lab
