// SPDX-License-Identifier: GPL-2.0-only
// NAT gateways (R20, G4), the subnets that name them, and public IP prefixes.
#include "helper/topology/validate/edge-uses.h"
#include "helper/topology/validate/subject-faults.h"
#include "model/core/special-addresses.h"

namespace ns3::v6lab
{

namespace
{

class GatewayChecker : private SubjectFaults
{
  public:
    GatewayChecker(ValidationContext& context, EdgeUses& uses)
        : SubjectFaults(context),
          m_uses(uses),
          m_gateways(context.topology.natGateways),
          m_prefixes(context.topology.publicIPPrefixes)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.natGateways.size(); ++i)
        {
            CheckGateway(m_topology.natGateways[i], Item("natGateways", i));
        }
        for (size_t i = 0; i < m_topology.publicIPPrefixes.size(); ++i)
        {
            CheckPrefix(m_topology.publicIPPrefixes[i], Item("publicIPPrefixes", i));
        }
        CheckSubnets();
    }

  private:
    void CheckGateway(const NatGateway& gateway, const std::string& path)
    {
        m_subject = gateway.name;
        constexpr uint32_t LONGEST = 120;
        if (gateway.idleTimeoutInMinutes > LONGEST)
        {
            Add(path + ".idleTimeoutInMinutes", "", "", "4 to 120 minutes");
        }
        for (size_t i = 0; i < gateway.publicIpAddresses.size(); ++i)
        {
            m_uses.UsePublic({gateway.publicIpAddresses[i],
                              Item(path + ".publicIpAddresses", i),
                              m_subject,
                              gateway.sku},
                             "",
                             "");
        }
        for (size_t i = 0; i < gateway.publicIpPrefixes.size(); ++i)
        {
            const std::string at = Item(path + ".publicIpPrefixes", i);
            const std::string& name = gateway.publicIpPrefixes[i];
            const auto place = m_prefixes.Find(name);
            if (!place)
            {
                Add(at,
                    "InvalidResourceReference",
                    "",
                    "there is no public IP prefix \"" + name + "\"");
                continue;
            }
            const auto [first, fresh] = m_prefixUsers.emplace(name, m_subject);
            if (!fresh)
            {
                Add(at, "", "", name + " is already used by " + first->second);
            }
            if (m_topology.publicIPPrefixes[*place].sku != gateway.sku)
            {
                Add(at, "", "G4", name + " has another SKU than the NAT gateway");
            }
        }
    }

    void CheckPrefix(const PublicIpPrefix& prefix, const std::string& path)
    {
        m_subject = prefix.name;
        const bool v6 = prefix.publicIPAddressVersion == "IPv6";
        const uint32_t shortest = v6 ? 124 : 28;
        const uint32_t longest = v6 ? 127 : 31;
        if (prefix.prefixLength < shortest || prefix.prefixLength > longest)
        {
            Add(path + ".prefixLength",
                "",
                "",
                "from " + std::to_string(shortest) + " to " + std::to_string(longest) + " for " +
                    prefix.publicIPAddressVersion);
        }
        const auto block = Prefix::Parse(prefix.ipPrefix);
        const bool own = !prefix.ipPrefix.empty();
        if (own && (!block || block->GetLength() != prefix.prefixLength ||
                    block->GetFamily() != FamilyOf(prefix.publicIPAddressVersion)))
        {
            Add(path + ".ipPrefix",
                "",
                "",
                "\"" + prefix.ipPrefix + "\" is not an " + prefix.publicIPAddressVersion +
                    " prefix of length " + std::to_string(prefix.prefixLength));
        }
        else if (own && !IsPublic(*block))
        {
            Add(path + ".ipPrefix", "", "RFC 6890 2.2", prefix.ipPrefix + " is not public");
        }
    }

    void CheckSubnets()
    {
        std::map<std::string, size_t> homes;
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            const auto& vnet = m_topology.virtualNetworks[i];
            for (size_t j = 0; j < vnet.subnets.size(); ++j)
            {
                const std::string& name = vnet.subnets[j].natGateway;
                const std::string path =
                    Item(Item("virtualNetworks", i) + ".subnets", j) + ".natGateway";
                m_subject = vnet.name + "/" + vnet.subnets[j].name;
                if (name.empty())
                {
                    continue;
                }
                if (!m_gateways.Find(name))
                {
                    Add(path,
                        "InvalidResourceReference",
                        "",
                        "there is no NAT gateway \"" + name + "\"");
                }
                if (vnet.subnets[j].name == "GatewaySubnet")
                {
                    Add(path, "", "A6", "GatewaySubnet has no NAT gateway");
                }
                if (homes.emplace(name, i).first->second != i)
                {
                    Add(path, "", "R20", name + " serves subnets of another virtual network");
                }
            }
        }
    }

    EdgeUses& m_uses;
    NameIndex m_gateways;
    NameIndex m_prefixes;
    std::map<std::string, std::string> m_prefixUsers;
};

} // namespace

void
ValidateNatGateways(ValidationContext& context, EdgeUses& uses)
{
    GatewayChecker(context, uses).Check();
}

} // namespace ns3::v6lab
