// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/edge-uses.h"

namespace ns3::v6lab
{

EdgeUses::EdgeUses(ValidationContext& context)
    : m_context(context)
{
    for (const auto& nic : context.topology.networkInterfaces)
    {
        for (const auto& configuration : nic.ipConfigurations)
        {
            const std::string user = nic.name + "/" + configuration.name;
            if (!configuration.publicIPAddress.empty())
            {
                m_publics.emplace(configuration.publicIPAddress, user);
            }
            const auto place = context.FindSubnet(configuration.subnet);
            const auto address = IpAddress::Parse(configuration.privateIPAddress);
            if (place && address)
            {
                m_statics.emplace(std::make_pair(place->vnet, *address), user);
            }
        }
    }
}

void
EdgeUses::UsePublic(const Reference& reference,
                    const std::string& version,
                    const std::string& skuWord)
{
    const auto add =
        [&](const std::string& word, const std::string& rule, const std::string& sentence) {
            m_context.Add({reference.path, reference.user, word, rule, sentence});
        };
    const std::string& name = reference.name;
    const auto place = m_context.publicIps.Find(name);
    if (!place)
    {
        return add("InvalidResourceReference",
                   "",
                   "there is no public IP address \"" + name + "\"");
    }
    const auto& address = m_context.topology.publicIPAddresses[*place];
    if (!version.empty() && address.publicIPAddressVersion != version)
    {
        add("",
            "A8",
            name + " is " + address.publicIPAddressVersion + ", but the frontend is " + version);
    }
    if (address.sku != reference.sku)
    {
        add(skuWord, "", name + " has the SKU " + address.sku + ", not " + reference.sku);
    }
    const auto [first, fresh] = m_publics.emplace(name, reference.user);
    if (!fresh)
    {
        add("PublicIPAddressInUse", "", name + " is already used by " + first->second);
    }
}

std::string
EdgeUses::UsePrivate(size_t vnet, const IpAddress& address, const std::string& user)
{
    const auto [first, fresh] = m_statics.emplace(std::make_pair(vnet, address), user);
    return fresh ? "" : first->second;
}

} // namespace ns3::v6lab
